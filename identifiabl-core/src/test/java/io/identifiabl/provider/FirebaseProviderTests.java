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
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityTrait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FirebaseProviderTests {

	private final PresetClaims firebase = new PresetClaims("firebase",
			Map.of("iss", "https://securetoken.google.com/demo", "sub", "user-1", "azp", "x"));

	@Test
	void mapTakesTheTenant() {
		Identity identity = this.firebase.map(Map.of("firebase", Map.of("tenant", "t-1")));
		assertThat(identity.getTenant()).isEqualTo("t-1");
		assertThat(identity.getClientId()).isNull();
	}

	@Test
	void mapWhenTenantsDifferThenTheKeyDiffers() {
		String ofProject = key(Map.of());
		assertThat(ofProject).isEqualTo("https://securetoken.google.com/demo#user-1");
		assertThat(key(Map.of("tenant", "t-1"))).isEqualTo("https://securetoken.google.com/demo/tenants/t-1#user-1")
			.isNotEqualTo(key(Map.of("tenant", "t-2")));
		assertThat(key(Map.of("tenant", "t#1"))).isEqualTo("https://securetoken.google.com/demo/tenants/t%231#user-1");
	}

	@ParameterizedTest
	@MethodSource
	void mapWhenTenantIsImproperThenRefuses(Object tenant) {
		assertThatExceptionOfType(InvalidClaimException.class).isThrownBy(() -> key(Map.of("tenant", tenant)))
			.withMessage("invalid_claim");
	}

	static List<Object> mapWhenTenantIsImproperThenRefuses() {
		return List.of(7L, "", "a\nb", List.of("t-1"), Map.of("id", "t-1"));
	}

	private String key(Map<String, Object> firebase) {
		return this.firebase.map(Map.of("firebase", firebase)).getPrincipalKey();
	}

	@Test
	void mapWhenSignInIsAnonymousThenHasTheTrait() {
		assertThat(this.firebase.map(Map.of("firebase", Map.of("sign_in_provider", "anonymous"))).getTraits())
			.containsExactly(IdentityTrait.ANONYMOUS);
		assertThat(this.firebase.map(Map.of("firebase", Map.of("sign_in_provider", "password"))).getTraits()).isEmpty();
	}

	@Test
	void refuseForeignUseWhenIdTokenThenAccepts() {
		this.firebase.assertAccepted(Map.of("at_hash", "abc"));
	}

}
