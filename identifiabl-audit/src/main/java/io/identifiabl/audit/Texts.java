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

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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

	private static final int KEPT_LENGTH = 448;

	private static final int COLUMN_LENGTH = 255;

	private static final int KEPT_COLUMN_LENGTH = 200;

	private static final int HASH_LENGTH = 16;

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
		if (TokenTexts.holdToken(text)) {
			return TokenTexts.REDACTED + SHORTENED + hash(text);
		}
		boolean odd = false;
		for (int i = 0; i < text.length() && i <= MAX_LENGTH; i++) {
			odd |= isOdd(text, i);
		}
		if (!odd) {
			return (text.length() <= MAX_LENGTH) ? text : shorten(text, KEPT_LENGTH, text);
		}
		StringBuilder cleaned = new StringBuilder();
		for (int i = 0; i < text.length() && i < KEPT_LENGTH; i++) {
			cleaned.append(isOdd(text, i) ? REPLACEMENT : text.charAt(i));
		}
		return shorten(cleaned.toString(), KEPT_LENGTH, text);
	}

	// what an index can hold, of PostgreSQL together with an issuer of the same length;
	// and
	// never with blanks at the end, which collations of MySQL do not compare
	static String toColumn(String text) {
		boolean fits = text.length() <= COLUMN_LENGTH && !text.endsWith(" ");
		return fits ? text : shorten(text, KEPT_COLUMN_LENGTH, text);
	}

	// the hash keeps apart what would look the same, such as two users with long ids; a
	// pair of surrogates is never cut in two
	private static String shorten(String text, int length, String whole) {
		int end = Math.min(text.length(), length);
		if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end) + SHORTENED + hash(whole);
	}

	private static String hash(String text) {
		// no charset has bytes for lone surrogates
		ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
		bytes.asCharBuffer().put(text);
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
			return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_LENGTH));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
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

}
