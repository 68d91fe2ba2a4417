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

/**
 * Recognizes texts with a token in them, which somebody put where no token belongs: into
 * a path, a name or a message.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TokenTexts {

	/** What stands in the place of such a text. */
	public static final String REDACTED = "[redacted]";

	// what every JWT begins with: a JSON object, encoded
	private static final String JWT_START = "eyJ";

	private static final int MIN_TOKEN_LENGTH = 20;

	// of ES256 and EdDSA, encoded; those of other algorithms are longer
	private static final int MIN_SIGNATURE_LENGTH = 86;

	private static final int SMALL = 1;

	private static final int CAPITAL = 2;

	private static final int DIGIT = 4;

	private static final int ALL_KINDS = SMALL | CAPITAL | DIGIT;

	private TokenTexts() {
	}

	/**
	 * Return whether there is a JWT in a text, or the signature of one alone.
	 * @param text the text
	 * @return whether there is a stretch of token characters with both dots of a compact
	 * form, or one without dots that is as long as signatures are and looks random
	 */
	public static boolean holdToken(String text) {
		return holdWholeToken(text) || (text.length() >= MIN_SIGNATURE_LENGTH && holdSignature(text));
	}

	// capital and small letters and digits: hardly any name of this length has all three
	private static boolean holdSignature(String text) {
		int length = 0;
		int kinds = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '.' || !isTokenCharacter(c)) {
				length = 0;
				kinds = 0;
				continue;
			}
			length++;
			kinds |= kind(c);
			if (length >= MIN_SIGNATURE_LENGTH && kinds == ALL_KINDS) {
				return true;
			}
		}
		return false;
	}

	private static int kind(char c) {
		if (c >= 'a') {
			return SMALL;
		}
		if (c >= 'A' && c <= 'Z') {
			return CAPITAL;
		}
		return (c >= '0' && c <= '9') ? DIGIT : 0;
	}

	private static boolean holdWholeToken(String text) {
		for (int start = text.indexOf(JWT_START); start >= 0; start = text.indexOf(JWT_START, start + 1)) {
			int dots = 0;
			int end = start;
			while (end < text.length() && isTokenCharacter(text.charAt(end))) {
				dots += (text.charAt(end) == '.') ? 1 : 0;
				end++;
			}
			if (dots >= 2 && end - start >= MIN_TOKEN_LENGTH) {
				return true;
			}
			start = Math.max(start, end - 1);
		}
		return false;
	}

	private static boolean isTokenCharacter(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
				|| c == '.';
	}

}
