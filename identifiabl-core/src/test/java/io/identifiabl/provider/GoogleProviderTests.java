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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.PrincipalType;

import static org.assertj.core.api.Assertions.assertThat;

class GoogleProviderTests {

	private final PresetClaims google = new PresetClaims("google",
			Map.of("iss", "https://accounts.google.com", "sub", "1234", "azp", "client-1", "email", "joe@example.com"));

	@Test
	void mapWhenIssuerHasNoSchemeThenIsTheSameUser() {
		assertThat(this.google.map(Map.of("iss", "accounts.google.com")).getPrincipalKey())
			.isEqualTo(this.google.map(Map.of()).getPrincipalKey())
			.isEqualTo("https://accounts.google.com#1234");
	}

	@Test
	void mapTakesTheOrganizationFromTheHostedDomainOnly() {
		assertThat(this.google.map(Map.of()).getOrgId()).isNull();
		assertThat(this.google.map(Map.of("hd", "example.com")).getOrgId()).isEqualTo("example.com");
	}

	@Test
	void mapWhenEmailVerifiedIsTextThenCounts() {
		assertThat(this.google.map(Map.of("email_verified", "true")).isEmailVerified()).isTrue();
		assertThat(this.google.map(Map.of("email_verified", true)).isEmailVerified()).isTrue();
		assertThat(this.google.map(Map.of("email_verified", "false")).isEmailVerified()).isFalse();
	}

	@Test
	void mapWhenAddressIsOfServiceAccountThenIsService() {
		assertThat(this.google.map(Map.of("email", "x@p.iam.gserviceaccount.com", "email_verified", true))
			.getPrincipalType()).isEqualTo(PrincipalType.SERVICE);
	}

	@Test
	void mapWhenAddressOfServiceAccountIsNotVerifiedThenIsUser() {
		assertThat(this.google.map(Map.of("email", "x@p.iam.gserviceaccount.com", "email_verified", false))
			.getPrincipalType()).isEqualTo(PrincipalType.USER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x@gserviceaccount.com.example.com", "x@evilgserviceaccount.com" })
	void mapWhenAddressIsLookAlikeThenIsUser(String email) {
		assertThat(this.google.map(Map.of("email", email, "email_verified", true)).getPrincipalType())
			.isEqualTo(PrincipalType.USER);
	}

	@Test
	void refuseForeignUseWhenIdTokenThenAccepts() {
		this.google.assertAccepted(Map.of("at_hash", "abc"));
	}

}
