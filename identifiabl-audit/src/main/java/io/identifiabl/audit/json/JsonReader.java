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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one object. It is strict about what {@link JsonWriter} never writes (white space,
 * {@code null}, fractions, exponents, duplicate names); the order of names and the
 * spelling of strings are left to the comparison with the canonical form.
 *
 * @author Identifiabl Contributors
 */
final class JsonReader {

	private final String text;

	private int position;

	JsonReader(String text) {
		this.text = text;
	}

	Map<String, Object> readDocument() throws InvalidJsonException {
		if (peek() != '{') {
			throw unexpected("an object");
		}
		Map<String, Object> object = readObject(1);
		if (this.position != this.text.length()) {
			throw unexpected("the end");
		}
		return object;
	}

	private Map<String, Object> readObject(int depth) throws InvalidJsonException {
		checkDepth(depth);
		Map<String, Object> object = new LinkedHashMap<>();
		expect('{');
		if (!accept('}')) {
			do {
				String name = readString();
				expect(':');
				if (object.put(name, readValue(depth)) != null) {
					throw new InvalidJsonException("duplicate name before character " + this.position);
				}
			}
			while (accept(','));
			expect('}');
		}
		return Collections.unmodifiableMap(object);
	}

	private List<Object> readList(int depth) throws InvalidJsonException {
		checkDepth(depth);
		List<Object> list = new ArrayList<>();
		expect('[');
		if (!accept(']')) {
			do {
				list.add(readValue(depth));
			}
			while (accept(','));
			expect(']');
		}
		return Collections.unmodifiableList(list);
	}

	private Object readValue(int depth) throws InvalidJsonException {
		return switch (peek()) {
			case '"' -> readString();
			case '{' -> readObject(depth + 1);
			case '[' -> readList(depth + 1);
			case 't' -> readLiteral("true", Boolean.TRUE);
			case 'f' -> readLiteral("false", Boolean.FALSE);
			default -> readInteger();
		};
	}

	private Object readLiteral(String literal, Boolean value) throws InvalidJsonException {
		if (!this.text.startsWith(literal, this.position)) {
			throw unexpected(literal);
		}
		this.position += literal.length();
		return value;
	}

	private Long readInteger() throws InvalidJsonException {
		int start = this.position;
		accept('-');
		while (isDigit(peek())) {
			this.position++;
		}
		try {
			long value = Long.parseLong(this.text, start, this.position, 10);
			if (value <= CanonicalJson.MAX_INTEGER && value >= -CanonicalJson.MAX_INTEGER) {
				return value;
			}
		}
		catch (NumberFormatException ex) {
			// no digits, or too many
		}
		this.position = start;
		throw unexpected("a string, an integer, a boolean, an array or an object");
	}

	private String readString() throws InvalidJsonException {
		expect('"');
		StringBuilder string = new StringBuilder();
		while (true) {
			char c = next();
			if (c == '"') {
				return string.toString();
			}
			string.append((c == '\\') ? readEscape() : c);
		}
	}

	private char readEscape() throws InvalidJsonException {
		char c = next();
		return switch (c) {
			case '"', '\\' -> c;
			case 'b' -> '\b';
			case 't' -> '\t';
			case 'n' -> '\n';
			case 'f' -> '\f';
			case 'r' -> '\r';
			case 'u' -> readControl();
			default -> {
				this.position--;
				throw unexpected("an escape");
			}
		};
	}

	// only control characters are ever written as four digits
	private char readControl() throws InvalidJsonException {
		int value = 0;
		for (int i = 0; i < 4; i++) {
			int digit = Character.digit(next(), 16);
			value = (value << 4) | digit;
			if (digit < 0 || value >= 0x20) {
				this.position--;
				throw unexpected("a control character");
			}
		}
		return (char) value;
	}

	private char next() throws InvalidJsonException {
		if (this.position == this.text.length()) {
			throw unexpected("more");
		}
		return this.text.charAt(this.position++);
	}

	private char peek() {
		return (this.position < this.text.length()) ? this.text.charAt(this.position) : 0;
	}

	private boolean accept(char c) {
		boolean found = peek() == c;
		if (found) {
			this.position++;
		}
		return found;
	}

	private void expect(char c) throws InvalidJsonException {
		if (!accept(c)) {
			throw unexpected("'" + c + "'");
		}
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static void checkDepth(int depth) throws InvalidJsonException {
		if (depth > CanonicalJson.MAX_DEPTH) {
			throw new InvalidJsonException("nested too deeply");
		}
	}

	private InvalidJsonException unexpected(String expected) {
		return new InvalidJsonException("expected " + expected + " at character " + this.position);
	}

}
