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
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.TokenError;
import io.identifiabl.provider.Providers;

import static org.assertj.core.api.Assertions.assertThatNoException;

class TokenChecksTests {

	private final TokenCheck claimTypes = new ClaimTypeCheck();

	private final TokenCheck audience = audience(Set.of(), Set.of(), false);

	private final TokenCheck type = new TypeCheck();

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"aud\":\"a\"}", "{\"aud\":[\"a\",\"b\"]}", "{\"aud\":[]}", "{\"jti\":\"t-1\"}" })
	void claimTypesWhenProperThenAccepts(String claims) {
		assertThatNoException().isThrownBy(() -> this.claimTypes.check(TestTokens.parsedJson(claims)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"aud\":7}", "{\"aud\":{}}", "{\"aud\":[\"a\",7]}", "{\"aud\":[null]}", "{\"jti\":7}",
			"{\"jti\":null}", "{\"jti\":[\"t-1\"]}" })
	void claimTypesWhenImproperThenIsInvalid(String claims) {
		assertRefused(TokenError.INVALID_CLAIM, this.claimTypes, claims);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"https://api.example.com\"", "\"api://inner\"", "[\"api://inner\"]",
			"[\"other\",\"https://api.example.com\"]" })
	void audienceWhenIntendedThenAccepts(String value) {
		CompactToken token = TestTokens.parsedJson("{\"aud\":" + value + "}");
		assertThatNoException().isThrownBy(() -> this.audience.check(token));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "\"\"", "\"other\"", "[\"other\"]", "\"https://api.example.com/\"",
			"\"https://API.example.com\"", "\" api://inner\"", "\"https://api.example.com api://inner\"", "7",
			"{\"api://inner\":true}", "[[\"api://inner\"]]" })
	void audienceWhenForeignThenRefuses(String value) {
		assertRefused(TokenError.INVALID_AUDIENCE, this.audience, "{\"aud\":" + value + "}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"client_id\":\"client-1\"}", "{\"azp\":\"https://app.example.com\"}",
			"{\"client_id\":\"client-1\",\"azp\":\"https://app.example.com\"}",
			"{\"aud\":\"api://inner\",\"client_id\":\"client-1\"}", "{\"aud\":\"api://inner\"}" })
	void audienceWhenClientOrOriginIsAllowedThenAccepts(String claims) {
		assertThatNoException().isThrownBy(() -> bound().check(TestTokens.parsedJson(claims)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"client_id\":\"client-2\"}", "{\"azp\":\"client-1\"}", "{\"client_id\":7}",
			"{\"client_id\":[\"client-1\"]}", "{\"aud\":[],\"client_id\":\"client-1\"}",
			"{\"aud\":null,\"client_id\":\"client-1\"}", "{\"aud\":\"other\",\"client_id\":\"client-1\"}",
			"{\"aud\":\"api://inner\",\"client_id\":\"client-2\"}",
			"{\"aud\":\"api://inner\",\"azp\":\"https://evil.example.com\"}",
			"{\"client_id\":\"client-1\",\"azp\":\"https://app.example.com.evil.example\"}" })
	void audienceWhenNeitherClientNorOriginIsAllowedThenRefuses(String claims) {
		assertRefused(TokenError.INVALID_AUDIENCE, bound(), claims);
	}

	@Test
	void audienceWhenIssuerIsOfOneApplicationThenAcceptsTokenWithout() {
		AudienceCheck check = new AudienceCheck(Set.of(), Set.of(), Set.of(), true);
		assertThatNoException().isThrownBy(() -> check.check(TestTokens.parsedJson("{}")));
		assertRefused(TokenError.INVALID_AUDIENCE, check, "{\"aud\":\"other\"}");
		assertRefused(TokenError.INVALID_AUDIENCE, check, "{\"aud\":[]}");
	}

	private static AudienceCheck bound() {
		return audience(Set.of("client-1"), Set.of("https://app.example.com"), false);
	}

	private static AudienceCheck audience(Set<String> clientIds, Set<String> origins, boolean issuerBound) {
		return new AudienceCheck(Set.of("https://api.example.com", "api://inner"), clientIds, origins, issuerBound);
	}

	@Test
	void audienceWhenAbsentThenRefuses() {
		assertRefused(TokenError.INVALID_AUDIENCE, this.audience, "{}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt" })
	void typeWhenOfAccessTokensThenAccepts(String value) {
		CompactToken token = TestTokens.parse(TestTokens.withHeader("typ", value));
		assertThatNoException().isThrownBy(() -> this.type.check(token));
	}

	@Test
	void typeWhenAbsentThenAccepts() {
		CompactToken token = TestTokens.parse(TestTokens.compact("{\"alg\":\"RS256\"}", "{}"));
		assertThatNoException().isThrownBy(() -> this.type.check(token));
	}

	@ParameterizedTest
	@CsvSource({ "oauth-id-jag+jwt,IDENTITY_ASSERTION_USED_AS_ACCESS_TOKEN",
			"application/OAuth-ID-JAG+jwt,IDENTITY_ASSERTION_USED_AS_ACCESS_TOKEN",
			"application/okta-internal-at+jwt,OKTA_ORG_SERVER_TOKEN", "logout+jwt,LOGOUT_TOKEN_USED_AS_ACCESS_TOKEN",
			"application/logout+jwt,LOGOUT_TOKEN_USED_AS_ACCESS_TOKEN", "dpop+jwt,UNSUPPORTED_TOKEN_FORMAT",
			"secevent+jwt,UNSUPPORTED_TOKEN_FORMAT", "token-introspection+jwt,UNSUPPORTED_TOKEN_FORMAT",
			"at+jwt2,UNSUPPORTED_TOKEN_FORMAT", "'',UNSUPPORTED_TOKEN_FORMAT" })
	void typeWhenOfOtherTokensThenNamesTheUse(String value, TokenError error) {
		CompactToken token = TestTokens.parse(TestTokens.withHeader("typ", value));
		TestTokens.assertRefused(error, () -> this.type.check(token));
	}

	@Test
	void typeWhenTokenIsOfSecurityEventsThenIsUnsupported() {
		assertRefused(TokenError.UNSUPPORTED_TOKEN_FORMAT, this.type,
				"{\"events\":{\"https://schemas.openid.net/secevent/caep/event-type/session-revoked\":{}}}");
	}

	@Test
	void typeWhenTheEventIsALogoutThenNamesTheUse() {
		assertRefused(TokenError.LOGOUT_TOKEN_USED_AS_ACCESS_TOKEN, this.type,
				"{\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}}");
	}

	@Test
	void typeWhenEventsAreNoObjectThenAccepts() {
		CompactToken token = TestTokens.parsedJson("{\"events\":[\"concert\"]}");
		assertThatNoException().isThrownBy(() -> this.type.check(token));
	}

	@Test
	void foreignUseNamesTheUse() {
		TokenCheck check = new ForeignUseCheck(Providers.generic());
		assertRefused(TokenError.ID_TOKEN_USED_AS_ACCESS_TOKEN, check, "{\"at_hash\":\"x\"}");
	}

	@Test
	void foreignUseWhenThereIsNoneThenAccepts() {
		TokenCheck check = new ForeignUseCheck(Providers.generic());
		List.of("{}", "{\"nonce\":\"n\",\"scope\":\"a\"}")
			.forEach((claims) -> assertThatNoException().isThrownBy(() -> check.check(TestTokens.parsedJson(claims))));
	}

	private static void assertRefused(TokenError error, TokenCheck check, String claims) {
		CompactToken token = TestTokens.parsedJson(claims);
		TestTokens.assertRefused(error, () -> check.check(token));
	}

}
