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

import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code WWW-Authenticate} header (RFC 6750 section 3, RFC 9728 section
 * 5.1). Every parameter is a quoted string.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Challenge {

	private final StringBuilder value = new StringBuilder("Bearer");

	private boolean empty = true;

	/**
	 * Add a parameter.
	 * @param name the parameter's name
	 * @param text its value; a parameter without one is left out, and so are characters
	 * that a quoted string cannot hold
	 * @return this challenge
	 */
	public Challenge with(String name, @Nullable String text) {
		if (text != null && !text.isEmpty()) {
			this.value.append(this.empty ? " " : ", ").append(name).append("=\"");
			appendQuoted(text);
			this.value.append('"');
			this.empty = false;
		}
		return this;
	}

	// RFC 9110 section 5.6.4; what a quoted string cannot hold is left out
	private void appendQuoted(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"' || c == '\\') {
				this.value.append('\\');
			}
			if (c >= ' ' && c < '\u007f') {
				this.value.append(c);
			}
		}
	}

	/**
	 * Return the header's value.
	 */
	@Override
	public String toString() {
		return this.value.toString();
	}

}
