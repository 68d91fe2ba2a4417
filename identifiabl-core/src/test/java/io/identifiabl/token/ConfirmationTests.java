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

package io.identifiabl.token;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ConfirmationTests {

	private static final String THUMBPRINT = "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0";

	private static final String CERTIFICATE = "MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAx"
			+ "ODEyMzcwOVoXDTIyMDUwMjEyMzcwOVowDzENMAsGA1UEAwwEbXRsczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8Qnh"
			+ "xxzFQ03C7HKW9OylMbnQZjjJ/Au08/coZwxS7LfA4vOLS9WuneIXhbGGWvsDSb0tH6IxLm8wCgYIKoZIzj0EAwIDSQAwRgIhAP0RC1E+"
			+ "vwJD/D1AGHGzuri+hlV/PpQEKTWUVeORWz83AiEA5x2eXZOVbUlJSGQgjwD5vaUaKlLR50Q2DmFfQj1L+SY=";

	@Test
	void ofWhenClaimIsAbsentThenIsBoundToNothing() {
		Confirmation confirmation = Confirmation.of(Map.of("sub", "user-1"));
		assertThat(confirmation.getKeyThumbprint()).isNull();
		assertThat(confirmation.getCertificateThumbprint()).isNull();
		assertThatNoException().isThrownBy(confirmation::refuseBound);
	}

	@Test
	void ofWhenBoundToKeyThenHasItsThumbprint() {
		Confirmation confirmation = of("{\"jkt\":\"thumb\"}");
		assertThat(confirmation.getKeyThumbprint()).isEqualTo("thumb");
		assertThat(confirmation.getCertificateThumbprint()).isNull();
		TestTokens.assertRefused(TokenError.DPOP_BOUND_TOKEN_AS_BEARER, confirmation::refuseBound);
	}

	@Test
	void ofWhenBoundToCertificateThenHasItsThumbprint() {
		Confirmation confirmation = of("{\"x5t#S256\":\"thumb\"}");
		assertThat(confirmation.getCertificateThumbprint()).isEqualTo("thumb");
		assertThat(confirmation.getKeyThumbprint()).isNull();
		TestTokens.assertRefused(TokenError.CERTIFICATE_BOUND_TOKEN, confirmation::refuseBound);
	}

	@Test
	void ofWhenBoundToBothThenHasBoth() {
		Confirmation confirmation = of("{\"jkt\":\"key\",\"x5t#S256\":\"certificate\"}");
		assertThat(List.of(confirmation.getKeyThumbprint(), confirmation.getCertificateThumbprint()))
			.containsExactly("key", "certificate");
	}

	// the methods that IANA has registered, what Entra ID and others write, and
	// look-alikes
	@ParameterizedTest
	@ValueSource(strings = { "{\"kid\":\"key-1\"}", "{\"kid\":\"key-1\",\"xms_ksl\":\"sw\"}", "{\"kid\":7}",
			"{\"jwk\":{\"kty\":\"EC\"}}", "{\"jku\":\"https://a.example/keys\",\"kid\":\"k\"}",
			"{\"jwe\":\"a.b.c.d.e\"}", "{\"osc\":{\"id\":\"AQ\"}}", "{\"x5t\":\"thumb\"}", "{\"x5c\":[\"MIIB\"]}",
			"{\"JKT\":\"thumb\"}", "{\"Jkt\":\"thumb\"}", "{\"x5t#s256\":\"thumb\"}", "{\"X5T#S256\":\"thumb\"}",
			"{\"x5t#S256 \":\"thumb\"}", "{\"x5t#S512\":\"thumb\"}", "{\"\":\"thumb\"}",
			"{\"jkt\":\"thumb\",\"kid\":\"key-1\"}", "{\"x5t#S256\":\"thumb\",\"jwk\":{}}",
			"{\"jkt\":\"thumb\",\"jkt \":\"thumb\"}" })
	void ofWhenMemberIsUnknownThenRefuses(String claim) {
		assertRefused(claim);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "null", "\"x\"", "\"\"", "7", "true", "false", "[]", "[{\"jkt\":\"thumb\"}]",
			"{\"jkt\":null}", "{\"jkt\":7}", "{\"jkt\":\"\"}", "{\"jkt\":\" \"}", "{\"jkt\":[\"thumb\"]}",
			"{\"jkt\":{\"S256\":\"thumb\"}}", "{\"x5t#S256\":null}", "{\"x5t#S256\":false}", "{\"x5t#S256\":[]}",
			"{\"jkt\":\"thumb\",\"x5t#S256\":\"\"}" })
	void ofWhenClaimIsImproperThenRefuses(String claim) {
		assertRefused(claim);
	}

	// the example of RFC 8705 appendix A
	@Test
	void isBoundToWhenCertificateIsTheNamedOneThenTrue() throws CertificateException {
		X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(CERTIFICATE)));
		assertThat(of("{\"x5t#S256\":\"" + THUMBPRINT + "\"}").isBoundTo(certificate)).isTrue();
		assertThat(of("{\"x5t#S256\":\"" + THUMBPRINT.replace('A', 'B') + "\"}").isBoundTo(certificate)).isFalse();
		assertThat(of("{\"jkt\":\"" + THUMBPRINT + "\"}").isBoundTo(certificate)).isFalse();
		assertThat(Confirmation.of(Map.of()).isBoundTo(certificate)).isFalse();
	}

	private static Confirmation of(String claim) {
		return Confirmation.of(TestTokens.parsedJson("{\"cnf\":" + claim + "}").getClaims());
	}

	private static void assertRefused(String claim) {
		TestTokens.assertRefused(TokenError.INVALID_CLAIM, () -> of(claim));
	}

}
