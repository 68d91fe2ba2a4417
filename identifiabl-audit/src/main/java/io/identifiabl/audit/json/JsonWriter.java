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
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes one object in the canonical form.
 *
 * @author Identifiabl Contributors
 */
final class JsonWriter {

	private static final char[] HEX = "0123456789abcdef".toCharArray();

	private final StringBuilder out = new StringBuilder(1024);

	// where in the object the writer is, for messages
	private final List<Object> path = new ArrayList<>();

	String write(Map<String, ?> object) {
		writeObject(object);
		return this.out.toString();
	}

	private void writeObject(Map<?, ?> object) {
		checkDepth();
		String[] names = new String[object.size()];
		int count = 0;
		for (Object name : object.keySet()) {
			if (!(name instanceof String string)) {
				throw invalid("has a name that is no string");
			}
			names[count++] = string;
		}
		// RFC 8785 section 3.2.3 sorts by UTF-16 code units, as String.compareTo does
		Arrays.sort(names);
		char separator = '{';
		for (String name : names) {
			this.out.append(separator);
			separator = ',';
			this.path.add(name);
			writeString(name);
			this.out.append(':');
			writeValue(object.get(name));
			leave();
		}
		this.out.append((names.length == 0) ? "{}" : "}");
	}

	private void writeList(List<?> list) {
		checkDepth();
		this.out.append('[');
		for (int i = 0; i < list.size(); i++) {
			if (i > 0) {
				this.out.append(',');
			}
			this.path.add(i);
			writeValue(list.get(i));
			leave();
		}
		this.out.append(']');
	}

	private void checkDepth() {
		if (this.path.size() >= CanonicalJson.MAX_DEPTH) {
			throw invalid("is nested too deeply");
		}
	}

	private void leave() {
		this.path.remove(this.path.size() - 1);
	}

	private void writeValue(@Nullable Object value) {
		if (value instanceof String string) {
			writeString(string);
		}
		else if (value instanceof Integer || value instanceof Long) {
			writeInteger(((Number) value).longValue());
		}
		else if (value instanceof Boolean bool) {
			this.out.append(bool.booleanValue());
		}
		else if (value instanceof List<?> list) {
			writeList(list);
		}
		else if (value instanceof Map<?, ?> map) {
			writeObject(map);
		}
		else {
			throw invalid("must not be " + ((value != null) ? "a " + value.getClass().getName() : "null"));
		}
	}

	private void writeInteger(long value) {
		if (value > CanonicalJson.MAX_INTEGER || value < -CanonicalJson.MAX_INTEGER) {
			throw invalid("must be within +/-2^53-1");
		}
		this.out.append(value);
	}

	private void writeString(String string) {
		this.out.append('"');
		int length = string.length();
		int written = 0;
		for (int i = 0; i < length; i++) {
			char c = string.charAt(i);
			if (c < ' ' || c == '"' || c == '\\') {
				this.out.append(string, written, i);
				writeEscaped(c);
				written = i + 1;
			}
			else if (Character.isSurrogate(c)) {
				i++;
				if (!Character.isHighSurrogate(c) || i == length || !Character.isLowSurrogate(string.charAt(i))) {
					throw invalid("must not contain a lone surrogate");
				}
			}
		}
		this.out.append(string, written, length).append('"');
	}

	private void writeEscaped(char c) {
		switch (c) {
			case '"', '\\' -> this.out.append('\\').append(c);
			case '\b' -> this.out.append("\\b");
			case '\t' -> this.out.append("\\t");
			case '\n' -> this.out.append("\\n");
			case '\f' -> this.out.append("\\f");
			case '\r' -> this.out.append("\\r");
			default -> this.out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
		}
	}

	private IllegalArgumentException invalid(String what) {
		StringBuilder where = new StringBuilder("$");
		for (Object step : this.path) {
			if (step instanceof Integer) {
				where.append('[').append(step).append(']');
			}
			else {
				where.append('.').append(step);
			}
		}
		return new IllegalArgumentException(where + " " + what);
	}

}
