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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CompactTokenTests {

	private static final String HEADER = TestTokens.encode("{\"alg\":\"RS256\"}");

	private static final String PAYLOAD = TestTokens.encode("{\"sub\":\"user-1\"}");

	@Test
	void parseReturnsHeaderAndClaims() {
		CompactToken token = TestTokens.parse(HEADER + "." + PAYLOAD + ".AAAA");
		assertThat(token.getHeader().getJwsHeader().getAlgorithm()).hasToString("RS256");
		assertThat(token.getClaims()).isEqualTo(Map.of("sub", "user-1"));
		assertThat(token.getClaimSet().getHeader()).isEqualTo(Map.of("alg", "RS256"));
	}

	@Test
	void parseKeepsTheSignedBytesAsTheyAre() {
		CompactToken token = TestTokens.parse(HEADER + "." + PAYLOAD + ".AAAA");
		assertThat(token.getSigningInput()).asString().isEqualTo(HEADER + "." + PAYLOAD);
		assertThat(token.getSignature()).hasToString("AAAA");
		assertThat(token.getValue()).isEqualTo(HEADER + "." + PAYLOAD + ".AAAA");
	}

	@Test
	void parseWhenAsLongAsAllowedThenAccepts() {
		String token = HEADER + "." + PAYLOAD + ".AAAA";
		assertThat(CompactToken.parse(token, token.length(), TokenHeader::parse).getValue()).isEqualTo(token);
	}

	@Test
	void parseWhenLongerThanAllowedThenIsTooLarge() {
		String token = HEADER + "." + PAYLOAD + ".AAAA";
		TestTokens.assertRefused(TokenError.TOKEN_TOO_LARGE,
				() -> CompactToken.parse(token, token.length() - 1, TokenHeader::parse));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "opaque", "AAAA" })
	void parseWhenThereIsOnePartThenFormatIsUnsupported(String token) {
		assertRefused(TokenError.UNSUPPORTED_TOKEN_FORMAT, token);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.b", "a.b.c.d", "a.b.c.d.e.f", ".", "..", "...", "......" })
	void parseWhenThereAreNotThreePartsThenIsMalformed(String token) {
		assertRefused(TokenError.MALFORMED_TOKEN, token);
	}

	@Test
	void parseWhenThereAreMorePartsThanOfAnEncryptedTokenThenIsMalformed() {
		assertRefused(TokenError.MALFORMED_TOKEN, TestTokens.encode("{\"alg\":\"dir\"}") + ".AA.AA.AA.AA.AA");
	}

	@Test
	void parseWhenThereAreManyDotsThenIsMalformed() {
		assertRefused(TokenError.MALFORMED_TOKEN, ".".repeat(16 * 1024));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}", "{\"alg\":\"dir\"}",
			"{\"alg\":\"dir\",\"iss\":7}", "{\"alg\":\"A128KW\",\"iss\":\"https://acme.us.auth0.com/\"}", "{}" })
	void parseWhenEncryptedThenSaysSo(String header) {
		assertRefused(TokenError.ENCRYPTED_TOKEN, TestTokens.encode(header) + ".AA.AA.AA.AA");
	}

	@Test
	void parseWhenEncryptedForItsIssuerThenFormatIsUnsupported() {
		assertRefused(TokenError.UNSUPPORTED_TOKEN_FORMAT,
				TestTokens.encode("{\"alg\":\"dir\",\"iss\":\"https://acme.us.auth0.com/\"}") + "..AA.AA.AA");
	}

	@Test
	void parseWhenTwoTokensAreJoinedThenIsMalformed() {
		String token = TestTokens.compact("{\"alg\":\"RS256\"}", "{}");
		assertRefused(TokenError.MALFORMED_TOKEN, token + "," + token);
	}

	@Test
	void parseWhenFivePartsHaveNoHeaderThenIsMalformed() {
		assertRefused(TokenError.MALFORMED_TOKEN, "....");
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "None", "NONE", "nOnE", "" })
	void parseWhenUnsignedThenFormatIsUnsupported(String algorithm) {
		assertRefused(TokenError.UNSUPPORTED_TOKEN_FORMAT, withAlgorithm("\"" + algorithm + "\"") + "AAAA");
		assertRefused(TokenError.UNSUPPORTED_TOKEN_FORMAT, withAlgorithm("\"" + algorithm + "\""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "HS384", "HS512", "hs256" })
	void parseWhenSignedWithSharedKeyThenSaysSo(String algorithm) {
		assertRefused(TokenError.SHARED_KEY_TOKEN, withAlgorithm("\"" + algorithm + "\"") + "AAAA");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Refresh", "Offline" })
	void parseWhenSharedKeySignsARefreshTokenThenNamesTheUse(String type) {
		assertRefused(TokenError.REFRESH_TOKEN_USED_AS_ACCESS_TOKEN,
				TestTokens.compact("{\"alg\":\"HS512\"}", "{\"typ\":\"" + type + "\"}"));
	}

	@Test
	void parseWhenSharedKeySignsSomethingElseThenSaysSo() {
		assertRefused(TokenError.SHARED_KEY_TOKEN, TestTokens.compact("{\"alg\":\"HS512\"}", "{\"typ\":\"Bearer\"}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "null", "true", "[\"RS256\"]", "{}" })
	void parseWhenAlgorithmIsNoTextThenIsMalformed(String algorithm) {
		assertRefused(TokenError.MALFORMED_TOKEN, withAlgorithm(algorithm) + "AAAA");
	}

	@Test
	void parseWhenAlgorithmIsMissingThenIsMalformed() {
		assertRefused(TokenError.MALFORMED_TOKEN, TestTokens.compact("{\"typ\":\"JWT\"}", "{}"));
	}

	@Test
	void parseWhenSignatureIsEmptyThenIsMalformed() {
		assertRefused(TokenError.MALFORMED_TOKEN, HEADER + "." + PAYLOAD + ".");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"crit\":[\"exp\"]", "\"crit\":[]", "\"crit\":null", "\"b64\":true", "\"b64\":false",
			"\"kid\":7", "\"jwk\":{}", "\"jwk\":\"x\"", "\"x5c\":7", "\"jku\":\":\"" })
	void parseWhenHeaderParameterIsNotUnderstoodThenIsMalformed(String parameter) {
		assertRefused(TokenError.MALFORMED_TOKEN, TestTokens.compact("{\"alg\":\"RS256\"," + parameter + "}", "{}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "=", "==", "+", "/", "~", "%", " ", "\n", "\u00e9", "\uff21", "!" })
	void parseWhenAnyPartHasForeignCharacterThenIsMalformed(String character) {
		String foreign = "AAA" + character;
		for (String token : List.of(HEADER + foreign + "." + PAYLOAD + ".AAAA",
				HEADER + "." + PAYLOAD + foreign + ".AAAA", HEADER + "." + PAYLOAD + "." + foreign)) {
			assertRefused(TokenError.MALFORMED_TOKEN, token);
		}
	}

	@Test
	void claimsAreImmutable() {
		CompactToken token = TestTokens.parse(HEADER + "." + PAYLOAD + ".AAAA");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(token.getClaims()::clear);
	}

	private static String withAlgorithm(String algorithm) {
		return TestTokens.encode("{\"alg\":" + algorithm + "}") + "." + PAYLOAD + ".";
	}

	private static void assertRefused(TokenError error, String token) {
		TestTokens.assertRefused(error, () -> TestTokens.parse(token));
	}

}
