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

import java.util.Base64;

import io.identifiabl.identity.TokenError;

/**
 * Base64url as RFC 7515 section 2 has it, in the one canonical spelling: no padding, no
 * other alphabet, no bits left over. Otherwise one token would have many spellings, and
 * whatever is remembered about one of them could be evaded with the next.
 *
 * @author Identifiabl Contributors
 */
final class CanonicalBase64Url {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	private CanonicalBase64Url() {
	}

	static byte[] decode(String text) {
		if (text.endsWith("=") || hasSurplusBits(text)) {
			throw new TokenRefusedException(TokenError.MALFORMED_TOKEN);
		}
		try {
			return Base64.getUrlDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			// a character of another alphabet, padding that is not at the end, or a
			// single character at the end
			throw new TokenRefusedException(TokenError.MALFORMED_TOKEN);
		}
	}

	private static boolean hasSurplusBits(String text) {
		int unusedBits = switch (text.length() % 4) {
			case 2 -> 0b1111;
			case 3 -> 0b11;
			default -> 0;
		};
		// what is not of the alphabet has all bits
		return unusedBits != 0 && (ALPHABET.indexOf(text.charAt(text.length() - 1)) & unusedBits) != 0;
	}

}
