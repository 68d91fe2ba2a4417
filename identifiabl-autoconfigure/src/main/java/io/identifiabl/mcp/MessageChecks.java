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

/**
 * What is asked of every message: whether it is one, whether the headers say the same of
 * it, and whether the server speaks its language. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class MessageChecks {

	private final ProtocolVersions versions;

	MessageChecks(ProtocolVersions versions) {
		this.versions = versions;
	}

	McpMessage read(HttpServletRequest request, byte[] body) throws MalformedMessageException {
		if (!MessageHeaders.isJson(request)) {
			throw MalformedMessageException.invalid("The content type is not application/json in UTF-8");
		}
		if (!MessageHeaders.acceptBoth(request)) {
			throw MalformedMessageException
				.invalid("The client does not accept application/json and text/event-stream");
		}
		return McpMessageReader.read(body);
	}

	@Nullable MessageRefusal check(McpMessage message, HttpServletRequest request) {
		MessageRefusal refusal = this.versions.check(message, request);
		if (refusal != null) {
			return refusal;
		}
		if (!MessageHeaders.agreeWith(message, request)) {
			return MessageRefusal.headerMismatch(message);
		}
		return (message.isResponse() && !answersRequestOf(request.getHeader(McpGateFilter.SESSION_ID), message))
				? unexpected(message) : null;
	}

	static MessageRefusal unexpected(McpMessage message) {
		return MessageRefusal.invalid(message.id(), "The response answers no request of the session");
	}

	// the server numbers its requests within a session
	private static boolean answersRequestOf(@Nullable String sessionId, McpMessage response) {
		return sessionId != null && response.id() instanceof String id && id.startsWith(sessionId + "-")
				&& id.substring(sessionId.length() + 1).chars().allMatch((c) -> c >= '0' && c <= '9');
	}

}
