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

package io.identifiabl.audit.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CanonicalJson}, against an implementation of RFC 8785 by somebody
 * else.
 *
 * @author Identifiabl Contributors
 */
class CanonicalJsonTests {

	private static String write(Map<String, ?> object) {
		return new String(CanonicalJson.write(object), StandardCharsets.UTF_8);
	}

	private static Map<String, Object> read(String json) throws InvalidJsonException {
		return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void writeSortsAndEscapesAsTheRfcSays() {
		Map<String, Object> object = new LinkedHashMap<>();
		object.put("\u20ac", "\u000f\n\"\\/\u2028");
		object.put("a", List.of(1, -7L, true, Map.of()));
		object.put("\r", "");
		assertThat(write(object))
			.isEqualTo("{\"\\r\":\"\",\"a\":[1,-7,true,{}],\"\u20ac\":\"\\u000f\\n\\\"\\\\/\u2028\"}");
	}

	@Test
	void writeIsWhatAnotherImplementationMakesOfIt() throws IOException {
		Random random = new Random(8785);
		for (int i = 0; i < 20_000; i++) {
			String ours = write(object(random, 3));
			assertThat(new JsonCanonicalizer(ours).getEncodedString()).isEqualTo(ours);
		}
	}

	@Test
	void readReturnsWhatWasWritten() throws InvalidJsonException {
		Random random = new Random(7159);
		for (int i = 0; i < 2_000; i++) {
			byte[] json = CanonicalJson.write(object(random, 3));
			assertThat(CanonicalJson.write(CanonicalJson.read(json))).isEqualTo(json);
		}
	}

	private static Map<String, Object> object(Random random, int depth) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = random.nextInt(6); i > 0; i--) {
			object.put(text(random), value(random, depth));
		}
		return object;
	}

	private static Object value(Random random, int depth) {
		return switch (random.nextInt((depth > 0) ? 6 : 4)) {
			case 0 -> random.nextInt();
			case 1 -> random.nextLong() >> 11;
			case 2 -> random.nextBoolean();
			case 3 -> text(random);
			case 4 -> object(random, depth - 1);
			default -> {
				List<Object> list = new ArrayList<>();
				for (int i = random.nextInt(4); i > 0; i--) {
					list.add(value(random, depth - 1));
				}
				yield list;
			}
		};
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(8); i > 0; i--) {
			int codePoint = switch (random.nextInt(4)) {
				case 0 -> random.nextInt(0x20);
				case 1 -> 0x1f000 + random.nextInt(0x500);
				case 2 -> 0xe000 + random.nextInt(0x1000);
				default -> 0x20 + random.nextInt(0x60);
			};
			text.appendCodePoint(codePoint);
		}
		return text.toString();
	}

	@Test
	void writeWhenValueHasNoCanonicalFormThenNamesIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> write(Map.of("a", List.of(1.5))))
			.withMessage("$.a[0] must not be a java.lang.Double");
		assertThatIllegalArgumentException().isThrownBy(() -> write(Map.of("a", 1L << 53)))
			.withMessageContaining("$.a must be within");
		assertThatIllegalArgumentException().isThrownBy(() -> write(Map.of("a", "\ud800")))
			.withMessage("$.a must not contain a lone surrogate");
	}

	@Test
	void writeWhenNestedTooDeeplyThenFails() {
		Object nested = Map.of();
		for (int i = 0; i < CanonicalJson.MAX_DEPTH; i++) {
			nested = Map.of("a", nested);
		}
		Map<String, Object> object = Map.of("a", nested);
		assertThatIllegalArgumentException().isThrownBy(() -> write(object)).withMessageContaining("nested too deeply");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "{}x", "{ }", "{\"a\":1 }", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}",
			"{\"a\":01}", "{\"a\":-0}", "{\"a\":1.0}", "{\"a\":1e1}", "{\"a\":null}", "{\"a\":\"\\u0041\"}",
			"{\"a\":\"\\/\"}", "{\"a\":\"\\u000A\"}", "{\"a\":\"\n\"}", "{\"a\":9007199254740992}", "{\"a\":tru}",
			"{\"a\"}", "{a:1}", "{\"a\":\"\\u0g00\"}", "{\"a\":\"x}", "\ufeff{}" })
	void readWhenNotCanonicalThenFails(String json) {
		assertThatExceptionOfType(InvalidJsonException.class).isThrownBy(() -> read(json));
	}

	@Test
	void readWhenNotUtf8ThenFails() {
		assertThatExceptionOfType(InvalidJsonException.class)
			.isThrownBy(() -> CanonicalJson.read(new byte[] { '{', (byte) 0xff, '}' }))
			.withMessage("not UTF-8");
	}

}
