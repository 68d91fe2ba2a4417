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

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TestToken}.
 *
 * @author Identifiabl Contributors
 */
class TestTokenTests {

	private static RSAKey key;

	@BeforeAll
	static void generateKey() throws JOSEException {
		key = new RSAKeyGenerator(2048).keyID("test-key").generate();
	}

	@Test
	void signSignsWithTheIssuersKey() throws Exception {
		JWSObject token = JWSObject.parse(new TestToken(key).sign());
		assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
	}

	@Test
	void headerIsThatOfAnAccessToken() throws ParseException {
		assertThat(header(new TestToken(key).sign()))
			.containsExactlyInAnyOrderEntriesOf(Map.of("alg", "RS256", "typ", "at+jwt", "kid", "test-key"));
	}

	@Test
	void tokenIsValidForAnHourFromNow() throws ParseException {
		Instant before = Instant.now().minusSeconds(1);
		Map<String, Object> claims = claims(new TestToken(key).sign());
		Instant issuedAt = JSONObjectUtils.getEpochSecondAsDate(claims, "iat").toInstant();
		Instant expiresAt = JSONObjectUtils.getEpochSecondAsDate(claims, "exp").toInstant();
		assertThat(issuedAt).isBetween(before, Instant.now());
		assertThat(Duration.between(issuedAt, expiresAt)).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void tokensHaveIdsOfTheirOwn() throws ParseException {
		assertThat(claims(new TestToken(key).sign()).get("jti"))
			.isNotEqualTo(claims(new TestToken(key).sign()).get("jti"));
	}

	@Test
	void audienceWhenOneThenIsString() throws ParseException {
		assertThat(claims(new TestToken(key).audience("a").sign())).containsEntry("aud", "a");
	}

	@Test
	void audienceWhenManyThenIsArray() throws ParseException {
		assertThat(claims(new TestToken(key).audience("a", "b").sign())).containsEntry("aud", List.of("a", "b"));
	}

	@Test
	void scopesAreSeparatedByBlanks() throws ParseException {
		assertThat(claims(new TestToken(key).scopes("a:b", "c:d").sign())).containsEntry("scope", "a:b c:d");
	}

	@Test
	void issuedAtMovesExpiry() throws ParseException {
		Map<String, Object> claims = claims(new TestToken(key).issuedAt(Instant.ofEpochSecond(1000)).sign());
		assertThat(claims).containsEntry("iat", 1000L).containsEntry("exp", 4600L);
	}

	@Test
	void expiresAtLeavesIssueAlone() throws ParseException {
		TestToken token = new TestToken(key).issuedAt(Instant.ofEpochSecond(1000))
			.expiresAt(Instant.ofEpochSecond(1060));
		assertThat(claims(token.sign())).containsEntry("iat", 1000L).containsEntry("exp", 1060L);
	}

	@Test
	void issuedAtWhenExpiryWasSetBeforeThenLeavesItAlone() throws ParseException {
		TestToken token = new TestToken(key).expiresAt(Instant.ofEpochSecond(1060)).issuedAt(Instant.now());
		assertThat(claims(token.sign())).containsEntry("exp", 1060L);
	}

	@Test
	void issuedAtWhenExpiryClaimWasSetBeforeThenLeavesItAlone() throws ParseException {
		TestToken token = new TestToken(key).claim("exp", "soon").issuedAt(Instant.now());
		assertThat(claims(token.sign())).containsEntry("exp", "soon");
	}

	@Test
	void issuedAtWhenExpiryWasLeftOutBeforeThenAddsNone() throws ParseException {
		assertThat(claims(new TestToken(key).without("exp").issuedAt(Instant.now()).sign())).doesNotContainKey("exp");
	}

	@Test
	void claimTakesAnyJsonType() throws ParseException {
		TestToken token = new TestToken(key).claim("exp", "soon")
			.claim("roles", List.of("admin"))
			.claim("app_metadata", Map.of("plan", "pro"))
			.claim("nothing", null);
		assertThat(claims(token.sign())).containsEntry("exp", "soon")
			.containsEntry("roles", List.of("admin"))
			.containsEntry("app_metadata", Map.of("plan", "pro"))
			.containsEntry("nothing", null);
	}

	@Test
	void withoutLeavesClaimsOut() throws ParseException {
		assertThat(claims(new TestToken(key).without("exp", "jti").sign())).containsOnlyKeys("iat");
	}

	@Test
	void headerWhenNullThenLeftOut() throws ParseException {
		assertThat(header(new TestToken(key).header("typ", null).header("kid", "other").sign()))
			.containsExactlyInAnyOrderEntriesOf(Map.of("alg", "RS256", "kid", "other"));
	}

	@Test
	void signWhenOtherKeyThenIsForgery() throws Exception {
		RSAKey other = new RSAKeyGenerator(2048).keyID("other-key").generate();
		JWSObject token = JWSObject.parse(new TestToken(key).sign(other));
		assertThat(token.getHeader().getKeyID()).isEqualTo("test-key");
		assertThat(token.verify(new RSASSAVerifier(key))).isFalse();
	}

	@Test
	void signWhenAlgorithmIsNotRsaThenFails() {
		TestToken token = new TestToken(key).header("alg", "HS256");
		assertThatIllegalStateException().isThrownBy(token::sign).withMessageStartingWith("The token cannot be signed");
	}

	@Test
	void unsignedHasNoSignature() throws ParseException {
		String unsigned = new TestToken(key).unsigned();
		assertThat(unsigned).endsWith(".");
		assertThat(header(unsigned)).containsEntry("alg", "none");
	}

	@Test
	void unsignedLeavesTheTokenAsItIs() throws ParseException {
		TestToken token = new TestToken(key);
		token.unsigned();
		assertThat(header(token.sign())).containsEntry("alg", "RS256");
	}

	@Test
	void signingInputIsWhatIsSigned() {
		TestToken token = new TestToken(key);
		assertThat(token.sign()).startsWith(token.signingInput() + ".");
	}

	private static Map<String, Object> header(String token) throws ParseException {
		return JSONObjectUtils.parse(new Base64URL(token.substring(0, token.indexOf('.'))).decodeToString());
	}

	private static Map<String, Object> claims(String token) throws ParseException {
		return JWSObject.parse(token).getPayload().toJSONObject();
	}

}
