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
import java.util.Set;
import java.util.function.Supplier;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpStatelessAsyncServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.function.SingletonSupplier;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * Puts the backstop around every tool, resource and prompt that the MCP server is built
 * from, wherever it comes from: in a list, as Spring AI collects them, or for itself. A
 * server that was built with anything else is refused.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SpecificationPostProcessor implements BeanPostProcessor {

	private final Supplier<McpBoundary> boundary;

	private final SpecificationGuard guard;

	private final Set<Object> guarded = ServerContents.newDescriptions();

	/**
	 * Create a post-processor.
	 * @param boundary the boundary of the server
	 * @param toolBeans the beans that Spring AI found tools on
	 */
	public SpecificationPostProcessor(Supplier<McpBoundary> boundary, Supplier<List<Object>> toolBeans) {
		this.boundary = SingletonSupplier.of(boundary);
		this.guard = new SpecificationGuard(this.boundary, toolBeans);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof List<?> list && list.stream().anyMatch(SpecificationGuard::isSpecification)) {
			return list.stream().map(this::guardIfPossible).toList();
		}
		if (GuardedServer.isGuarded(bean)) {
			return bean;
		}
		if (bean instanceof McpSyncServer || bean instanceof McpStatelessSyncServer) {
			new ServerContents(bean).check(this.guarded);
			return new GuardedServer(bean, this.boundary, this.guard).proxy();
		}
		if (bean instanceof McpAsyncServer || bean instanceof McpStatelessAsyncServer) {
			throw InvalidIdentifiablConfigurationException.unguardedMcpServer(
					"the bean " + beanName + " is an McpAsyncServer",
					"tools would run on threads that do not know " + "the caller",
					"Build an McpSyncServer or McpStatelessSyncServer instead.");
		}
		return guardIfPossible(bean);
	}

	private Object guardIfPossible(Object element) {
		if (!SpecificationGuard.isSpecification(element)) {
			return element;
		}
		Object specification = this.guard.guard(element, this.boundary.get()::offer);
		Object description = OperationDescription.of(specification);
		if (description != null) {
			this.guarded.add(description);
		}
		return specification;
	}

}
