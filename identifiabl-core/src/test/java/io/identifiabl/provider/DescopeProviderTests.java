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

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class DescopeProviderTests {

	private final PresetClaims descope = new PresetClaims("descope",
			Map.of("iss", "P2AbCdEfGhIjKlMnOpQrStUvWxYz", "sub", "U1"));

	@Test
	void mapTakesWhatIsGrantedInTheCurrentTenantOnly() {
		Identity identity = this.descope.map(Map.of("dct", "t1", "roles", List.of("user"), "tenants",
				Map.of("t1", Map.of("roles", List.of("editor"), "permissions", List.of("Edit All")), "t2",
						Map.of("roles", List.of("admin"), "permissions", List.of("Delete")))));
		assertThat(identity.getTenant()).isEqualTo("t1");
		assertThat(identity.getRoles()).containsExactly("user", "editor");
		assertThat(identity.getPermissions()).containsExactly("Edit All");
		assertThat(identity.getScopes()).containsExactly("Edit All");
	}

	@Test
	void mapWhenThereIsNoCurrentTenantThenTakesNone() {
		assertThat(this.descope.map(Map.of("tenants", Map.of("t1", Map.of("roles", List.of("admin"))))).getRoles())
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "K1", "TPA1", "K9zZ", "TPA0" })
	void mapWhenSubjectIsKeyOrAgentThenIsServiceAndClient(String subject) {
		Identity identity = this.descope.map(Map.of("sub", subject));
		assertThat(identity.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
		assertThat(identity.getClientId()).isEqualTo(subject);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Kim", "K1@example.com", "TPA", "TPAgent", "U1", "TP1", "xK1", "K1\u00e9", "K1-" })
	void mapWhenSubjectIsLookAlikeThenIsUser(String subject) {
		assertThat(this.descope.map(Map.of("sub", subject)).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void refuseForeignUseWhenRefreshTokenThenRefuses() {
		this.descope.assertAccepted(Map.of("drn", "DS"));
		this.descope.assertRefused("refresh_token_used_as_access_token", Map.of("drn", "DSR"));
	}

}
