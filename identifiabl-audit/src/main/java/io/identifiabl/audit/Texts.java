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

package io.identifiabl.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.identifiabl.audit.json.CanonicalJson;

/**
 * Makes values fit for a log, whoever sent them.
 *
 * @author Identifiabl Contributors
 */
final class Texts {

	static final int MAX_LENGTH = 512;

	static final int MAX_ELEMENTS = 64;

	private static final int MAX_DEPTH = 4;

	private static final char REPLACEMENT = '\uFFFD';

	private static final String SHORTENED = "\u2026";

	private Texts() {
	}

	static Object cleanValue(Object value) {
		return cleanValue(value, 1);
	}

	private static Object cleanValue(Object value, int depth) {
		if (value instanceof CharSequence text) {
			return clean(text.toString());
		}
		if (value instanceof Boolean) {
			return value;
		}
		if (value instanceof Integer || value instanceof Long) {
			long number = ((Number) value).longValue();
			return Math.max(-CanonicalJson.MAX_INTEGER, Math.min(CanonicalJson.MAX_INTEGER, number));
		}
		if (depth < MAX_DEPTH && value instanceof Collection<?> collection) {
			return cleanList(collection, depth);
		}
		if (depth < MAX_DEPTH && value instanceof Map<?, ?> map) {
			return cleanMap(map, depth);
		}
		throw new IllegalArgumentException("an audit event has no values of " + value.getClass().getName());
	}

	private static List<Object> cleanList(Collection<?> collection, int depth) {
		List<Object> list = new ArrayList<>(Math.min(collection.size(), MAX_ELEMENTS));
		for (Object element : collection) {
			if (list.size() == MAX_ELEMENTS) {
				break;
			}
			list.add(cleanValue(element, depth + 1));
		}
		return Collections.unmodifiableList(list);
	}

	private static Map<String, Object> cleanMap(Map<?, ?> source, int depth) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (Map.Entry<?, ?> member : source.entrySet()) {
			if (map.size() == MAX_ELEMENTS) {
				break;
			}
			map.put(clean(String.valueOf(member.getKey())), cleanValue(member.getValue(), depth + 1));
		}
		return Collections.unmodifiableMap(map);
	}

	static String clean(String text) {
		int length = Math.min(text.length(), MAX_LENGTH);
		for (int i = 0; i < length; i++) {
			if (isOdd(text, i)) {
				return replace(text, length);
			}
		}
		return (length == text.length()) ? text : shorten(text);
	}

	// a pair of surrogates is never cut in two
	private static String shorten(String text) {
		int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
		return text.substring(0, end) + SHORTENED;
	}

	private static boolean isOdd(String text, int index) {
		char c = text.charAt(index);
		if (c == 0) {
			// PostgreSQL has no such text
			return true;
		}
		if (Character.isHighSurrogate(c)) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
	}

	private static String replace(String text, int length) {
		StringBuilder cleaned = new StringBuilder(text.length());
		for (int i = 0; i < text.length() && i <= length; i++) {
			cleaned.append(isOdd(text, i) ? REPLACEMENT : text.charAt(i));
		}
		return (text.length() > MAX_LENGTH) ? shorten(cleaned.toString()) : cleaned.toString();
	}

}
