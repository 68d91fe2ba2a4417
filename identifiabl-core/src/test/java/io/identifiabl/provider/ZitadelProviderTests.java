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

class ZitadelProviderTests {

	private final PresetClaims zitadel = new PresetClaims("zitadel", Map.of("iss", "https://acme.zitadel.cloud", "sub",
			"1", "client_id", "257@app", "aud", List.of("257@app", "77")));

	@Test
	void mapTakesRolesOfTheProjectsOfTheAudience() {
		assertThat(this.zitadel.map(Map.of("urn:zitadel:iam:org:project:roles", Map.of("viewer", Map.of()),
				"urn:zitadel:iam:org:project:77:roles", Map.of("editor", Map.of()),
				"urn:zitadel:iam:org:project:88:roles", Map.of("admin", Map.of())))
			.getRoles()).containsExactly("viewer", "editor");
	}

	@Test
	void mapWhenRolesAreNoObjectThenTakesNone() {
		assertThat(this.zitadel.map(Map.of("urn:zitadel:iam:org:project:roles", List.of("admin"))).getRoles())
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "machine", "@app", "12a@app" })
	void mapWhenClientIsNoNumberThenIsService(String clientId) {
		assertThat(this.zitadel.map(Map.of("client_id", clientId)).getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "257", "257@app", "1029@app", "0" })
	void mapWhenClientIsNumberThenIsUser(String clientId) {
		assertThat(this.zitadel.map(Map.of("client_id", clientId)).getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapWhenThereIsNoClientThenIsUser() {
		assertThat(this.zitadel.map(Map.of("client_id", PresetClaims.ABSENT)).getPrincipalType())
			.isEqualTo(PrincipalType.USER);
	}

}
