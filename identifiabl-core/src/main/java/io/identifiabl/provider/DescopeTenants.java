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

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimSet;

/**
 * Reads what Descope grants in the current tenant, out of {@code tenants}, which has all
 * tenants of the user.
 *
 * @author Identifiabl Contributors
 */
final class DescopeTenants {

	private static final ClaimPath CURRENT = ClaimPath.of("dct");

	private DescopeTenants() {
	}

	static Function<ClaimSet, Collection<String>> read(String member) {
		return (claims) -> {
			String tenant = claims.getText(CURRENT);
			return (tenant != null) ? claims.getValues(ClaimPath.of("tenants", tenant, member)) : List.of();
		};
	}

}
