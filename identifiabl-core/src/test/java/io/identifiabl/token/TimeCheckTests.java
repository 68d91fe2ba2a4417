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

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThatNoException;

class TimeCheckTests {

	private static final int SKEW = 60;

	private final TimeCheck check = new TimeCheck(
			TestTokens.settings().withClockSkew(Duration.ofSeconds(SKEW)).withMaxLifetime(Duration.ofHours(1)));

	@Test
	void checkWhenAllTimesAreGoodThenAccepts() {
		assertAccepted(times("", at(-10), at(600)));
	}

	@Test
	void checkWhenExpiryIsWithinTheSkewThenAccepts() {
		assertAccepted(times("", at(-600), at(-SKEW + 1)));
	}

	@Test
	void checkWhenSkewIsOverThenIsExpired() {
		assertRefused(TokenError.EXPIRED_TOKEN, times("", at(-600), at(-SKEW)));
	}

	@Test
	void checkWhenThereIsNoSkewThenExpiresAtTheSecond() {
		TimeCheck strict = new TimeCheck(TestTokens.settings().withClockSkew(Duration.ZERO));
		CompactToken token = TestTokens.parsedJson(times("", at(-600), at(0)));
		TestTokens.assertRefused(TokenError.EXPIRED_TOKEN, () -> strict.check(token));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"exp\":null}", "{\"iat\":1767225600}" })
	void checkWhenThereIsNoExpiryThenIsMissing(String claims) {
		assertRefused(TokenError.MISSING_EXPIRY, claims);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"1767229200\"", "true", "[1767229200]", "{}", "-1", "1767229200000", "1e300", "-1e300",
			"253402300800", "9223372036854775808" })
	void checkWhenExpiryIsImpossibleThenIsInvalid(String expiry) {
		assertRefused(TokenError.INVALID_CLAIM, "{\"exp\":" + expiry + "}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"1767225600\"", "null", "-1", "1767225600000", "true" })
	void checkWhenTimeOfIssueIsImpossibleThenIsInvalid(String issuedAt) {
		assertRefused(TokenError.INVALID_CLAIM, times("", issuedAt, at(600)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"1767225600\"", "null", "-1", "1767225600000", "true" })
	void checkWhenNotBeforeIsImpossibleThenIsInvalid(String notBefore) {
		assertRefused(TokenError.INVALID_CLAIM, times(",\"nbf\":" + notBefore, at(0), at(600)));
	}

	@Test
	void checkWhenExpiryIsTheLastSecondOfTimeThenIsPossible() {
		assertRefused(TokenError.LIFETIME_TOO_LONG, "{\"exp\":253402300799}");
	}

	@Test
	void checkWhenExpiryIsZeroThenIsExpired() {
		assertRefused(TokenError.EXPIRED_TOKEN, "{\"exp\":0}");
	}

	@Test
	void checkWhenExpiryHasFractionThenDropsIt() {
		assertRefused(TokenError.EXPIRED_TOKEN, times("", at(-600), at(-SKEW) + ".999"));
	}

	@Test
	void checkWhenExpiryHasExponentThenReadsIt() {
		assertAccepted("{\"exp\":1.7672262e9}");
	}

	@Test
	void checkWhenIssuedWithinTheSkewThenAccepts() {
		assertAccepted(times("", at(SKEW), at(600)));
	}

	@Test
	void checkWhenIssuedInTheFutureThenIsNotYetValid() {
		assertRefused(TokenError.TOKEN_NOT_YET_VALID, times("", at(SKEW + 1), at(600)));
	}

	@Test
	void checkWhenNotBeforeIsWithinTheSkewThenAccepts() {
		assertAccepted(times(",\"nbf\":" + at(SKEW), at(0), at(600)));
	}

	@Test
	void checkWhenNotBeforeIsInTheFutureThenIsNotYetValid() {
		assertRefused(TokenError.TOKEN_NOT_YET_VALID, times(",\"nbf\":" + at(SKEW + 1), at(0), at(600)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1 })
	void checkWhenExpiryIsNotAfterIssueThenIsInvalid(long seconds) {
		assertRefused(TokenError.INVALID_CLAIM, times("", at(seconds), at(0)));
	}

	@Test
	void checkWhenLifetimeIsTheLongestAllowedThenAccepts() {
		assertAccepted(times("", at(-10), at(3590)));
	}

	@Test
	void checkWhenLifetimeIsLongerThanAllowedThenRefuses() {
		assertRefused(TokenError.LIFETIME_TOO_LONG, times("", at(-10), at(3591)));
	}

	@Test
	void checkWhenTimeOfIssueIsMissingThenLifetimeStartsAtNotBefore() {
		assertRefused(TokenError.LIFETIME_TOO_LONG, "{\"nbf\":" + at(-10) + ",\"exp\":" + at(3591) + "}");
	}

	@Test
	void checkWhenNothingSaysWhenLifetimeStartsThenItIsNow() {
		assertAccepted("{\"exp\":" + at(3600) + "}");
		assertRefused(TokenError.LIFETIME_TOO_LONG, "{\"exp\":" + at(3601) + "}");
	}

	private static String at(long offset) {
		return Long.toString(TestTokens.NOW + offset);
	}

	private static String times(String more, String issuedAt, String expiry) {
		return "{\"iat\":" + issuedAt + ",\"exp\":" + expiry + more + "}";
	}

	private void assertAccepted(String claims) {
		CompactToken token = TestTokens.parsedJson(claims);
		assertThatNoException().isThrownBy(() -> this.check.check(token));
	}

	private void assertRefused(TokenError error, String claims) {
		CompactToken token = TestTokens.parsedJson(claims);
		TestTokens.assertRefused(error, () -> this.check.check(token));
	}

}
