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

package io.identifiabl.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.TokenError;

/**
 * JSON objects as RFC 7515 section 2 and RFC 8259 section 8.1 have them: valid UTF-8
 * without a byte order mark, no duplicate names.
 *
 * @author Identifiabl Contributors
 */
final class StrictJson {

	private static final char REPLACEMENT = '\ufffd';

	private StrictJson() {
	}

	static Map<String, Object> parseObject(byte[] bytes) {
		try {
			String text = decode(bytes);
			if (!text.startsWith("{")) {
				throw new TokenRefusedException(TokenError.MALFORMED_TOKEN);
			}
			Map<String, Object> object = JSONObjectUtils.parse(text);
			if (mayNest(text) && countNames(text) != countMembers(object)) {
				throw new TokenRefusedException(TokenError.MALFORMED_TOKEN);
			}
			return object;
		}
		catch (CharacterCodingException | ParseException ex) {
			throw new TokenRefusedException(TokenError.MALFORMED_TOKEN);
		}
	}

	private static String decode(byte[] bytes) throws CharacterCodingException {
		String text = new String(bytes, StandardCharsets.UTF_8);
		// either somebody wrote that character, or it stands for what cannot be decoded
		return (text.indexOf(REPLACEMENT) < 0) ? text
				: StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
	}

	private static boolean mayNest(String text) {
		return text.indexOf('{', 1) >= 0;
	}

	// the parser sees duplicate names in the outermost object only, and takes the last of
	// them in all others: then there are more names in the text than members in the
	// object
	private static int countNames(String text) {
		int names = 0;
		boolean quoted = false;
		for (int i = 0; i < text.length(); i++) {
			switch (text.charAt(i)) {
				case '"' -> quoted = !quoted;
				case '\\' -> i++;
				case ':' -> names += quoted ? 0 : 1;
				default -> {
				}
			}
		}
		return names;
	}

	private static int countMembers(@Nullable Object value) {
		if (value instanceof Map<?, ?> object) {
			return object.size() + object.values().stream().mapToInt(StrictJson::countMembers).sum();
		}
		return (value instanceof List<?> array) ? array.stream().mapToInt(StrictJson::countMembers).sum() : 0;
	}

	// what is parsed once is shared by every request with the same token
	static Map<String, Object> freeze(Map<String, Object> object) {
		Map<String, Object> copy = new LinkedHashMap<>(object.size());
		object.forEach((name, value) -> copy.put(name, freezeValue(value)));
		return Collections.unmodifiableMap(copy);
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Object freezeValue(@Nullable Object value) {
		if (value instanceof Map<?, ?> object) {
			return freeze((Map<String, Object>) object);
		}
		if (value instanceof List<?> array) {
			List<@Nullable Object> copy = new ArrayList<>(array.size());
			array.forEach((element) -> copy.add(freezeValue(element)));
			return Collections.unmodifiableList(copy);
		}
		return value;
	}

}
