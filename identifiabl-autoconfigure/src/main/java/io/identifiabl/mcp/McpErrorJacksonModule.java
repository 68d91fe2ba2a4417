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

import java.io.Serial;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes the errors that the MCP server answers requests with as JSON-RPC errors. It
 * hands them over as exceptions, which would be written with their stack traces.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class McpErrorJacksonModule extends SimpleModule {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Create the module.
	 */
	public McpErrorJacksonModule() {
		super("identifiabl-mcp-error");
		addSerializer(McpError.class, new McpErrorSerializer());
	}

	private static final class McpErrorSerializer extends ValueSerializer<McpError> {

		@Override
		public void serialize(McpError value, JsonGenerator generator, SerializationContext context) {
			JSONRPCError error = value.getJsonRpcError();
			generator.writeStartObject();
			generator.writeStringProperty("jsonrpc", McpSchema.JSONRPC_VERSION);
			generator.writeName("error");
			generator.writeStartObject();
			generator.writeNumberProperty("code",
					(error != null) ? error.code() : Integer.valueOf(McpSchema.ErrorCodes.INTERNAL_ERROR));
			generator.writeStringProperty("message", (error != null) ? error.message() : value.getMessage());
			generator.writeEndObject();
			generator.writeEndObject();
		}

	}

}
