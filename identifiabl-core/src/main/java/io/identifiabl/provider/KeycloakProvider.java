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
import java.util.Set;
import java.util.function.Predicate;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimRules;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.IdentityAttribute;

/**
 * Keycloak. Roles are those of the realm; the roles of clients only count where they are
 * configured, since a token lists the roles of every client. A user may be member of
 * several organizations, and then there is none to act for. A user may choose a name that
 * is like a service's, so that the name only counts in tokens of versions that do not say
 * how they were granted.
 *
 * @author Identifiabl Contributors
 * @see <a href=
 * "https://github.com/keycloak/keycloak/blob/main/core/src/main/java/org/keycloak/representations/AccessToken.java">AccessToken</a>
 * @see <a href=
 * "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/encode/AccessTokenContext.java">AccessTokenContext</a>
 * @see <a href=
 * "https://www.keycloak.org/docs/latest/server_admin/#_mapping_organization_claims">Mapping
 * organization claims</a>
 */
final class KeycloakProvider {

	private static final Set<String> ACCESS_TOKENS = Set.of("rt", "lt");

	private static final String CLIENT_CREDENTIALS = "cc";

	private KeycloakProvider() {
	}

	static Provider create() {
		ClaimMapping mapping = ClaimMapping.builder("keycloak")
			.read(IdentityAttribute.CLIENT_ID, "azp", "client_id")
			.derive(IdentityAttribute.ORG_ID, ClaimReaders.only("organization"))
			.read(IdentityAttribute.ROLES, List.of(ClaimPath.of("realm_access", "roles")))
			.read(IdentityAttribute.PERMISSIONS, "permissions")
			.read(IdentityAttribute.GROUPS, "groups")
			.read(IdentityAttribute.PLAN, "plan")
			.service(granted(CLIENT_CREDENTIALS::equals)
				.or(ClaimRules.startsWith("preferred_username", "service-account-")
					.and(granted((grant) -> true).negate())))
			.build();
		return new Provider("keycloak", Issuers.pathContains("realms"), mapping,
				new Refusal("id_token_used_as_access_token", ClaimRules.is("typ", "ID")), Refusal.ID_TOKEN,
				new Refusal("refresh_token_used_as_access_token", ClaimRules.is("typ", "Refresh", "Offline")),
				new Refusal("unsupported_token_format",
						ClaimRules.present("typ").and(ClaimRules.is("typ", "Bearer", "DPoP").negate())));
	}

	// Token ids start with two letters each for the kinds of session, token and grant.
	private static Predicate<ClaimSet> granted(Predicate<String> grant) {
		return ClaimRules.text(ClaimPath.of("jti"),
				(id) -> id.length() > 6 && id.charAt(6) == ':' && isLowerCase(id.substring(0, 6))
						&& ACCESS_TOKENS.contains(id.substring(2, 4)) && grant.test(id.substring(4, 6)));
	}

	private static boolean isLowerCase(String text) {
		return text.chars().allMatch((c) -> c >= 'a' && c <= 'z');
	}

}
