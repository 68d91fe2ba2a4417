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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The part of the JSON Canonicalization Scheme (RFC 8785) that an audit trail needs:
 * objects, arrays, strings, integers and booleans.
 * <p>
 * What has no single spelling everywhere is refused instead of guessed: {@code null},
 * fractions, integers beyond 2<sup>53</sup>-1 (RFC 7493 section 2.2) and strings with
 * lone surrogates, which have no UTF-8 form.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class CanonicalJson {

	/**
	 * The greatest integer, and without its sign the least, that every JSON reader reads
	 * exactly.
	 */
	public static final long MAX_INTEGER = 9_007_199_254_740_991L;

	/** How deep objects and arrays may be nested. */
	static final int MAX_DEPTH = 16;

	private CanonicalJson() {
	}

	/**
	 * Return the canonical form of an object.
	 * @param object the members: strings, {@code Integer}, {@code Long},
	 * {@code Boolean}s, and {@code List}s and {@code Map}s of them
	 * @return the object in UTF-8
	 * @throws IllegalArgumentException if a value has no canonical form here; the message
	 * names its path
	 */
	public static byte[] write(Map<String, ?> object) {
		return format(object).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Return the canonical form of an object as a text.
	 * @param object the members, as in {@link #write(Map)}
	 * @return the object
	 * @throws IllegalArgumentException if a value has no canonical form here
	 */
	public static String format(Map<String, ?> object) {
		return new JsonWriter().write(object);
	}

	/**
	 * Read an object that {@link #write(Map)} wrote.
	 * @param json the object in UTF-8
	 * @return the members in their order: {@code String}, {@code Long}, {@code Boolean},
	 * {@code List} and {@code Map} values that cannot be modified
	 * @throws InvalidJsonException if it is no JSON object, or not in its canonical form
	 */
	public static Map<String, Object> read(byte[] json) throws InvalidJsonException {
		String text = decode(json);
		Map<String, Object> object = new JsonReader(text).readDocument();
		// a reader may be lenient where it does not know; the writer decides
		if (!text.equals(format(object))) {
			throw new InvalidJsonException("not in canonical form (RFC 8785)");
		}
		return object;
	}

	private static String decode(byte[] json) throws InvalidJsonException {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new InvalidJsonException("not UTF-8");
		}
	}

}
