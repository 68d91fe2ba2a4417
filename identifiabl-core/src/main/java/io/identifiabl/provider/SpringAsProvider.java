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

import java.util.List;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Spring Authorization Server. The audience is the client unless customized, scopes are
 * an array, and the subject is the login name. ID tokens have the same audience: they are
 * told by {@code azp}, and access tokens by {@code nbf}.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://github.com/spring-projects/spring-security/blob/main/oauth2/oauth2-authorization-server/src/main/java/org/springframework/security/oauth2/server/authorization/token/JwtGenerator.java">JwtGenerator</a>
 */
final class SpringAsProvider {

	private SpringAsProvider() {
	}

	static Provider create() {
		List<ClaimPath> client = List.of(ClaimPath.of("client_id"), ClaimPath.of("azp"), ClaimPath.of("aud"),
				ClaimPath.of("aud", "0"));
		ClaimMapping mapping = ClaimMapping.builder("spring-as")
			.read(IdentityAttribute.CLIENT_ID, client)
			.read(IdentityAttribute.ROLES, "roles")
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.read(IdentityAttribute.GROUPS, "groups")
			.service(ClaimRules.same("sub", client))
			.build();
		return new Provider("spring-as", (issuer) -> false, mapping, Refusal.ID_TOKEN,
				new Refusal("id_token_used_as_access_token", ClaimRules.present("azp").and(ClaimRules.absent("nbf"))));
	}

}
