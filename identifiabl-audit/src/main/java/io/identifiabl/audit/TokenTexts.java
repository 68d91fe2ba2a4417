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

	private TokenTexts() {
	}

	/**
	 * Return whether there is a JWT in a text.
	 * @param text the text
	 * @return whether there is a stretch of token characters with both dots of a compact
	 * form
	 */
	public static boolean holdToken(String text) {
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
