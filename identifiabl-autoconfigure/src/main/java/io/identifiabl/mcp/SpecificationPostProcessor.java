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

import java.util.List;
import java.util.function.Supplier;

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.function.SingletonSupplier;

import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * Puts the backstop around every tool, resource and prompt that the MCP server is built
 * from, wherever it comes from: in a list, as Spring AI collects them, or for itself.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SpecificationPostProcessor implements BeanPostProcessor {

	private final Supplier<McpBoundary> boundary;

	private final Supplier<OperationBackstop> backstop;

	/**
	 * Create a post-processor.
	 * @param boundary the boundary of the server
	 * @param toolBeans the beans that Spring AI found tools on
	 */
	public SpecificationPostProcessor(Supplier<McpBoundary> boundary, Supplier<List<Object>> toolBeans) {
		this.boundary = SingletonSupplier.of(boundary);
		this.backstop = SingletonSupplier.of(() -> boundary.get()
			.createBackstop(SingletonSupplier.of(() -> new IdentityParameters(toolBeans.get()))));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof List<?> list && list.stream().anyMatch(SpecificationPostProcessor::isSpecification)) {
			return list.stream().map(this::guard).toList();
		}
		return isSpecification(bean) ? guard(bean) : bean;
	}

	private static boolean isSpecification(@Nullable Object element) {
		Class<?> enclosing = (element != null) ? element.getClass().getEnclosingClass() : null;
		return enclosing == McpServerFeatures.class || enclosing == McpStatelessServerFeatures.class;
	}

	private Object guard(Object specification) {
		OperationBackstop guard = this.backstop.get();
		if (specification instanceof McpServerFeatures.SyncToolSpecification tool) {
			offer(ProtectedOperation.tool(tool.tool().name()));
			return new McpServerFeatures.SyncToolSpecification(guard.describe(tool.tool()),
					(exchange, request) -> guard.call(tool.tool(), request, client(exchange),
							(harmless) -> tool.callHandler().apply(exchange, harmless)));
		}
		if (specification instanceof McpServerFeatures.SyncResourceSpecification resource) {
			ProtectedOperation operation = offer(ProtectedOperation.resource(resource.resource().uri()));
			return new McpServerFeatures.SyncResourceSpecification(resource.resource(), (exchange, request) -> guard
				.read(operation, request, client(exchange), () -> resource.readHandler().apply(exchange, request)));
		}
		if (specification instanceof McpServerFeatures.SyncResourceTemplateSpecification template) {
			ProtectedOperation operation = offer(
					ProtectedOperation.resource(template.resourceTemplate().uriTemplate()));
			return new McpServerFeatures.SyncResourceTemplateSpecification(template.resourceTemplate(),
					(exchange, request) -> guard.read(operation, request, client(exchange),
							() -> template.readHandler().apply(exchange, request)));
		}
		if (specification instanceof McpServerFeatures.SyncPromptSpecification prompt) {
			ProtectedOperation operation = offer(ProtectedOperation.prompt(prompt.prompt().name()));
			return new McpServerFeatures.SyncPromptSpecification(prompt.prompt(), (exchange, request) -> guard
				.get(operation, request, client(exchange), () -> prompt.promptHandler().apply(exchange, request)));
		}
		return guardStateless(guard, specification);
	}

	// what the client called itself when the session began
	private static @Nullable Implementation client(@Nullable McpSyncServerExchange exchange) {
		return (exchange != null) ? exchange.getClientInfo() : null;
	}

	private Object guardStateless(OperationBackstop guard, Object specification) {
		if (specification instanceof McpStatelessServerFeatures.SyncToolSpecification tool) {
			offer(ProtectedOperation.tool(tool.tool().name()));
			return new McpStatelessServerFeatures.SyncToolSpecification(guard.describe(tool.tool()),
					(context, request) -> guard.call(tool.tool(), request, null,
							(harmless) -> tool.callHandler().apply(context, harmless)));
		}
		if (specification instanceof McpStatelessServerFeatures.SyncResourceSpecification resource) {
			ProtectedOperation operation = offer(ProtectedOperation.resource(resource.resource().uri()));
			return new McpStatelessServerFeatures.SyncResourceSpecification(resource.resource(),
					(context, request) -> guard.read(operation, request, null,
							() -> resource.readHandler().apply(context, request)));
		}
		if (specification instanceof McpStatelessServerFeatures.SyncResourceTemplateSpecification template) {
			ProtectedOperation operation = offer(
					ProtectedOperation.resource(template.resourceTemplate().uriTemplate()));
			return new McpStatelessServerFeatures.SyncResourceTemplateSpecification(template.resourceTemplate(),
					(context, request) -> guard.read(operation, request, null,
							() -> template.readHandler().apply(context, request)));
		}
		if (specification instanceof McpStatelessServerFeatures.SyncPromptSpecification prompt) {
			ProtectedOperation operation = offer(ProtectedOperation.prompt(prompt.prompt().name()));
			return new McpStatelessServerFeatures.SyncPromptSpecification(prompt.prompt(), (context, request) -> guard
				.get(operation, request, null, () -> prompt.promptHandler().apply(context, request)));
		}
		return specification;
	}

	private ProtectedOperation offer(ProtectedOperation operation) {
		this.boundary.get().addOffered(operation);
		return operation;
	}

}
