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

package io.identifiabl.mcp;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Shape} and {@link ObjectShape}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class ShapeTests {

	private static final Map<String, Shape> SHAPES = Map.of("any", Shape.ANY, "lines", Shape.LINES, "boolean",
			Shape.BOOLEAN, "integer", Shape.INTEGER, "text", Shape.TEXT, "line", Shape.LINE, "long-line",
			Shape.LONG_LINE, "token", Shape.TOKEN, "texts", Shape.arrayOf(Shape.TEXT), "map", Shape.mapOf(Shape.TEXT));

	private final Map<String, String> found = new HashMap<>();

	private boolean matches(Shape shape, String json) {
		try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
			boolean matches = shape.read(parser, parser.nextToken(), this.found);
			assertThat(parser.nextToken()).as("left at the end of the value").isNull();
			return matches;
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "any|{\"a\":\"x\\ny\"}|true", "any|{\"a\\nb\":1}|false", "any|[[1,{\"b\":[]}],null]|true",
					"lines|{\"a\":[\"x\",{\"b\":\"y\"}]}|true", "lines|{\"a\":[\"x\",{\"b\":\"y\\nz\"}]}|false",
					"lines|{\"a\":[\"x\\ny\",{\"b\":\"z\"}]}|false", "boolean|true|true", "boolean|false|true",
					"boolean|1|false", "boolean|[true]|false", "integer|1|true", "integer|1.5|false",
					"integer|9223372036854775807|true", "integer|9223372036854775808|false", "integer|\"1\"|false",
					"text|\"a\\nb\"|true", "text|1|false", "text|[\"a\"]|false", "line|\"a\"|true",
					"line|\"a\\nb\"|false", "line|1|false", "long-line|\"a\"|true", "long-line|\"a\\nb\"|false",
					"long-line|{}|false", "token|7|true", "token|\"a\"|true", "token|\"a\\nb\"|false",
					"token|1.5|false", "token|9223372036854775808|false", "texts|[]|true", "texts|[\"a\",\"b\"]|true",
					"texts|[1,\"a\"]|false", "texts|[\"a\",1]|false", "texts|{\"a\":[]}|false", "texts|\"a\"|false",
					"map|{}|true", "map|{\"a\":\"b\"}|true", "map|{\"a\":1,\"b\":\"c\"}|false", "map|[\"a\"]|false",
					"map|{\"a\\nb\":\"c\"}|false" })
	void valueHasItsShape(String shape, String json, boolean expected) {
		assertThat(matches(Objects.requireNonNull(SHAPES.get(shape)), json)).isEqualTo(expected);
	}

	@Test
	void lineIsOfBoundedLength() {
		String longest = "\"" + "x".repeat(Shape.MAX_TEXT_LENGTH) + "\"";
		String longer = "\"" + "x".repeat(Shape.MAX_TEXT_LENGTH + 1) + "\"";
		assertThat(matches(Shape.LINE, longest)).isTrue();
		assertThat(matches(Shape.LINE, longer)).isFalse();
		assertThat(matches(Shape.LONG_LINE, longer)).isTrue();
		assertThat(matches(Shape.found("name"), longest)).isTrue();
		assertThat(matches(Shape.found("name"), longer)).isFalse();
	}

	@Test
	void textIsFoundUnderItsName() {
		assertThat(matches(Shape.found("name"), "\"save\"")).isTrue();
		assertThat(this.found).containsExactly(Map.entry("name", "save"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "null", "[\"save\"]", "{\"name\":\"save\"}" })
	void otherValuesAreNotFound(String json) {
		assertThat(matches(Shape.found("name"), json)).isFalse();
		assertThat(this.found).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "a,true", "b,true", "c,false", "'',false" })
	void oneOfIsOneOfItsTexts(String text, boolean expected) {
		assertThat(matches(Shape.oneOf("type", Set.of("a", "b")), "\"" + text + "\"")).isEqualTo(expected);
		assertThat(matches(Shape.oneOf("type", Set.of("a", "b")), "1")).isFalse();
	}

	@Test
	void objectHasWhatIsRequired() {
		ObjectShape shape = ObjectShape.withOthers(Shape.ANY).with("size", Shape.INTEGER).requiring("name", Shape.TEXT);
		assertThat(shape.mayBeMissing()).isFalse();
		assertThat(matches(shape, "{\"name\":\"a\"}")).isTrue();
		assertThat(matches(shape, "{\"name\":\"a\",\"size\":1,\"other\":[]}")).isTrue();
		assertThat(matches(shape, "{\"size\":1}")).isFalse();
		assertThat(matches(shape, "{\"name\":null}")).isFalse();
		assertThat(matches(shape, "{\"name\":1}")).isFalse();
		assertThat(matches(shape, "{\"name\":\"a\",\"size\":\"1\"}")).isFalse();
		assertThat(matches(shape, "{\"name\":\"a\",\"a\\nb\":1}")).isFalse();
		assertThat(matches(shape, "[\"name\"]")).isFalse();
	}

	@Test
	void objectWithoutRequirementsMayBeMissing() {
		ObjectShape shape = ObjectShape.withMembers(Map.of("name", Shape.TEXT), Set.of(), Shape.INTEGER);
		assertThat(shape.mayBeMissing()).isTrue();
		assertThat(matches(shape, "{}")).isTrue();
		assertThat(matches(shape, "{\"name\":\"a\",\"x\":1}")).isTrue();
		assertThat(matches(shape, "{\"x\":\"1\"}")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "001f,false", "0020,true", "007e,true", "007f,false", "009f,false", "00a0,true", "2027,true",
			"2028,false", "202e,false", "202f,true", "2065,true", "2066,false", "2069,false", "206a,true" })
	void charactersThatBreakOrTurnALineAreNone(String code, boolean expected) {
		String character = Character.toString(Integer.parseInt(code, 16));
		assertThat(Shape.isLine("a" + character + "b")).isEqualTo(expected);
		assertThat(Shape.toLine("a" + character + "b")).isEqualTo(expected ? "a" + character + "b" : "a?b");
	}

	@Test
	void toLineKeepsTheBeginning() {
		assertThat(Shape.toLine("x".repeat(501))).isEqualTo("x".repeat(500));
		assertThat(Shape.toLine("")).isEmpty();
	}

}
