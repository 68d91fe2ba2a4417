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

import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class EntraB2cProviderTests {

	private final PresetClaims b2c = new PresetClaims("entra-b2c",
			Map.of("iss", "https://acme.b2clogin.com/tenant-1/v2.0/", "sub", "object-1", "oid", "object-1", "azp",
					"client-1", "scp", "read"));

	@ParameterizedTest
	@ValueSource(strings = { "https://acme.b2clogin.com/tenant-1/v2.0/",
			"https://acme.b2clogin.com/tfp/tenant-1/policy/v2.0/" })
	void mapTakesTheTenantFromTheIssuer(String issuer) {
		assertThat(this.b2c.map(Map.of("iss", issuer)).getTenant()).isEqualTo("tenant-1");
	}

	@Test
	void mapTakesTheFirstAddress() {
		assertThat(this.b2c.map(Map.of("emails", List.of("a@example.com", "b@example.com"))).getEmail())
			.isEqualTo("a@example.com");
	}

	@Test
	void mapWhenNothingIsDelegatedAndSubjectIsTheObjectThenIsService() {
		assertThat(this.b2c.map(Map.of("scp", PresetClaims.ABSENT)).getPrincipalType())
			.isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenNothingIsDelegatedButSomebodySignedInThenIsUser() {
		assertThat(this.b2c.map(Map.of("scp", PresetClaims.ABSENT, "auth_time", 1767225600L)).getPrincipalType())
			.isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapWhenScopesAreDelegatedThenIsUser() {
		assertThat(this.b2c.map(Map.of()).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void refuseForeignUseWhenThereIsNoClientThenIsIdToken() {
		this.b2c.assertAccepted(Map.of());
		this.b2c.assertAccepted(Map.of("azp", PresetClaims.ABSENT, "appid", "client-1"));
		this.b2c.assertRefused("id_token_used_as_access_token", Map.of("at_hash", "abc"));
		this.b2c.assertRefused("id_token_used_as_access_token", Map.of("azp", PresetClaims.ABSENT));
	}

}
