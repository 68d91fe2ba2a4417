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

package io.identifiabl.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.Test;

import io.identifiabl.identity.TokenError;
import io.identifiabl.token.IdentityVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TestIssuer}.
 *
 * @author Identifiabl Contributors
 */
class TestIssuerTests {

	private static final String AUDIENCE = "https://api.example.com";

	@Test
	void tokenIsVerifiedOverTheNetwork() {
		try (TestIssuer issuer = TestIssuer.start()) {
			String token = issuer.token("alice").audience(AUDIENCE).scopes("notes:read", "notes:write").sign();
			assertThat(verifier(issuer).verify(token).getIdentity()).satisfies((identity) -> {
				assertThat(identity.getUserId()).isEqualTo("alice");
				assertThat(identity.getIssuer()).isEqualTo(issuer.getIssuer());
				assertThat(identity.getScopes()).containsExactly("notes:read", "notes:write");
			});
		}
	}

	@Test
	void tokenIsVerifiedWhenIssuerHasPath() {
		try (TestIssuer issuer = TestIssuer.start("/realms/staff")) {
			assertThat(issuer.getIssuer()).endsWith("/realms/staff");
			assertThat(verifier(issuer).verify(issuer.token("alice").audience(AUDIENCE).sign()).isVerified()).isTrue();
		}
	}

	@Test
	void tokenIsVerifiedWhenIssuerEndsWithSlash() {
		try (TestIssuer issuer = TestIssuer.start("/")) {
			assertThat(issuer.getIssuer()).matches("http://127\\.0\\.0\\.1:\\d+/");
			assertThat(verifier(issuer).verify(issuer.token("alice").audience(AUDIENCE).sign()).isVerified()).isTrue();
		}
	}

	@Test
	void startWhenPathIsRelativeThenRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> TestIssuer.start("realms/staff"))
			.withMessage("path must be empty or start with a slash: realms/staff");
	}

	@Test
	void metadataNamesIssuerAndKeySet() throws Exception {
		try (TestIssuer issuer = TestIssuer.start()) {
			HttpResponse<String> response = get(issuer.getIssuer() + "/.well-known/openid-configuration");
			assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
			assertThat(JSONObjectUtils.parse(response.body())).containsExactlyInAnyOrderEntriesOf(
					Map.of("issuer", issuer.getIssuer(), "jwks_uri", issuer.getJwkSetUri()));
		}
	}

	@Test
	void keySetHoldsThePublicKeyOnly() throws Exception {
		try (TestIssuer issuer = TestIssuer.start()) {
			JWKSet keys = JWKSet.parse(get(issuer.getJwkSetUri()).body());
			assertThat(keys.getKeys()).singleElement()
				.satisfies((key) -> assertThat(key.getKeyID()).isEqualTo(issuer.getKey().getKeyID()))
				.matches((key) -> !key.isPrivate());
		}
	}

	@Test
	void keySetRequestsAreCounted() throws Exception {
		try (TestIssuer issuer = TestIssuer.start()) {
			get(issuer.getJwkSetUri());
			get(issuer.getJwkSetUri());
			assertThat(issuer.getKeySetRequests()).isEqualTo(2);
		}
	}

	@Test
	void issuersHaveKeysOfTheirOwn() {
		try (TestIssuer issuer = TestIssuer.start(); TestIssuer other = TestIssuer.start()) {
			assertThat(issuer.getKey()).extracting(JWK::getKeyID).isNotEqualTo(other.getKey().getKeyID());
		}
	}

	@Test
	void closedIssuerIsOutOfOrder() {
		TestIssuer issuer = TestIssuer.start();
		IdentityVerifier verifier = verifier(issuer);
		issuer.close();
		String token = issuer.token("alice").audience(AUDIENCE).sign();
		assertThat(verifier.verify(token).getError()).isEqualTo(TokenError.KEYS_UNAVAILABLE);
	}

	@Test
	void closedIssuerRefusesConnections() {
		TestIssuer issuer = TestIssuer.start();
		issuer.close();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(issuer.getJwkSetUri()));
	}

	@Test
	void restartedIssuerIsTheSameAgain() {
		TestIssuer issuer = TestIssuer.start("/realms/staff");
		String token = issuer.token("alice").audience(AUDIENCE).sign();
		issuer.close();
		issuer.restart();
		try (issuer) {
			assertThat(verifier(issuer).verify(token).isVerified()).isTrue();
		}
	}

	@Test
	void restartWhenRunningThenRefused() {
		try (TestIssuer issuer = TestIssuer.start()) {
			assertThatIllegalStateException().isThrownBy(issuer::restart);
		}
	}

	@Test
	void startOnAPortThenIsThere() {
		int port;
		try (TestIssuer earlier = TestIssuer.start()) {
			port = URI.create(earlier.getIssuer()).getPort();
		}
		try (TestIssuer issuer = TestIssuer.start("/staff", port)) {
			assertThat(issuer.getIssuer()).isEqualTo("http://127.0.0.1:" + port + "/staff");
			assertThat(verifier(issuer).verify(issuer.token("alice").audience(AUDIENCE).sign()).isVerified()).isTrue();
		}
	}

	@Test
	void startWhenPortIsTakenThenSaysWhich() {
		try (TestIssuer issuer = TestIssuer.start()) {
			int port = URI.create(issuer.getIssuer()).getPort();
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> TestIssuer.start("", port))
				.withMessage("The issuer's server could not be started on port " + port);
		}
	}

	@Test
	void rotatedKeySignsAndEarlierOneIsStillPublished() {
		try (TestIssuer issuer = TestIssuer.start()) {
			String earlier = issuer.token("alice").audience(AUDIENCE).sign();
			RSAKey key = issuer.rotateKey();
			String later = issuer.token("alice").audience(AUDIENCE).sign();
			assertThat(issuer.getKey()).isEqualTo(key);
			assertThat(verifier(issuer).verify(earlier).isVerified()).isTrue();
			assertThat(verifier(issuer).verify(later).isVerified()).isTrue();
		}
	}

	@Test
	void withdrawnKeyIsUnknown() {
		try (TestIssuer issuer = TestIssuer.start()) {
			String earlier = issuer.token("alice").audience(AUDIENCE).sign();
			issuer.rotateKey();
			issuer.withdrawPreviousKeys();
			IdentityVerifier verifier = verifier(issuer);
			assertThat(verifier.verify(issuer.token("alice").audience(AUDIENCE).sign()).isVerified()).isTrue();
			assertThat(verifier.verify(earlier).isVerified()).isFalse();
		}
	}

	private static IdentityVerifier verifier(TestIssuer issuer) {
		return IdentityVerifier.withIssuer(issuer.getIssuer()).audience(AUDIENCE).build();
	}

	private static HttpResponse<String> get(String uri) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
	}

}
