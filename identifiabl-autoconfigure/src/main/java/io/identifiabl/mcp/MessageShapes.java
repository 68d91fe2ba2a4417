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

import java.util.Map;
import java.util.Set;

/**
 * What the parameters of each request have to be. The MCP server takes apart what it got
 * without asking: what has another shape is an exception inside it, and much of what it
 * is sent when a session begins goes to its log as it is.
 *
 * @author Identifiabl Contributors
 */
final class MessageShapes {

	static final String NAME = "name";

	static final String URI = "uri";

	static final String REFERENCE_TYPE = "type";

	static final String PROTOCOL_VERSION = "protocolVersion";

	static final String PROMPT_REFERENCE = "ref/prompt";

	static final String RESOURCE_REFERENCE = "ref/resource";

	private static final Shape ANY_OBJECT = Shape.mapOf(Shape.ANY);

	private static final Shape META = ObjectShape.withOthers(Shape.ANY)
		.with("progressToken", Shape.TOKEN)
		.with("io.modelcontextprotocol/protocolVersion", Shape.found(PROTOCOL_VERSION));

	private static final ObjectShape GENERAL = ObjectShape.withOthers(Shape.ANY).with("_meta", META);

	private static final ObjectShape LIST = GENERAL.with("cursor", Shape.TEXT);

	private static final ObjectShape RESOURCE = GENERAL.requiring(URI, Shape.found(URI));

	private static final ObjectShape CALL = GENERAL.requiring(NAME, Shape.found(NAME)).with("arguments", ANY_OBJECT);

	private static final ObjectShape COMPLETION = GENERAL
		.requiring("ref",
				ObjectShape.withOthers(Shape.ANY)
					.requiring("type", Shape.oneOf(REFERENCE_TYPE, Set.of(PROMPT_REFERENCE, RESOURCE_REFERENCE)))
					.with(NAME, Shape.found(NAME))
					.with(URI, Shape.found(URI)))
		.requiring("argument",
				ObjectShape.withOthers(Shape.ANY).requiring(NAME, Shape.LINE).requiring("value", Shape.TEXT))
		.with("context", ObjectShape.withOthers(Shape.ANY).with("arguments", Shape.mapOf(Shape.TEXT)));

	private static final ObjectShape LEVEL = GENERAL.requiring("level", Shape.oneOf("level",
			Set.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency")));

	private static final ObjectShape LINES = ObjectShape.withOthers(Shape.LINES);

	// which may be in the text itself
	private static final Shape ICON = LINES.requiring("src", Shape.LONG_LINE)
		.with("mimeType", Shape.LINE)
		.with("sizes", Shape.arrayOf(Shape.LINE))
		.with("theme", Shape.LINE);

	private static final ObjectShape CLIENT = LINES.requiring(NAME, Shape.LINE)
		.requiring("version", Shape.LINE)
		.with("title", Shape.LINE)
		.with("description", Shape.LINE)
		.with("websiteUrl", Shape.LINE)
		.with("icons", Shape.arrayOf(ICON));

	private static final ObjectShape CAPABILITIES = LINES.with("experimental", Shape.mapOf(Shape.LINES))
		.with("roots", LINES.with("listChanged", Shape.BOOLEAN))
		.with("sampling", LINES)
		.with("elicitation", LINES.with("form", LINES).with("url", LINES));

	private static final ObjectShape INITIALIZE = GENERAL.requiring("protocolVersion", Shape.LINE)
		.requiring("capabilities", CAPABILITIES)
		.requiring("clientInfo", CLIENT);

	private static final Map<String, ObjectShape> BY_METHOD = Map.ofEntries(
			Map.entry(McpMessage.INITIALIZE, INITIALIZE), Map.entry(McpMessage.CALL_TOOL, CALL),
			Map.entry(McpMessage.GET_PROMPT, CALL), Map.entry(McpMessage.READ_RESOURCE, RESOURCE),
			Map.entry(McpMessage.SUBSCRIBE, RESOURCE), Map.entry(McpMessage.UNSUBSCRIBE, RESOURCE),
			Map.entry(McpMessage.COMPLETE, COMPLETION), Map.entry("logging/setLevel", LEVEL),
			Map.entry("tools/list", LIST), Map.entry("resources/list", LIST),
			Map.entry("resources/templates/list", LIST), Map.entry("prompts/list", LIST));

	private static final Shape ROOT = ObjectShape.withOthers(Shape.ANY)
		.with(URI, Shape.TEXT)
		.with(NAME, Shape.TEXT)
		.with("_meta", ANY_OBJECT);

	/**
	 * A result that a client answers with. Only the server itself asks for roots, and
	 * repeats what it cannot read; what the application asks for it reads itself.
	 */
	static final Shape RESULT = ObjectShape.withOthers(Shape.ANY)
		.with("roots", Shape.arrayOf(ROOT))
		.with("nextCursor", Shape.TEXT)
		.with("_meta", ANY_OBJECT);

	/**
	 * An error that a client answers with.
	 */
	static final Shape ERROR = ObjectShape.withOthers(Shape.ANY)
		.requiring("code", Shape.INTEGER)
		.requiring("message", Shape.TEXT);

	private MessageShapes() {
	}

	// of a request that nobody knows, and of a notification, whatever is not read
	static ObjectShape of(String method) {
		return BY_METHOD.getOrDefault(method, GENERAL);
	}

}
