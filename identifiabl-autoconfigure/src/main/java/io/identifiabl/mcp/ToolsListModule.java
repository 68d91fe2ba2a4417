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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;

import io.identifiabl.identity.Scopes;
import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * Tells clients, in the list of tools, how each may be called: by {@code securitySchemes}
 * of a tool and, for clients that only look there, of its {@code _meta}. Tools that were
 * added while the server runs are included. If the list shows each caller their own tools
 * only, it says that nobody else may be shown it.
 *
 * @author Identifiabl Contributors
 */
final class ToolsListModule extends SimpleModule {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final String SECURITY_SCHEMES = "securitySchemes";

	private static final List<Map<String, Object>> NO_AUTHENTICATION = List.of(Map.of("type", "noauth"));

	private final transient OperationAuthorizer authorizer;

	private final boolean filtered;

	ToolsListModule(OperationAuthorizer authorizer, boolean filtered) {
		super("identifiabl-mcp");
		this.authorizer = authorizer;
		this.filtered = filtered;
		setSerializerModifier(new Modifier());
	}

	private ListToolsResult adapt(ListToolsResult result) {
		OperationAuthorizer rules = this.authorizer;
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		List<Tool> tools = new ArrayList<>();
		for (Tool tool : result.tools()) {
			ProtectedOperation operation = ProtectedOperation.tool(tool.name());
			if (!this.filtered || rules.mayCall(caller, operation)) {
				AccessRule rule = rules.getRules().findOffered(operation);
				boolean open = rule != null && rule.open() && !rules.isTokenRequired();
				tools.add(withSchemes(tool, open ? NO_AUTHENTICATION : schemes(rule)));
			}
		}
		return new ListToolsResult(tools, result.nextCursor(), result.meta());
	}

	private static List<Map<String, Object>> schemes(@Nullable AccessRule rule) {
		List<Map<String, Object>> schemes = new ArrayList<>();
		for (Scopes scopes : (rule != null) ? rule.requirement().getAlternatives() : List.of(Scopes.none())) {
			Map<String, Object> scheme = new LinkedHashMap<>();
			scheme.put("type", "oauth2");
			scheme.put("scopes", List.copyOf(scopes.asSet()));
			schemes.add(scheme);
		}
		return schemes;
	}

	private static Tool withSchemes(Tool tool, List<Map<String, Object>> schemes) {
		Map<String, Object> meta = new LinkedHashMap<>((tool.meta() != null) ? tool.meta() : Map.of());
		meta.put(SECURITY_SCHEMES, schemes);
		return new Tool(tool.name(), tool.title(), tool.description(), tool.inputSchema(), tool.outputSchema(),
				tool.annotations(), meta, tool.icons());
	}

	private static void writeSchemes(Tool tool, JsonGenerator generator) {
		Object schemes = (tool.meta() != null) ? tool.meta().get(SECURITY_SCHEMES) : null;
		if (schemes != null) {
			generator.writePOJOProperty(SECURITY_SCHEMES, schemes);
		}
	}

	private final class Modifier extends ValueSerializerModifier {

		@Serial
		private static final long serialVersionUID = 1L;

		@Override
		@SuppressWarnings("unchecked")
		public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier description,
				ValueSerializer<?> serializer) {
			ValueSerializer<Object> delegate = (ValueSerializer<Object>) serializer;
			if (description.getBeanClass() == Tool.class) {
				return new ExtendingSerializer<>(delegate, ToolsListModule::writeSchemes);
			}
			return (description.getBeanClass() == ListToolsResult.class)
					? new ExtendingSerializer<>(delegate, new ListExtension()) : serializer;
		}

	}

	private final class ListExtension implements ExtendingSerializer.Extension<ListToolsResult> {

		@Override
		public ListToolsResult adapt(ListToolsResult result) {
			return ToolsListModule.this.adapt(result);
		}

		// the hint of protocol version 2026-07-28, which others ignore
		@Override
		public void writeMembers(ListToolsResult result, JsonGenerator generator) {
			if (ToolsListModule.this.filtered) {
				generator.writeNumberProperty("ttlMs", 0);
				generator.writeStringProperty("cacheScope", "private");
			}
		}

	}

}
