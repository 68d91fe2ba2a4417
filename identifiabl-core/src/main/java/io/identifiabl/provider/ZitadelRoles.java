/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.identifiabl.provider;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimSet;

/**
 * Reads the roles of ZITADEL: the keys of the claim for the project of the client and of
 * the claims for the projects that the token is for.
 *
 * @author Identifiabl Contributors
 */
final class ZitadelRoles {

	private static final String PREFIX = "urn:zitadel:iam:org:project:";

	private static final String SUFFIX = "roles";

	private static final ClaimPath AUDIENCE = ClaimPath.of("aud");

	private ZitadelRoles() {
	}

	static Set<String> read(ClaimSet claims) {
		Set<String> roles = new LinkedHashSet<>(keys(claims, PREFIX + SUFFIX));
		for (String project : claims.getValues(AUDIENCE)) {
			roles.addAll(keys(claims, PREFIX + project + ":" + SUFFIX));
		}
		return roles;
	}

	private static List<String> keys(ClaimSet claims, String claim) {
		return (claims.getClaims().get(claim) instanceof Map<?, ?> members) ? ClaimReaders.keys(members) : List.of();
	}

}
