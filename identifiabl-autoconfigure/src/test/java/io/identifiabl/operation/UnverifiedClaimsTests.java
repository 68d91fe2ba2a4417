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

package io.identifiabl.operation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnverifiedClaims}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class UnverifiedClaimsTests {

	@Test
	void readKeepsFewClaimsAndTextsOnly() {
		assertThat(read("{\"iss\":\"i\",\"sub\":\"s\",\"azp\":true,\"client_id\":\"c\",\"email\":\"e\",\"jti\":null}"))
			.containsOnlyKeys("iss", "sub", "client_id");
	}

	@Test
	void readKeepsWhatTellsWhyATokenWasRefused() {
		String payload = "{\"aud\":[\"account\",7,\"b\"],\"iat\":1767225600,\"nbf\":1.5,\"exp\":1767225900}";
		assertThat(UnverifiedClaims.read(encode("{\"alg\":\"ES256\",\"kid\":\"a\"}") + "." + encode(payload) + ".s"))
			.isEqualTo(Map.of("aud", "[\"account\",\"b\"]", "iat", "1767225600", "exp", "1767225900", "alg", "ES256",
					"kid", "a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "a.b", "a.%.c", "a.bm8.c", "a.W10.c", "a.bnVsbA.c" })
	void readOfSomethingElseHasNoClaims(String token) {
		assertThat(UnverifiedClaims.read(token)).isEmpty();
	}

	@Test
	void readOfVeryDeepOrLongTokensHasNoClaims() {
		assertThat(read("[".repeat(10_000))).isEmpty();
		assertThat(read("{\"a\":".repeat(2000))).isEmpty();
		assertThat(read("{\"iss\":\"" + "x".repeat(20_000) + "\"}")).isEmpty();
	}

	private static Map<String, String> read(String payload) {
		return UnverifiedClaims.read("h." + encode(payload) + ".s");
	}

	private static String encode(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
