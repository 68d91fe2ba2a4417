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

package io.identifiabl.claims;

/**
 * Decides which strings may become part of an identity. A string is taken as it is or not
 * at all; it is never repaired.
 *
 * @author Identifiabl Contributors
 */
final class SafeText {

	static final int MAX_LENGTH = 1024;

	private SafeText() {
	}

	// Whether the text is not blank, not excessively long and free of characters that
	// break log lines or turn text around: controls, line separators, unpaired surrogates
	// and bidirectional overrides.
	static boolean isSafe(String text) {
		if (text.length() > MAX_LENGTH || text.isBlank()) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
				i++;
			}
			else if (isUnsafe(c)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isUnsafe(char c) {
		if (c >= ' ' && c < '\u007f') {
			return false;
		}
		return Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029'
				|| (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069') || c == '\ufffe'
				|| c == '\uffff';
	}

}
