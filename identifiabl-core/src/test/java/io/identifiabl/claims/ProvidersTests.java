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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProvidersTests {

	@ParameterizedTest
	@CsvSource({ "https://acme.us.auth0.com/,auth0", "https://ACME.Auth0.com/,auth0",
			"https://acme.okta.com/oauth2/default,okta", "https://acme.oktapreview.com/oauth2/a,okta",
			"https://acme.okta-emea.com/oauth2/a,okta", "https://acme.okta-gov.com/oauth2/a,okta",
			"https://login.microsoftonline.com/t/v2.0,entra", "https://login.microsoftonline.us/t/v2.0,entra",
			"https://login.partner.microsoftonline.cn/t/v2.0,entra", "https://sts.windows.net/t/,entra",
			"https://acme.ciamlogin.com/t/v2.0,entra" })
	void forIssuerWhenHostIsKnownThenReturnsThePreset(String issuer, String name) {
		assertThat(Providers.forIssuer(issuer)).hasToString(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil-auth0.com/", "https://auth0.com/", "https://acme.auth0.com.evil.example/",
			"https://auth0.com.evil.example/", "https://evil.example/acme.auth0.com/",
			"https://acme.auth0.com@evil.example/", "https://evil.example/?.auth0.com", "https://evilokta.com/oauth2/a",
			"https://acme.okta.com.evil.example/oauth2/a", "https://login.microsoftonline.com.evil.example/t/v2.0",
			"https://evil.login.microsoftonline.com/t/v2.0", "https://sts.windows.net.evil.example/t/",
			"https://ciamlogin.com/t", "https://evilciamlogin.com/t", "acme.auth0.com", "not a uri", "urn:auth0.com",
			"" })
	void forIssuerWhenHostIsLookAlikeThenReturnsTheGenericPreset(String issuer) {
		assertThat(Providers.forIssuer(issuer)).isSameAs(Providers.generic());
	}

	@ParameterizedTest
	@ValueSource(strings = { "auth0", "okta", "entra", "generic" })
	void forNameReturnsThePreset(String name) {
		assertThat(Providers.forName(name)).get().extracting(Provider::getName).isEqualTo(name);
	}

	@Test
	void forNameWhenUnknownThenIsEmpty() {
		assertThat(Providers.forName("Auth0")).isEmpty();
	}

	@Test
	void allEndsWithTheGenericPreset() {
		assertThat(Providers.all()).hasSize(4).endsWith(Providers.generic());
	}

	@Test
	void allIsUnmodifiable() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> Providers.all().remove(Providers.generic()));
	}

}
