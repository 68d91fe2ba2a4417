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

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;

import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * The parameters of tools that receive the caller's identity. Spring AI takes them for
 * arguments that the model supplies; here they disappear from what a model is told and
 * from what it sends.
 *
 * @author Identifiabl Contributors
 */
final class IdentityParameters {

	private final Map<String, Set<String>> namesByTool = new HashMap<>();

	IdentityParameters(List<Object> toolBeans) {
		for (Object bean : toolBeans) {
			MethodIntrospector
				.selectMethods(AopUtils.getTargetClass(bean),
						(Method method) -> isTool(method) ? DeclaredOperations.operation(method) : null)
				.forEach(this::add);
		}
	}

	private static boolean isTool(Method method) {
		return method.isAnnotationPresent(McpTool.class);
	}

	private void add(Method method, ProtectedOperation tool) {
		for (Parameter parameter : method.getParameters()) {
			if (parameter.isAnnotationPresent(CurrentIdentity.class)) {
				this.namesByTool.computeIfAbsent(tool.name(), (name) -> new LinkedHashSet<>()).add(parameter.getName());
			}
		}
	}

	static boolean isIn(Method method) {
		return Arrays.stream(method.getParameters())
			.anyMatch((parameter) -> parameter.isAnnotationPresent(CurrentIdentity.class));
	}

	Tool remove(Tool tool) {
		Set<String> names = this.namesByTool.get(tool.name());
		return (names != null) ? withInputSchema(tool, withoutProperties(tool.inputSchema(), names)) : tool;
	}

	// a call without arguments is one with none, which Spring AI does not know
	CallToolRequest remove(CallToolRequest request) {
		Set<String> names = this.namesByTool.getOrDefault(request.name(), Set.of());
		if (request.arguments() == null) {
			return new CallToolRequest(request.name(), Map.of(), request.meta());
		}
		if (names.isEmpty()) {
			return request;
		}
		Map<String, Object> arguments = new LinkedHashMap<>(request.arguments());
		arguments.keySet().removeAll(names);
		return new CallToolRequest(request.name(), arguments, request.meta());
	}

	private static Map<String, Object> withoutProperties(Map<String, Object> schema, Set<String> names) {
		Map<String, Object> reduced = new LinkedHashMap<>(schema);
		if (schema.get("properties") instanceof Map<?, ?> properties) {
			Map<Object, @Nullable Object> kept = new LinkedHashMap<>(properties);
			kept.keySet().removeAll(names);
			reduced.put("properties", kept);
		}
		if (schema.get("required") instanceof List<?> required) {
			reduced.put("required", required.stream().filter((name) -> !names.contains(name)).toList());
		}
		// what only the removed properties referred to
		if (!String.valueOf(reduced.get("properties")).contains("#/$defs/")) {
			reduced.remove("$defs");
		}
		return reduced;
	}

	private static Tool withInputSchema(Tool tool, Map<String, Object> schema) {
		return new Tool(tool.name(), tool.title(), tool.description(), schema, tool.outputSchema(), tool.annotations(),
				tool.meta(), tool.icons());
	}

}
