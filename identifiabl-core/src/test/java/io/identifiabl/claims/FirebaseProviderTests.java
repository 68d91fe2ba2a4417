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

package io.identifiabl.claims;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityTrait;

import static org.assertj.core.api.Assertions.assertThat;

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
