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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpServerTransportProviderBase;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * Closes the transports of MCP servers, and refuses those that cannot be closed: a
 * servlet of its own, or one that does not speak HTTP, is reached past the gate.
 *
 * @author Identifiabl Contributors
 */
final class TransportPostProcessor implements BeanPostProcessor {

	private final Map<Object, SealedTransport> sealed = Collections.synchronizedMap(new IdentityHashMap<>());

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ServletRegistrationBean<?> registration) {
			close(registration.getServlet(), beanName);
		}
		else if (bean instanceof McpSyncServer || bean instanceof McpStatelessSyncServer) {
			open(ServerContents.transport(bean), beanName);
		}
		else {
			close(bean, beanName);
		}
		return bean;
	}

	private void close(@Nullable Object candidate, String beanName) {
		if (candidate instanceof WebMvcStreamableServerTransportProvider) {
			this.sealed.computeIfAbsent(candidate, (transport) -> SealedTransport.close(transport, "sessionFactory"));
		}
		else if (candidate instanceof WebMvcStatelessServerTransport) {
			this.sealed.computeIfAbsent(candidate, (transport) -> SealedTransport.close(transport, "mcpHandler"));
		}
		else if (candidate instanceof McpServerTransportProviderBase
				|| candidate instanceof McpStatelessServerTransport) {
			throw unguarded("the transport of the bean " + beanName + " is a " + candidate.getClass().getName());
		}
	}

	private void open(Object transport, String beanName) {
		SealedTransport closed = this.sealed.get(transport);
		if (closed == null) {
			throw unguarded("the transport of the server " + beanName + ", a " + transport.getClass().getName()
					+ ", is not a bean");
		}
		closed.open();
	}

	private static InvalidIdentifiablConfigurationException unguarded(String cause) {
		return InvalidIdentifiablConfigurationException.unguardedMcpServer(cause,
				"requests would reach it past the gate",
				"Use the transport of Spring AI's starter for Spring MVC, or register a "
						+ "WebMvcStreamableServerTransportProvider or WebMvcStatelessServerTransport as a bean.");
	}

}
