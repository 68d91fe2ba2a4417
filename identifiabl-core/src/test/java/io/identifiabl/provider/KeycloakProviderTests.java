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
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.IdentityAttribute;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class KeycloakProviderTests {

	private final PresetClaims keycloak = new PresetClaims("keycloak",
			Map.of("iss", "https://idp.example.com/realms/demo", "sub", "user-1", "azp", "client-1", "typ", "Bearer",
					"jti", "onrtac:1"));

	@Test
	void mapTakesNoRolesOfClients() {
		assertThat(this.keycloak.map(Map.of("realm_access", Map.of("roles", List.of("user")), "resource_access",
				Map.of("client-1", Map.of("roles", List.of("admin")))))
			.getRoles()).containsExactly("user");
	}

	@Test
	void mapWhenClientIsConfiguredThenTakesItsRoles() {
		ClaimMapping mapping = KeycloakProvider.create()
			.getClaimMapping()
			.toBuilder()
			.alsoRead(IdentityAttribute.ROLES, ClaimPath.of("resource_access", "inventory", "roles"))
			.build();
		Identity identity = mapping.map(this.keycloak
			.claims(Map.of("realm_access", Map.of("roles", List.of("user")), "resource_access", Map.of("inventory",
					Map.of("roles", List.of("reader", "user")), "other", Map.of("roles", List.of("admin"))))));
		assertThat(identity.getRoles()).containsExactly("user", "reader");
	}

	@Test
	void mapWhenThereIsOneOrganizationThenTakesItsAlias() {
		assertThat(this.keycloak.map(Map.of("organization", Map.of("acme", Map.of("id", "42")))).getOrgId())
			.isEqualTo("acme");
		assertThat(this.keycloak.map(Map.of("organization", List.of("acme"))).getOrgId()).isEqualTo("acme");
	}

	@Test
	void mapWhenThereAreSeveralOrganizationsThenTakesNone() {
		assertThat(this.keycloak.map(Map.of("organization", Map.of("acme", Map.of(), "b\nc", Map.of()))).getOrgId())
			.isNull();
		assertThat(this.keycloak.map(Map.of("organization", List.of("acme", 7))).getOrgId()).isNull();
		assertThat(this.keycloak.map(Map.of("organization", Map.of())).getOrgId()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "trrtcc:1", "trltcc:1", "azrtcc:" })
	void mapWhenTokenIdNamesTheGrantThenIsService(String jti) {
		assertThat(this.keycloak.map(Map.of("jti", jti)).getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "onrtac:1", "rtcc:1", "xrtcc:1", "xxxrtcc:1", "", "trrtcc", "trrtcc-", "TRrtcc:",
			"t{rtcc:", "t`rtcc:", "trxtcc:" })
	void mapWhenTokenIdNamesAnotherGrantThenIsUser(String jti) {
		assertThat(this.keycloak.map(Map.of("jti", jti)).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapWhenUsernameIsOfServiceAccountThenIsService() {
		assertThat(this.keycloak.map(Map.of("preferred_username", "service-account-x", "jti", "1")).getPrincipalType())
			.isEqualTo(PrincipalType.SERVICE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "onrtac:1", "onltrt:1", "trrtte:1" })
	void mapWhenUserIsNamedLikeServiceAccountThenIsUser(String jti) {
		assertThat(this.keycloak.map(Map.of("preferred_username", "service-account-x", "jti", jti)).getPrincipalType())
			.isEqualTo(PrincipalType.USER);
	}

	@Test
	void refuseForeignUseGoesByTheType() {
		this.keycloak.assertAccepted(Map.of());
		this.keycloak.assertAccepted(Map.of("typ", "DPoP"));
		this.keycloak.assertAccepted(Map.of("typ", PresetClaims.ABSENT));
		this.keycloak.assertRefused("id_token_used_as_access_token", Map.of("typ", "ID"));
		this.keycloak.assertRefused("refresh_token_used_as_access_token", Map.of("typ", "Refresh"));
		this.keycloak.assertRefused("refresh_token_used_as_access_token", Map.of("typ", "Offline"));
		this.keycloak.assertRefused("unsupported_token_format", Map.of("typ", "Logout"));
		this.keycloak.assertRefused("unsupported_token_format", Map.of("typ", 7));
	}

}
