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

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

import io.identifiabl.security.web.Problem;

/**
 * Why a message is refused. What goes to the client is a JSON-RPC error response, which
 * MCP clients read, and at the same time the problem that every other refusal is. Nothing
 * of the message is repeated but its id.
 *
 * @param problem the problem
 * @param error the error
 * @param id the id of the message, {@code null} if it has none that can be trusted
 * @param data what the protocol adds to the error
 * @author Identifiabl Contributors
 */
record MessageRefusal(Problem problem, JsonRpcError error, @Nullable Object id, Map<String, ?> data) {

	private static final String MALFORMED_REQUEST = "malformed_request";

	private static final Problem HEADER_MISMATCH = new Problem(400, "header_mismatch",
			"The headers do not agree with the message");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static MessageRefusal of(MalformedMessageException ex) {
		return new MessageRefusal(new Problem(400, MALFORMED_REQUEST, ex.getReason()), ex.getError(), ex.getId(),
				Map.of());
	}

	static MessageRefusal invalid(@Nullable Object id, String reason) {
		return new MessageRefusal(new Problem(400, MALFORMED_REQUEST, reason), JsonRpcError.INVALID_REQUEST, id,
				Map.of());
	}

	static MessageRefusal headerMismatch(McpMessage message) {
		return new MessageRefusal(HEADER_MISMATCH, JsonRpcError.HEADER_MISMATCH, message.id(), Map.of());
	}

	void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String envelope = JSON.writeValueAsString(toJsonRpc(this.error, this.id, this.data));
		// the members of the problem follow
		this.problem.write(request, response, MediaType.APPLICATION_JSON_VALUE,
				envelope.substring(1, envelope.length() - 1) + ",");
	}

	// the members of an error response
	static Map<String, Object> toJsonRpc(JsonRpcError error, @Nullable Object id, Map<String, ?> data) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("code", error.getCode());
		details.put("message", error.getMessage());
		if (!data.isEmpty()) {
			details.put("data", data);
		}
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("jsonrpc", "2.0");
		if (id != null) {
			answer.put("id", id);
		}
		answer.put("error", details);
		return answer;
	}

}
