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

package io.identifiabl.audit.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as deep as the formats of others nest it, which the log's own reader does
 * not. Numbers are integers here.
 *
 * @author Identifiabl Contributors
 */
final class AnyJson {

	private final String text;

	private int next;

	private AnyJson(String text) {
		this.text = text;
	}

	static Object read(String text) {
		AnyJson json = new AnyJson(text);
		Object value = json.value();
		json.check(json.next == text.length());
		return value;
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> readObject(String text) {
		return (Map<String, Object>) read(text);
	}

	private Object value() {
		char c = this.text.charAt(this.next);
		return switch (c) {
			case '{' -> object();
			case '[' -> list();
			case '"' -> string();
			case 't' -> word("true", true);
			case 'f' -> word("false", false);
			default -> number();
		};
	}

	private Map<String, Object> object() {
		Map<String, Object> object = new LinkedHashMap<>();
		this.next++;
		while (!ends('}', object.isEmpty())) {
			String name = string();
			take(':');
			check(object.put(name, value()) == null);
		}
		return object;
	}

	private List<Object> list() {
		List<Object> list = new ArrayList<>();
		this.next++;
		while (!ends(']', list.isEmpty())) {
			list.add(value());
		}
		return list;
	}

	private boolean ends(char end, boolean first) {
		if (this.text.charAt(this.next) == end) {
			this.next++;
			return true;
		}
		if (!first) {
			take(',');
		}
		return false;
	}

	private String string() {
		take('"');
		StringBuilder string = new StringBuilder();
		while (this.text.charAt(this.next) != '"') {
			char c = this.text.charAt(this.next++);
			check(c >= ' ');
			string.append((c == '\\') ? escaped() : c);
		}
		this.next++;
		return string.toString();
	}

	private char escaped() {
		char c = this.text.charAt(this.next++);
		if (c == 'u') {
			this.next += 4;
			return (char) Integer.parseInt(this.text.substring(this.next - 4, this.next), 16);
		}
		int known = "bfnrt".indexOf(c);
		check(known >= 0 || c == '"' || c == '\\' || c == '/');
		return (known >= 0) ? "\b\f\n\r\t".charAt(known) : c;
	}

	private Long number() {
		int from = this.next;
		while (this.next < this.text.length() && "-0123456789".indexOf(this.text.charAt(this.next)) >= 0) {
			this.next++;
		}
		return Long.valueOf(this.text.substring(from, this.next));
	}

	private Object word(String word, Object value) {
		check(this.text.startsWith(word, this.next));
		this.next += word.length();
		return value;
	}

	private void take(char c) {
		check(this.text.charAt(this.next) == c);
		this.next++;
	}

	private void check(boolean valid) {
		if (!valid) {
			throw new IllegalArgumentException("no JSON at " + this.next + ": " + this.text);
		}
	}

}
