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

class SpringAsProviderTests {

	private final PresetClaims as = new PresetClaims("spring-as", Map.of("iss", "http://localhost:9000", "sub", "joe",
			"aud", "client-1", "nbf", 1L, "scope", List.of("read", "a b")));

	@Test
	void mapReadsScopesOfArray() {
		Identity identity = this.as.map(Map.of());
		assertThat(identity.getScopes()).containsExactly("read");
		assertThat(identity.getClientId()).isEqualTo("client-1");
	}

	@Test
	void mapWhenAudienceIsListThenItsFirstIsTheClient() {
		assertThat(this.as.map(Map.of("aud", List.of("client-2", "api"))).getClientId()).isEqualTo("client-2");
	}

	@Test
	void mapWhenSubjectIsTheClientThenIsService() {
		assertThat(this.as.map(Map.of("sub", "client-1")).getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenClientClaimDiffersThenAudienceDoesNotCount() {
		assertThat(this.as.map(Map.of("sub", "client-1", "client_id", "client-2")).getPrincipalType())
			.isEqualTo(PrincipalType.USER);
	}

	@Test
	void refuseForeignUseWhenIdTokenThenRefuses() {
		this.as.assertAccepted(Map.of());
		this.as.assertAccepted(Map.of("azp", "client-1"));
		this.as.assertRefused("id_token_used_as_access_token", Map.of("azp", "client-1", "nbf", PresetClaims.ABSENT));
	}

}
