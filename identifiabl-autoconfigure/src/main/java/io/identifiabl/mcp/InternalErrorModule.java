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
import java.util.Map;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Keeps internal errors of the MCP server to their code. It makes their text of
 * exceptions, with names of classes and with what the caller sent.
 *
 * @author Identifiabl Contributors
 */
final class InternalErrorModule extends SimpleModule {

	static final String MESSAGE = "Internal error";

	@Serial
	private static final long serialVersionUID = 1L;

	InternalErrorModule() {
		super("identifiabl-mcp-internal-error");
		setSerializerModifier(new Modifier());
	}

	private static final class Modifier extends ValueSerializerModifier {

		@Serial
		private static final long serialVersionUID = 1L;

		@Override
		@SuppressWarnings("unchecked")
		public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier description,
				ValueSerializer<?> serializer) {
			return (description.getBeanClass() == JSONRPCError.class)
					? new ExtendingSerializer<>((ValueSerializer<Object>) serializer, new Discretion()) : serializer;
		}

	}

	private static final class Discretion implements ExtendingSerializer.Extension<JSONRPCError> {

		// data that is an object is what somebody meant the caller to have
		@Override
		public JSONRPCError adapt(JSONRPCError error) {
			return (error.code() == McpSchema.ErrorCodes.INTERNAL_ERROR && !(error.data() instanceof Map<?, ?>))
					? new JSONRPCError(McpSchema.ErrorCodes.INTERNAL_ERROR, MESSAGE) : error;
		}

		@Override
		public void writeMembers(JSONRPCError error, JsonGenerator generator) {
			// none are added
		}

	}

}
