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

package io.identifiabl.keys;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IssuerLocationsTests {

	@ParameterizedTest
	@ValueSource(strings = { "https://issuer.example.com", "https://issuer.example.com/" })
	void metadataWhenIssuerHasNoPathThenStandsAtTheRoot(String issuer) {
		assertThat(IssuerLocations.metadata(issuer)).containsExactly(
				URI.create("https://issuer.example.com/.well-known/openid-configuration"),
				URI.create("https://issuer.example.com/.well-known/oauth-authorization-server"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "https://idp.example.com:8443/realms/a%20b", "https://idp.example.com:8443/realms/a%20b/" })
	void metadataWhenIssuerHasPathThenEachStandardPutsItElsewhere(String issuer) {
		assertThat(IssuerLocations.metadata(issuer)).containsExactly(
				URI.create("https://idp.example.com:8443/realms/a%20b/.well-known/openid-configuration"),
				URI.create("https://idp.example.com:8443/.well-known/openid-configuration/realms/a%20b"),
				URI.create("https://idp.example.com:8443/.well-known/oauth-authorization-server/realms/a%20b"));
	}

	@Test
	void metadataKeepsTheCaseOfThePath() {
		assertThat(IssuerLocations.metadata("https://idp.example.com/Realms/A")).last()
			.isEqualTo(URI.create("https://idp.example.com/.well-known/oauth-authorization-server/Realms/A"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://any.example", "http://any.example", "HTTP://any.example" })
	void isHttpWhenSchemeIsThenTrue(String address) {
		assertThat(IssuerLocations.isHttp(URI.create(address))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "urn:a:b", "/relative", "ftp://any.example" })
	void isHttpWhenSchemeIsAnotherThenFalse(String address) {
		assertThat(IssuerLocations.isHttp(URI.create(address))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://any.example", "HTTPS://any.example", "http://localhost", "http://127.0.0.1:8080",
			"HTTP://localhost:1/x", "http://[::1]/jwks" })
	void isSecureWhenTlsOrLoopbackThenTrue(String address) {
		assertThat(IssuerLocations.isSecure(URI.create(address))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://any.example", "http://localhost.example", "http://127.0.0.1.example",
			"http://localhost@any.example", "http://127.0.0.2", "http://0.0.0.0", "ftp://localhost",
			"file:///etc/hosts", "/relative", "urn:a:b" })
	void isSecureWhenNeitherThenFalse(String address) {
		assertThat(IssuerLocations.isSecure(URI.create(address))).isFalse();
	}

	@Test
	void isSecureWhenThereIsNoHostThenFalse() {
		assertThat(IssuerLocations.isSecure(URI.create("http:/path"))).isFalse();
	}

}
