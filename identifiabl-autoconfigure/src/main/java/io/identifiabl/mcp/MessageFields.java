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

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * The members of a message, in whatever order they come. The first that is wrong is
 * remembered, and reading goes on, so that a refusal can name the id.
 *
 * @author Identifiabl Contributors
 */
final class MessageFields {

	private final Map<String, String> found = new HashMap<>();

	private @Nullable String method;

	private @Nullable Object id;

	private boolean versioned;

	private boolean hasResult;

	private boolean hasError;

	private boolean hasParameters;

	private boolean parametersUnread;

	private boolean parametersMatch = true;

	private @Nullable String fault;

	/**
	 * Create fields.
	 * @param method the method, {@code null} if it is not known before it is read
	 */
	MessageFields(@Nullable String method) {
		this.method = method;
	}

	/**
	 * Read the members of an object.
	 * @param parser the parser, which is left at the end of the value
	 * @param start the first token of the value
	 * @return whether it is an object
	 */
	boolean read(JsonParser parser, JsonToken start) {
		if (start != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return false;
		}
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			readMember(name, parser, parser.nextToken());
		}
		return true;
	}

	private void readMember(String name, JsonParser parser, JsonToken value) {
		switch (name) {
			case "jsonrpc" -> readVersion(parser, value);
			case "method" -> readMethod(parser, value);
			case "id" -> readId(parser, value);
			case "params" -> readParameters(parser, value);
			case "result" -> readResult(parser, value);
			case "error" -> readError(parser, value);
			default -> parser.skipChildren();
		}
	}

	private void readVersion(JsonParser parser, JsonToken value) {
		this.versioned = value == JsonToken.VALUE_STRING && "2.0".equals(parser.getString());
		parser.skipChildren();
	}

	private void readMethod(JsonParser parser, JsonToken value) {
		if (value == JsonToken.VALUE_STRING && parser.getStringLength() <= Shape.MAX_TEXT_LENGTH) {
			this.method = parser.getString();
			return;
		}
		parser.skipChildren();
		fault("The method is not a string, or too long");
	}

	private void readId(JsonParser parser, JsonToken value) {
		if (value == JsonToken.VALUE_STRING && parser.getStringLength() <= Shape.MAX_TEXT_LENGTH) {
			this.id = parser.getString();
		}
		else if (value == JsonToken.VALUE_NUMBER_INT && Shape.INTEGER.read(parser, value, this.found)) {
			this.id = parser.getLongValue();
		}
		else {
			parser.skipChildren();
			fault("The id is neither a string nor an integer, or too large");
		}
	}

	private void readParameters(JsonParser parser, JsonToken value) {
		this.hasParameters = value != JsonToken.VALUE_NULL;
		if (!this.hasParameters) {
			return;
		}
		if (this.method == null) {
			this.parametersUnread = true;
			parser.skipChildren();
			return;
		}
		this.parametersMatch = MessageShapes.of(this.method).read(parser, value, this.found);
	}

	private void readResult(JsonParser parser, JsonToken value) {
		this.hasResult = value != JsonToken.VALUE_NULL;
		if (!MessageShapes.RESULT.read(parser, value, this.found) && this.hasResult) {
			fault("The result is no object, or its roots are none");
		}
	}

	private void readError(JsonParser parser, JsonToken value) {
		this.hasError = true;
		if (!MessageShapes.ERROR.read(parser, value, this.found)) {
			fault("The error has no code or no message");
		}
	}

	private void fault(String reason) {
		this.fault = (this.fault != null) ? this.fault : reason;
	}

	@Nullable String getMethod() {
		return this.method;
	}

	boolean areParametersUnread() {
		return this.parametersUnread && this.method != null;
	}

	McpMessage toMessage() throws MalformedMessageException {
		String invalid = (this.fault != null) ? this.fault : findFault();
		if (invalid != null) {
			throw new MalformedMessageException(JsonRpcError.INVALID_REQUEST, this.id, invalid);
		}
		String name = this.method;
		if (name == null) {
			return new McpMessage(null, this.id, null, null, this.hasError);
		}
		if (!this.parametersMatch || (!this.hasParameters && !MessageShapes.of(name).mayBeMissing())
				|| (McpMessage.COMPLETE.equals(name) && !refersToOneThing())) {
			throw new MalformedMessageException(JsonRpcError.INVALID_PARAMS, this.id,
					"The parameters are not those of the method");
		}
		return new McpMessage(name, this.id, operation(name), this.found.get(MessageShapes.PROTOCOL_VERSION), false);
	}

	private @Nullable String findFault() {
		if (!this.versioned) {
			return "The message is not of JSON-RPC 2.0";
		}
		if (this.method != null) {
			return (this.hasResult || this.hasError) ? "The message is a request and a response" : null;
		}
		if (this.hasResult == this.hasError) {
			return "The message is neither a request nor a response";
		}
		return (this.id == null) ? "The response has no id" : null;
	}

	private boolean refersToOneThing() {
		boolean prompt = MessageShapes.PROMPT_REFERENCE.equals(this.found.get(MessageShapes.REFERENCE_TYPE));
		return this.found.containsKey(MessageShapes.NAME) == prompt
				&& this.found.containsKey(MessageShapes.URI) != prompt;
	}

	private @Nullable ProtectedOperation operation(String name) {
		return switch (name) {
			case McpMessage.CALL_TOOL -> ProtectedOperation.tool(text(MessageShapes.NAME));
			case McpMessage.GET_PROMPT -> ProtectedOperation.prompt(text(MessageShapes.NAME));
			case McpMessage.READ_RESOURCE, McpMessage.SUBSCRIBE, McpMessage.UNSUBSCRIBE ->
				ProtectedOperation.resource(text(MessageShapes.URI));
			// which may tell as much as the prompt or resource itself
			case McpMessage.COMPLETE ->
				this.found.containsKey(MessageShapes.NAME) ? ProtectedOperation.prompt(text(MessageShapes.NAME))
						: ProtectedOperation.resource(text(MessageShapes.URI));
			default -> null;
		};
	}

	private String text(String name) {
		return Objects.requireNonNull(this.found.get(name));
	}

}
