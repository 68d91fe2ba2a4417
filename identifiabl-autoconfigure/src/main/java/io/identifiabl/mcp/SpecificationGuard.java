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
import io.modelcontextprotocol.spec.McpSchema.CompleteReference;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

import io.identifiabl.security.authorization.ProtectedOperation;

/**
 * Puts the backstop around what an MCP server is built from. The description in the
 * result is a copy that nothing else has.
 *
 * @author Identifiabl Contributors
 */
final class SpecificationGuard {

	private final Supplier<McpBoundary> boundary;

	private final Supplier<OperationBackstop> backstop;

	SpecificationGuard(Supplier<McpBoundary> boundary, Supplier<List<Object>> toolBeans) {
		this.boundary = boundary;
		this.backstop = SingletonSupplier.of(() -> boundary.get()
			.createBackstop(SingletonSupplier.of(() -> new IdentityParameters(toolBeans.get()))));
	}

	static boolean isSpecification(@Nullable Object element) {
		Class<?> enclosing = (element != null) ? element.getClass().getEnclosingClass() : null;
		return enclosing == McpServerFeatures.class || enclosing == McpStatelessServerFeatures.class;
	}

	/**
	 * Put the backstop around a specification.
	 * @param specification what a server is built from
	 * @param offering is told what it offers
	 * @return the specification with the backstop, or as it is if it is none of a
	 * synchronous server
	 */
	Object guard(Object specification, Offering offering) {
		OperationBackstop guard = this.backstop.get();
		if (specification instanceof McpServerFeatures.SyncToolSpecification tool) {
			offering.offer(ProtectedOperation.tool(tool.tool().name()), tool.callHandler());
			return new McpServerFeatures.SyncToolSpecification(OperationDescription.copy(guard.describe(tool.tool())),
					(exchange, request) -> guard.call(tool.tool(), request, exchange,
							(harmless) -> tool.callHandler().apply(exchange, harmless)));
		}
		if (specification instanceof McpServerFeatures.SyncResourceSpecification resource) {
			ProtectedOperation operation = ProtectedOperation.resource(resource.resource().uri());
			offering.offer(operation, resource.readHandler());
			return new McpServerFeatures.SyncResourceSpecification(OperationDescription.copy(resource.resource()),
					(exchange, request) -> guard.read(operation, request, exchange,
							() -> resource.readHandler().apply(exchange, request)));
		}
		if (specification instanceof McpServerFeatures.SyncResourceTemplateSpecification template) {
			ProtectedOperation operation = ProtectedOperation.resource(template.resourceTemplate().uriTemplate());
			offering.offer(operation, template.readHandler());
			return new McpServerFeatures.SyncResourceTemplateSpecification(
					OperationDescription.copy(template.resourceTemplate()), (exchange, request) -> guard.read(operation,
							request, exchange, () -> template.readHandler().apply(exchange, request)));
		}
		if (specification instanceof McpServerFeatures.SyncPromptSpecification prompt) {
			ProtectedOperation operation = ProtectedOperation.prompt(prompt.prompt().name());
			offering.offer(operation, prompt.promptHandler());
			return new McpServerFeatures.SyncPromptSpecification(OperationDescription.copy(prompt.prompt()),
					(exchange, request) -> guard.get(operation, request, exchange,
							() -> prompt.promptHandler().apply(exchange, request)));
		}
		if (specification instanceof McpServerFeatures.SyncCompletionSpecification completion) {
			this.boundary.get().check(completion.completionHandler());
			CompleteReference reference = OperationDescription.copy(completion.referenceKey());
			return new McpServerFeatures.SyncCompletionSpecification(reference,
					(exchange, request) -> guard.complete(completed(reference), request, exchange,
							() -> completion.completionHandler().apply(exchange, request)));
		}
		return guardStateless(guard, specification, offering);
	}

	private Object guardStateless(OperationBackstop guard, Object specification, Offering offering) {
		if (specification instanceof McpStatelessServerFeatures.SyncToolSpecification tool) {
			offering.offer(ProtectedOperation.tool(tool.tool().name()), tool.callHandler());
			return new McpStatelessServerFeatures.SyncToolSpecification(
					OperationDescription.copy(guard.describe(tool.tool())), (context, request) -> guard
						.call(tool.tool(), request, null, (harmless) -> tool.callHandler().apply(context, harmless)));
		}
		if (specification instanceof McpStatelessServerFeatures.SyncResourceSpecification resource) {
			ProtectedOperation operation = ProtectedOperation.resource(resource.resource().uri());
			offering.offer(operation, resource.readHandler());
			return new McpStatelessServerFeatures.SyncResourceSpecification(
					OperationDescription.copy(resource.resource()), (context, request) -> guard.read(operation, request,
							null, () -> resource.readHandler().apply(context, request)));
		}
		if (specification instanceof McpStatelessServerFeatures.SyncResourceTemplateSpecification template) {
			ProtectedOperation operation = ProtectedOperation.resource(template.resourceTemplate().uriTemplate());
			offering.offer(operation, template.readHandler());
			return new McpStatelessServerFeatures.SyncResourceTemplateSpecification(
					OperationDescription.copy(template.resourceTemplate()), (context, request) -> guard.read(operation,
							request, null, () -> template.readHandler().apply(context, request)));
		}
		if (specification instanceof McpStatelessServerFeatures.SyncPromptSpecification prompt) {
			ProtectedOperation operation = ProtectedOperation.prompt(prompt.prompt().name());
			offering.offer(operation, prompt.promptHandler());
			return new McpStatelessServerFeatures.SyncPromptSpecification(OperationDescription.copy(prompt.prompt()),
					(context, request) -> guard.get(operation, request, null,
							() -> prompt.promptHandler().apply(context, request)));
		}
		if (specification instanceof McpStatelessServerFeatures.SyncCompletionSpecification completion) {
			this.boundary.get().check(completion.completionHandler());
			CompleteReference reference = OperationDescription.copy(completion.referenceKey());
			return new McpStatelessServerFeatures.SyncCompletionSpecification(reference,
					(context, request) -> guard.complete(completed(reference), request, null,
							() -> completion.completionHandler().apply(context, request)));
		}
		return specification;
	}

	// it may tell as much as the prompt or resource itself
	private static ProtectedOperation completed(CompleteReference reference) {
		if (reference instanceof PromptReference prompt) {
			return ProtectedOperation.prompt(prompt.name());
		}
		return ProtectedOperation.resource(((ResourceReference) reference).uri());
	}

	/**
	 * Is told what is offered.
	 */
	@FunctionalInterface
	interface Offering {

		/**
		 * Something is offered.
		 * @param operation the operation
		 * @param handler what runs when a client asks for it
		 */
		void offer(ProtectedOperation operation, Object handler);

	}

}
