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

package io.identifiabl.security.web;

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Makes text that a client chose fit for a log line: one line, printable ASCII, bounded.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class LogText {

	private static final int MAX_LENGTH = 200;

	private LogText() {
	}

	/**
	 * Return a text without anything that could break out of a log line.
	 * @param text the text
	 * @return the escaped and shortened text, {@code -} if there is none
	 */
	public static String escape(@Nullable String text) {
		if (text == null) {
			return "-";
		}
		StringBuilder escaped = new StringBuilder(text.length());
		int length = Math.min(text.length(), MAX_LENGTH);
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (c > ' ' && c < '\u007f' && c != '\\' && c != '$') {
				escaped.append(c);
			}
			else {
				escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
			}
		}
		return (length < text.length()) ? escaped.append("...").toString() : escaped.toString();
	}

}
