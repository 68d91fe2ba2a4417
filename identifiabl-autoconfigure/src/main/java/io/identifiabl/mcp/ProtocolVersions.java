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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.identifiabl.security.web.Problem;

/**
 * The versions of the protocol that the server speaks. Clients of one from 2026-07-28 on
 * name theirs with every message, begin without a session, and choose another one when
 * they are told which there are. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class ProtocolVersions {

	static final String HEADER = "MCP-Protocol-Version";

	private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

	private final Supplier<List<String>> supported;

	ProtocolVersions(Supplier<List<String>> supported) {
		this.supported = supported;
	}

	// clients without the header speak a version from before there was one
	boolean isSupported(@Nullable String version) {
		return version == null || this.supported.get().contains(version);
	}

	Problem getProblem() {
		return new Problem(400, "unsupported_protocol_version",
				"The protocol version is none of " + String.join(", ", this.supported.get()));
	}

	/**
	 * Compare a message with what the server speaks.
	 * @param message the message
	 * @param request the request it came with
	 * @return why it is refused, {@code null} if it is not
	 */
	@Nullable MessageRefusal check(McpMessage message, HttpServletRequest request) {
		String header = request.getHeader(HEADER);
		String own = message.protocolVersion();
		if (header != null && own != null && !header.equals(own)) {
			return MessageRefusal.headerMismatch(message);
		}
		String version = (header != null) ? header : own;
		// only clients of a version that is not spoken ask for this
		if (isSupported(version) && !McpMessage.DISCOVER.equals(message.method())) {
			return null;
		}
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("supported", this.supported.get());
		// anything but a date is the caller's own text
		data.put("requested", (version != null && DATE.matcher(version).matches()) ? version : "");
		return new MessageRefusal(getProblem(), JsonRpcError.UNSUPPORTED_PROTOCOL_VERSION, message.id(), data);
	}

}
