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

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GoogleIapProviderTests {

	private final PresetClaims iap = new PresetClaims("google-iap",
			Map.of("iss", "https://cloud.google.com/iap", "sub", "accounts.google.com:1234", "azp", "/projects/1"));

	@Test
	void mapTakesThePrefixOffTheUserId() {
		Identity identity = this.iap.map(Map.of());
		assertThat(identity.getUserId()).isEqualTo("1234");
		assertThat(identity.getSubject()).isEqualTo("accounts.google.com:1234");
		assertThat(identity.getClientId()).isNull();
	}

	@Test
	void mapWhenAddressIsOfServiceAccountThenIsService() {
		assertThat(this.iap.map(Map.of("email", "x@p.iam.gserviceaccount.com")).getPrincipalType())
			.isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenAnotherProviderSaysTheAddressIsOfServiceAccountThenIsUser() {
		assertThat(this.iap.map(Map.of("sub", "securetoken.google.com/p/t:1", "email",
				"securetoken.google.com/p/t:x@p.iam.gserviceaccount.com"))
			.getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@Test
	void mapWhenPrefixIsAnotherThenKeepsIt() {
		assertThat(this.iap.map(Map.of("sub", "securetoken.google.com/p:1")).getUserId())
			.isEqualTo("securetoken.google.com/p:1");
	}

	@Test
	void mapWhenNothingFollowsThePrefixThenIsMissing() {
		assertThatExceptionOfType(InvalidClaimException.class)
			.isThrownBy(() -> this.iap.map(Map.of("sub", "accounts.google.com:")))
			.withMessage("missing_subject");
		assertThat(this.iap.map(Map.of("hd", "example.com")).getOrgId()).isEqualTo("example.com");
	}

}
