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

import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerTransportProviderBase;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.autoconfigure.SecurityFilterOrder;

/**
 * The filters around Spring Security. They belong to the container, so that they are
 * there whatever filter chain the endpoint is in.
 *
 * @author Identifiabl Contributors
 */
class McpFilterConfiguration {

	@Bean("identifiablMcpEdgeFilterRegistration")
	FilterRegistrationBean<McpEdgeFilter> mcpEdgeFilterRegistration(McpBoundary boundary, McpProperties mcp,
			ObjectProvider<McpServerTransportProviderBase> transport,
			ObjectProvider<McpStatelessServerTransport> statelessTransport, Environment environment) {
		mcp.getAllowedOrigins().forEach(McpFilterConfiguration::checkOrigin);
		return register(boundary.createEdgeFilter(mcp.getAllowedOrigins(), mcp.getAllowedHosts(),
				versions(transport, statelessTransport)), SecurityFilterOrder.of(environment) - 3);
	}

	@Bean("identifiablMcpGateFilterRegistration")
	FilterRegistrationBean<McpGateFilter> mcpGateFilterRegistration(McpBoundary boundary,
			ObjectProvider<McpSyncServer> server, ObjectProvider<McpStatelessSyncServer> statelessServer,
			ObjectProvider<BiConsumer<McpSyncServerExchange, List<McpSchema.Root>>> rootsConsumers,
			ObjectProvider<McpServerTransportProviderBase> transport,
			ObjectProvider<McpStatelessServerTransport> statelessTransport, Environment environment) {
		SingletonSupplier<ServedMethods> methods = SingletonSupplier.of(() -> {
			McpStatelessSyncServer stateless = statelessServer.getIfAvailable();
			return (stateless != null) ? new ServedMethods(stateless.getServerCapabilities(), false, false)
					: new ServedMethods(server.getObject().getServerCapabilities(), true,
							rootsConsumers.stream().findAny().isPresent());
		});
		return register(boundary.createGateFilter(methods::obtain, versions(transport, statelessTransport)),
				SecurityFilterOrder.of(environment) + 1);
	}

	// the server is made later than the filters
	private static Supplier<List<String>> versions(ObjectProvider<McpServerTransportProviderBase> transport,
			ObjectProvider<McpStatelessServerTransport> statelessTransport) {
		SingletonSupplier<List<String>> versions = SingletonSupplier.of(() -> {
			McpStatelessServerTransport stateless = statelessTransport.getIfAvailable();
			return (stateless != null) ? stateless.protocolVersions() : transport.getObject().protocolVersions();
		});
		return versions::obtain;
	}

	// one that no browser would send would never be allowed
	private static void checkOrigin(String origin) {
		if (!origin.equals("*") && !origin.matches("[a-z][a-z0-9+.-]*://[^/?#@]+/?")) {
			throw InvalidIdentifiablConfigurationException.unusableMcpSetting("allowed-origins", origin,
					"an origin such as https://app.example.com, without a path");
		}
	}

	private static <F extends Filter> FilterRegistrationBean<F> register(F filter, int order) {
		FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
		registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD));
		registration.setOrder(order);
		return registration;
	}

}
