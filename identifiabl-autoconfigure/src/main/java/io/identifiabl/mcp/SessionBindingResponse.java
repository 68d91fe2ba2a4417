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

package io.identifiabl.mcp;

import java.util.function.Consumer;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * Sees the id of a new session before the client does.
 *
 * @author Identifiabl Contributors
 */
final class SessionBindingResponse extends HttpServletResponseWrapper {

	private final Consumer<String> sessionStarted;

	SessionBindingResponse(HttpServletResponse response, Consumer<String> sessionStarted) {
		super(response);
		this.sessionStarted = sessionStarted;
	}

	@Override
	public void setHeader(String name, String value) {
		announce(name, value);
		super.setHeader(name, value);
	}

	@Override
	public void addHeader(String name, String value) {
		announce(name, value);
		super.addHeader(name, value);
	}

	private void announce(String name, String value) {
		if (McpGateFilter.SESSION_ID.equalsIgnoreCase(name)) {
			this.sessionStarted.accept(value);
		}
	}

}
