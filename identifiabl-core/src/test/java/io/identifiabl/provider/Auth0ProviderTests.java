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

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class Auth0ProviderTests {

	private final PresetClaims auth0 = new PresetClaims("auth0",
			Map.of("iss", "https://acme.us.auth0.com/", "sub", "auth0|1", "azp", "client-1"));

	@Test
	void mapReadsWhatAuth0Issues() {
		Identity identity = this.auth0.map(Map.of("org_id", "org1", "roles", List.of("admin"), "permissions",
				List.of("p"), "groups", List.of("g"), "plan", "free"));
		assertThat(identity.toMap()).containsEntry("provider", "auth0")
			.containsEntry("clientId", "client-1")
			.containsEntry("orgId", "org1")
			.containsEntry("roles", List.of("admin"))
			.containsEntry("permissions", List.of("p"))
			.containsEntry("groups", List.of("g"))
			.containsEntry("plan", "free");
	}

	@Test
	void mapWhenBothClientClaimsArePresentThenPrefersAzp() {
		assertThat(this.auth0.map(Map.of("client_id", "other")).getClientId()).isEqualTo("client-1");
	}

	@Test
	void mapWhenGrantIsClientCredentialsThenIsService() {
		assertThat(this.auth0.map(Map.of("gty", "client-credentials")).getPrincipalType())
			.isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenSubjectIsClientThenIsService() {
		assertThat(this.auth0.map(Map.of("sub", "abc@clients")).getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenSubjectOfUserOnlyEndsLikeClientThenIsUser() {
		assertThat(this.auth0.map(Map.of("sub", "auth0|abc@clients")).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapWhenGrantIsAnotherThenIsUser() {
		assertThat(this.auth0.map(Map.of("gty", "password")).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapNeverFillsTheTenantFromTheOrganization() {
		assertThat(this.auth0.map(Map.of("org_id", "org1")).getTenant()).isNull();
	}

	@Test
	void refuseForeignUseWhenAccessTokenThenAccepts() {
		this.auth0.assertAccepted(Map.of());
	}

	@Test
	void refuseForeignUseWhenIdTokenThenRefuses() {
		this.auth0.assertRefused("id_token_used_as_access_token", Map.of("at_hash", "abc"));
	}

	@Test
	void refuseForeignUseWhenHybridIdTokenThenRefuses() {
		this.auth0.assertRefused("id_token_used_as_access_token", Map.of("c_hash", "abc"));
	}

	@Test
	void refuseForeignUseWhenNonceAloneThenAccepts() {
		this.auth0.assertAccepted(Map.of("nonce", "n"));
	}

}
