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

import java.util.function.Predicate;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Auth0, both token dialects. Its RBAC permissions list everything the user may do.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles">Access token
 * profiles</a>
 * @see <a href="https://auth0.com/docs/manage-users/organizations/using-tokens">Tokens
 * and organizations</a>
 */
final class Auth0Provider {

	private Auth0Provider() {
	}

	static Provider create() {
		// the subject of a user has a connection before a pipe, and then any text
		Predicate<ClaimSet> isClient = ClaimRules.endsWith("sub", "@clients")
			.and(ClaimRules.contains("sub", "|").negate());
		ClaimMapping mapping = ClaimMapping.builder("auth0")
			.read(IdentityAttribute.CLIENT_ID, "azp", "client_id")
			.read(IdentityAttribute.ORG_ID, "org_id")
			.read(IdentityAttribute.ROLES, "roles")
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.read(IdentityAttribute.GROUPS, "groups")
			.read(IdentityAttribute.PLAN, "plan")
			.service(ClaimRules.is("gty", "client-credentials").or(isClient))
			.build();
		return new Provider("auth0", Issuers.host(".auth0.com"), mapping, Refusal.ID_TOKEN);
	}

}
