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

package io.identifiabl.operation;

import org.jspecify.annotations.Nullable;

/**
 * The types of the events that operations are recorded as.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OperationTypes {

	/** A request to an API, answered or not. */
	public static final String HTTP_REQUEST = "http.request";

	/** A tool was called. */
	public static final String TOOL_CALL = "mcp.tool.call";

	/** A resource was read. */
	public static final String RESOURCE_READ = "mcp.resource.read";

	/** A prompt was got. */
	public static final String PROMPT_GET = "mcp.prompt.get";

	/** Any other message to the MCP server. */
	public static final String MCP_MESSAGE = "mcp.message";

	/** Somebody could not be authenticated. */
	public static final String REJECTED = "identity.rejected";

	/** Nobody could tell whether a token is good. */
	public static final String UNVERIFIABLE = "identity.unverifiable";

	/** Somebody came with the session of somebody else. */
	public static final String SESSION_MISUSE = "mcp.session.misuse";

	private OperationTypes() {
	}

	static String of(@Nullable String mcpMethod) {
		if (mcpMethod == null) {
			return MCP_MESSAGE;
		}
		return switch (mcpMethod) {
			case "tools/call" -> TOOL_CALL;
			case "resources/read" -> RESOURCE_READ;
			case "prompts/get" -> PROMPT_GET;
			default -> MCP_MESSAGE;
		};
	}

}
