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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StrictJsonTests {

	@Test
	void parseObjectReturnsTheMembers() {
		assertThat(parse("{\"a\":1,\"b\":[true,null],\"c\":{\"d\":1.5}}"))
			.isEqualTo(Map.of("a", 1L, "b", Arrays.asList(true, null), "c", Map.of("d", 1.5)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "true", "1", "\"text\"", "[]", "[{}]", "\ufeff{}", " {}", "x{}" })
	void parseObjectWhenThereIsNoObjectThenRefuses(String text) {
		assertRefused(text.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{}}", "{}{}", "{}x", "{a:1}", "{'a':1}", "{\"a\":1,}", "{\"a\"=1}", "{\"a\":NaN}",
			"{\"a\":1e400}", "{\"a\":01}", "{\"a\":/**/1}", "{\"a\":[1,,2]}", "{\"a\":\"\n\"}", "{\"a\":TRUE}" })
	void parseObjectWhenJsonIsLaxThenRefuses(String text) {
		assertRefused(text.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"\\u0061\":3}" })
	void parseObjectWhenNameIsDuplicateThenRefuses(String text) {
		assertRefused(text.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":{\"b\":1,\"b\":2}}", "{\"a\":[{\"b\":1,\"b\":2}]}",
			"{\"a\":{\"b\":{\"c\":1,\"\\u0063\":1}}}", "{\"a\":[[{\"\":{},\"\":{}}]]}" })
	void parseObjectWhenNestedNameIsDuplicateThenRefuses(String text) {
		assertRefused(text.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a:b\":\":\",\"c\":[\"\\\":\",{\"\\\\\":1}]}",
			"{\"a\":{\"b\":1},\"b\":{\"b\":[{\"b\":1},{\"b\":2}]}}", "{\":\":null,\"\\\\\\\":\":[]}" })
	void parseObjectWhenTextOnlyLooksLikeDuplicateNamesThenAccepts(String text) {
		assertThat(StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
	}

	@Test
	void parseObjectWhenBytesAreNoUtf8ThenRefuses() {
		assertRefused(new byte[] { '{', '"', (byte) 0xc3, '"', ':', '1', '}' });
	}

	@Test
	void parseObjectWhenUtf8IsOverlongThenRefuses() {
		assertRefused(new byte[] { '{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}' });
	}

	@Test
	void parseObjectWhenUtf16ThenRefuses() {
		assertRefused("{}".getBytes(StandardCharsets.UTF_16));
	}

	@Test
	void parseObjectWhenNestedTooDeeplyThenRefuses() {
		assertRefused(("{\"a\":" + "[".repeat(6000) + "]".repeat(6000) + "}").getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void freezeKeepsNullValues() {
		Map<String, Object> frozen = StrictJson.freeze(parse("{\"a\":null,\"b\":[null]}"));
		assertThat(frozen).containsEntry("a", null).containsEntry("b", Arrays.asList((Object) null));
	}

	@Test
	void freezeReachesEveryDepth() {
		Map<String, Object> frozen = StrictJson.freeze(parse("{\"a\":[{\"b\":1}]}"));
		assertThat(frozen.get("a")).isInstanceOfSatisfying(List.class, (array) -> {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(array::clear);
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(((Map<?, ?>) array.get(0))::clear);
		});
	}

	@Test
	void freezeIsIndependentOfTheOriginal() {
		Map<String, Object> original = parse("{\"a\":[1]}");
		Map<String, Object> frozen = StrictJson.freeze(original);
		original.clear();
		assertThat(frozen).containsEntry("a", List.of(1L));
	}

	private static Map<String, Object> parse(String text) {
		return StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
	}

	private static void assertRefused(byte[] bytes) {
		TestTokens.assertRefused(TokenError.MALFORMED_TOKEN, () -> StrictJson.parseObject(bytes));
	}

}
