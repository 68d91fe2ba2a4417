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

import java.util.Map;
import java.util.Set;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a value of a message has to be, so that nothing behind the gate trips over it. A
 * shape reads its value to the end, whether it matches or not. Names of members that
 * would break a line never match, since the MCP server logs them.
 *
 * @author Identifiabl Contributors
 */
@FunctionalInterface
interface Shape {

	/**
	 * The most characters that a text may have where its length is limited.
	 */
	int MAX_TEXT_LENGTH = 4096;

	/**
	 * Any value.
	 */
	Shape ANY = (parser, value, found) -> walk(parser, value, false);

	/**
	 * Any value in which no text would break a line.
	 */
	Shape LINES = (parser, value, found) -> walk(parser, value, true);

	/**
	 * Either {@code true} or {@code false}.
	 */
	Shape BOOLEAN = (parser, value, found) -> walk(parser, value, false) && value.isBoolean();

	/**
	 * A number without a fraction that a {@code long} can hold.
	 */
	Shape INTEGER = (parser, value, found) -> walk(parser, value, false) && value == JsonToken.VALUE_NUMBER_INT
			&& isLong(parser);

	/**
	 * A text, of whatever length.
	 */
	Shape TEXT = (parser, value, found) -> walk(parser, value, false) && value == JsonToken.VALUE_STRING;

	/**
	 * A text that fits into a line of the log.
	 */
	Shape LINE = (parser, value, found) -> walk(parser, value, true) && value == JsonToken.VALUE_STRING
			&& parser.getStringLength() <= MAX_TEXT_LENGTH;

	/**
	 * A text without a break of a line, of whatever length.
	 */
	Shape LONG_LINE = (parser, value, found) -> walk(parser, value, true) && value == JsonToken.VALUE_STRING;

	/**
	 * A text that fits into a line of the log, or an integer.
	 */
	Shape TOKEN = (parser, value, found) -> (value == JsonToken.VALUE_NUMBER_INT) ? INTEGER.read(parser, value, found)
			: LINE.read(parser, value, found);

	/**
	 * Read a value.
	 * @param parser the parser, which is left at the end of the value
	 * @param value the first token of the value
	 * @param found the texts that named shapes find
	 * @return whether the value has this shape
	 */
	boolean read(JsonParser parser, JsonToken value, Map<String, String> found);

	/**
	 * A text that is found under a name.
	 * @param name the name
	 * @return the shape
	 */
	static Shape found(String name) {
		return (parser, value, found) -> {
			if (value != JsonToken.VALUE_STRING) {
				walk(parser, value, false);
				return false;
			}
			found.put(name, parser.getString());
			return parser.getStringLength() <= MAX_TEXT_LENGTH;
		};
	}

	/**
	 * One of some texts, found under a name.
	 * @param name the name
	 * @param values the texts
	 * @return the shape
	 */
	static Shape oneOf(String name, Set<String> values) {
		Shape text = found(name);
		return (parser, value, found) -> text.read(parser, value, found) && values.contains(found.get(name));
	}

	/**
	 * An array.
	 * @param element the shape of each element
	 * @return the shape
	 */
	static Shape arrayOf(Shape element) {
		return (parser, value, found) -> {
			if (value != JsonToken.START_ARRAY) {
				walk(parser, value, false);
				return false;
			}
			boolean matches = true;
			for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
				matches &= element.read(parser, token, found);
			}
			return matches;
		};
	}

	/**
	 * An object with members of any name.
	 * @param member the shape of each member
	 * @return the shape
	 */
	static Shape mapOf(Shape member) {
		return ObjectShape.withMembers(Map.of(), Set.of(), member);
	}

	private static boolean isLong(JsonParser parser) {
		return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
	}

	private static boolean walk(JsonParser parser, JsonToken value, boolean lines) {
		boolean matches = true;
		int depth = 0;
		JsonToken token = value;
		while (true) {
			if (token.isStructStart()) {
				depth++;
			}
			else if (token.isStructEnd()) {
				depth--;
			}
			else if (token == JsonToken.PROPERTY_NAME) {
				matches &= isLine(parser.currentName());
			}
			else if (lines && token == JsonToken.VALUE_STRING) {
				matches &= isLine(parser.getString());
			}
			if (depth == 0) {
				return matches;
			}
			token = parser.nextToken();
		}
	}

	/**
	 * Whether a text can be logged as it is.
	 * @param text the text
	 * @return whether it has no character that ends a line, moves the cursor or turns the
	 * direction of writing
	 */
	static boolean isLine(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || (c >= '\u007f'
					&& (c <= '\u009f' || (c >= '\u2028' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069')))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Make a text fit for the log.
	 * @param text the text
	 * @return the beginning of it, with a question mark for each character that must not
	 * be logged
	 */
	static String toLine(String text) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < Math.min(text.length(), 500); i++) {
			String character = text.substring(i, i + 1);
			line.append(isLine(character) ? character : "?");
		}
		return line.toString();
	}

}
