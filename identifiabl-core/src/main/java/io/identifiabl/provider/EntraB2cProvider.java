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

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Azure AD B2C. The tenant stands in the issuer, not in a claim; {@code emails} are what
 * users typed and no keys. A token for the client itself has no scopes although a user
 * signed in, and tells when.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview">Token
 * overview</a>
 */
final class EntraB2cProvider {

	private EntraB2cProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("entra-b2c")
			.read(IdentityAttribute.USER_ID, "oid", "sub")
			.read(IdentityAttribute.CLIENT_ID, "azp", "appid")
			.derive(IdentityAttribute.TENANT, EntraB2cProvider::tenant)
			.read(IdentityAttribute.SCOPES, "scp")
			.read(IdentityAttribute.ROLES, "roles")
			.read(IdentityAttribute.GROUPS, "groups")
			.read(IdentityAttribute.EMAIL, List.of(ClaimPath.of("email"), ClaimPath.of("emails", "0")))
			.service(ClaimRules.absent("scp").and(ClaimRules.absent("auth_time")).and(ClaimRules.same("oid", "sub")))
			.build();
		return new Provider("entra-b2c", Issuers.host(".b2clogin.com"), mapping, Refusal.ID_TOKEN,
				new Refusal("id_token_used_as_access_token", ClaimRules.absent("azp").and(ClaimRules.absent("appid"))));
	}

	// https://{name}.b2clogin.com/{tenant}/v2.0/ or /tfp/{tenant}/{policy}/v2.0/
	private static Collection<String> tenant(ClaimSet claims) {
		if (!(claims.getClaims().get("iss") instanceof String issuer)) {
			return List.of();
		}
		List<String> segments = Issuers.pathSegments(issuer);
		return segments.stream().filter((segment) -> !segment.equals("tfp")).limit(1).toList();
	}

}
