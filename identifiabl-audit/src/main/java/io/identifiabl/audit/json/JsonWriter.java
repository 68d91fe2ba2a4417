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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Writes one object in the canonical form.
 *
 * @author Identifiabl Contributors
 */
final class JsonWriter {

	private static final char[] HEX = "0123456789abcdef".toCharArray();

	private final StringBuilder out = new StringBuilder(1024);

	String write(Map<String, ?> object) {
		writeObject("$", object, 1);
		return this.out.toString();
	}

	private void writeObject(String path, Map<?, ?> object, int depth) {
		checkDepth(path, depth);
		this.out.append('{');
		// RFC 8785 section 3.2.3 sorts by UTF-16 code units, as String.compareTo does
		TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
		for (Map.Entry<?, ?> member : object.entrySet()) {
			if (!(member.getKey() instanceof String name)) {
				throw new IllegalArgumentException(path + " has a name that is no string");
			}
			sorted.put(name, member.getValue());
		}
		boolean first = true;
		for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
			if (!first) {
				this.out.append(',');
			}
			first = false;
			String memberPath = path + "." + member.getKey();
			writeString(memberPath, member.getKey());
			this.out.append(':');
			writeValue(memberPath, member.getValue(), depth);
		}
		this.out.append('}');
	}

	private void writeList(String path, List<?> list, int depth) {
		checkDepth(path, depth);
		this.out.append('[');
		for (int i = 0; i < list.size(); i++) {
			if (i > 0) {
				this.out.append(',');
			}
			writeValue(path + "[" + i + "]", list.get(i), depth);
		}
		this.out.append(']');
	}

	private void writeValue(String path, @Nullable Object value, int depth) {
		if (value instanceof String string) {
			writeString(path, string);
		}
		else if (value instanceof Integer || value instanceof Long) {
			writeInteger(path, ((Number) value).longValue());
		}
		else if (value instanceof Boolean bool) {
			this.out.append(bool.booleanValue());
		}
		else if (value instanceof List<?> list) {
			writeList(path, list, depth + 1);
		}
		else if (value instanceof Map<?, ?> map) {
			writeObject(path, map, depth + 1);
		}
		else {
			throw new IllegalArgumentException(
					path + " must not be " + ((value != null) ? "a " + value.getClass().getName() : "null"));
		}
	}

	private void writeInteger(String path, long value) {
		if (value > CanonicalJson.MAX_INTEGER || value < -CanonicalJson.MAX_INTEGER) {
			throw new IllegalArgumentException(path + " must be within +/-2^53-1");
		}
		this.out.append(value);
	}

	private void writeString(String path, String string) {
		this.out.append('"');
		int length = string.length();
		for (int i = 0; i < length; i++) {
			char c = string.charAt(i);
			if (Character.isSurrogate(c)) {
				if (!Character.isHighSurrogate(c) || i + 1 == length
						|| !Character.isLowSurrogate(string.charAt(i + 1))) {
					throw new IllegalArgumentException(path + " must not contain a lone surrogate");
				}
				this.out.append(c).append(string.charAt(++i));
			}
			else {
				writeCharacter(c);
			}
		}
		this.out.append('"');
	}

	private void writeCharacter(char c) {
		switch (c) {
			case '"', '\\' -> this.out.append('\\').append(c);
			case '\b' -> this.out.append("\\b");
			case '\t' -> this.out.append("\\t");
			case '\n' -> this.out.append("\\n");
			case '\f' -> this.out.append("\\f");
			case '\r' -> this.out.append("\\r");
			default -> {
				if (c < 0x20) {
					this.out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
				}
				else {
					this.out.append(c);
				}
			}
		}
	}

	private static void checkDepth(String path, int depth) {
		if (depth > CanonicalJson.MAX_DEPTH) {
			throw new IllegalArgumentException(path + " is nested too deeply");
		}
	}

}
