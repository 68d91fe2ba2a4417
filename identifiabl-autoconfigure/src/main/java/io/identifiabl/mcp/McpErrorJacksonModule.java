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
import org.jspecify.annotations.Nullable;
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

	// an internal error tells of the inside
	private static String message(@Nullable JSONRPCError error) {
		if (error == null || error.code() == McpSchema.ErrorCodes.INTERNAL_ERROR) {
			return InternalErrorModule.MESSAGE;
		}
		return error.message();
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
			generator.writeStringProperty("message", message(error));
			generator.writeEndObject();
			generator.writeEndObject();
		}

	}

}
