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

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The form in which a refused call of a tool is answered. Clients read different ones:
 * the specification and Claude want an HTTP status, ChatGPT wants a tool's result.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public enum ChallengeForm {

	/**
	 * By the client: as a tool's result for ChatGPT, by HTTP status for all others.
	 */
	AUTO,

	/**
	 * By HTTP status.
	 */
	HTTP,

	/**
	 * As a tool's result.
	 */
	TOOL_RESULT;

	// "openai-mcp/1.0.0 (ChatGPT)"; anybody may call themselves so, since nothing but the
	// form depends on it
	private static final String CHATGPT = "openai-mcp/";

	boolean isToolResult(HttpServletRequest request) {
		return switch (this) {
			case HTTP -> false;
			case TOOL_RESULT -> true;
			case AUTO -> isChatGpt(request.getHeader(HttpHeaders.USER_AGENT));
		};
	}

	private static boolean isChatGpt(@Nullable String userAgent) {
		return userAgent != null && userAgent.startsWith(CHATGPT);
	}

}
