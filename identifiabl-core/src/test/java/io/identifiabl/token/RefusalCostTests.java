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

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody without a token may cost us much more than somebody with one. Compared is the
 * smallest of several measurements of CPU time, so that noise does not decide.
 *
 * @author Identifiabl Contributors
 */
class RefusalCostTests {

	private static final int ROUNDS = 150;

	private static final int ATTEMPTS = 12;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final IdentityVerifier VERIFIER = TestTokens.verifier();

	private static final String GOOD = TestTokens.signed(TestTokens.claims());

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void refusalCostsHardlyMoreThanAVerification(String name, TokenError error, String token) {
		assertThat(VERIFIER.verify(GOOD).isVerified()).isTrue();
		assertThat(VERIFIER.verify(token).getError()).isEqualTo(error);
		long refusal = Long.MAX_VALUE;
		long verification = Long.MAX_VALUE;
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			refusal = Math.min(refusal, measure(token));
			verification = Math.min(verification, measure(GOOD));
		}
		// the JDK makes an exception of its own for a signature that decrypts to garbage
		assertThat(refusal).isLessThanOrEqualTo(verification * 5 / 4);
	}

	private static long measure(String token) {
		long start = THREADS.getCurrentThreadCpuTime();
		for (int round = 0; round < ROUNDS; round++) {
			VERIFIER.verify(token);
		}
		return THREADS.getCurrentThreadCpuTime() - start;
	}

	static Stream<Arguments> refusalCostsHardlyMoreThanAVerification() {
		String forged = GOOD.substring(0, GOOD.length() - 20) + "A".repeat(20);
		return Stream.of(Arguments.of("forged", TokenError.INVALID_SIGNATURE, forged),
				Arguments.of("too large", TokenError.TOKEN_TOO_LARGE, "a.".repeat(50_000)),
				Arguments.of("dots", TokenError.MALFORMED_TOKEN, ".".repeat(16_000)),
				Arguments.of("opaque", TokenError.UNSUPPORTED_TOKEN_FORMAT, "x".repeat(16_000)),
				Arguments.of("not base64url", TokenError.MALFORMED_TOKEN, GOOD.replace('e', '+')),
				Arguments.of("expired", TokenError.EXPIRED_TOKEN, TestTokens.signed(TestTokens.claims("exp", 1))),
				Arguments.of("foreign audience", TokenError.INVALID_AUDIENCE,
						TestTokens.signed(TestTokens.claims("aud", "other"))),
				Arguments.of("foreign issuer", TokenError.UNTRUSTED_ISSUER,
						TestTokens.signed(TestTokens.claims("iss", "other"))),
				Arguments.of("unknown key", TokenError.UNKNOWN_KEY,
						TestTokens.signed(Map.of("alg", "RS256", "kid", "unknown"), TestTokens.claims())));
	}

}
