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

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcSseServerTransportProvider;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Transports that nobody sees in front of: they are refused, or closed.
 *
 * @author Identifiabl Contributors
 */
class TransportPostProcessorTests {

	private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

	private static final String INITIALIZE = """
			{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
			"capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	private static McpEndpoint alice(RunningApplication application) {
		return McpEndpoint.of(application).as(issuer.token("alice").audience("urn:api").scopes("notes:read").sign());
	}

	private static HttpResponse<String> ping(McpEndpoint endpoint, String path) {
		return endpoint.send(endpoint.builder(path).POST(BodyPublishers.ofString(PING)));
	}

	private static void assertDenied(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
		assertThat(RunningApplication.json(response)).containsEntry("code", "access_denied");
	}

	@ParameterizedTest
	@MethodSource("foreign")
	void startWhenATransportIsNotOfSpringMvcThenFails(Supplier<Object> transport, String type) {
		McpApplications.contextRunner()
			.withBean("foreign", Object.class, transport)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidIdentifiablConfigurationException.class, (failure) -> {
					assertThat(failure).hasMessageContaining("the transport of the bean foreign is a " + type);
					assertThat(failure.getAction()).contains("WebMvcStreamableServerTransportProvider");
				}));
	}

	@SuppressWarnings({ "deprecation", "removal" })
	static Stream<Arguments> foreign() {
		return Stream.of(
				foreign(() -> new ServletRegistrationBean<>(
						HttpServletStreamableServerTransportProvider.builder().build(), "/other"),
						HttpServletStreamableServerTransportProvider.class),
				foreign(() -> HttpServletStreamableServerTransportProvider.builder().build(),
						HttpServletStreamableServerTransportProvider.class),
				foreign(() -> new ServletRegistrationBean<>(HttpServletStatelessServerTransport.builder().build(),
						"/other"), HttpServletStatelessServerTransport.class),
				foreign(() -> HttpServletSseServerTransportProvider.builder().messageEndpoint("/other").build(),
						HttpServletSseServerTransportProvider.class),
				foreign(() -> WebMvcSseServerTransportProvider.builder().messageEndpoint("/other").build(),
						WebMvcSseServerTransportProvider.class));
	}

	private static Arguments foreign(Supplier<Object> transport, Class<?> type) {
		return Arguments.of(transport, type.getName());
	}

	@Test
	void startWhenTheTransportOfAServerIsNoBeanThenFails() {
		McpApplications.contextRunner()
			.withBean("own", McpSyncServer.class,
					() -> McpServer.sync(HttpServletStreamableServerTransportProvider.builder().build()).build())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidIdentifiablConfigurationException.class)
				.hasMessageContaining("the transport of the server own")
				.hasMessageContaining("is not a bean"));
	}

	@ParameterizedTest
	@MethodSource("leading")
	void startWhenARouteLeadsToATransportThatIsNoBeanThenFails(Class<Object> type, Supplier<Object> bean,
			String transport) {
		McpApplications.contextRunner()
			.withBean("admin", type, bean)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidIdentifiablConfigurationException.class, (failure) -> {
					assertThat(failure).hasMessageContaining("the bean admin leads to a " + transport)
						.hasMessageContaining("is not a bean");
					assertThat(failure.getAction()).contains("Make that transport and its server beans");
				}));
	}

	@SuppressWarnings({ "deprecation", "removal" })
	static Stream<Arguments> leading() {
		String streamable = WebMvcStreamableServerTransportProvider.class.getName();
		return Stream.of(
				Arguments.of(RouterFunction.class, supplier(TransportPostProcessorTests::adminRoutes), streamable),
				Arguments.of(RouterFunction.class,
						supplier(() -> RouterFunctions.nest(RequestPredicates.path("/nested"), adminRoutes())
							.filter((request, next) -> next.handle(request))),
						streamable),
				Arguments.of(RouterFunctionMapping.class, supplier(() -> new RouterFunctionMapping(adminRoutes())),
						streamable),
				Arguments.of(RouterFunction.class,
						supplier(() -> WebMvcStatelessServerTransport.builder()
							.messageEndpoint("/admin/mcp")
							.build()
							.getRouterFunction()),
						WebMvcStatelessServerTransport.class.getName()),
				Arguments.of(RouterFunction.class,
						supplier(() -> WebMvcSseServerTransportProvider.builder()
							.messageEndpoint("/admin/mcp")
							.build()
							.getRouterFunction()),
						WebMvcSseServerTransportProvider.class.getName()));
	}

	private static Supplier<Object> supplier(Supplier<Object> supplier) {
		return supplier;
	}

	// a server that nobody guards, as nothing of it is a bean
	private static RouterFunction<ServerResponse> adminRoutes() {
		WebMvcStreamableServerTransportProvider transport = WebMvcStreamableServerTransportProvider.builder()
			.mcpEndpoint("/admin/mcp")
			.build();
		McpServer.sync(transport)
			.tools(new SyncToolSpecification(Tool.builder("raw", Map.of("type", "object")).build(),
					(exchange, request) -> CallToolResult.builder().build()))
			.build();
		return transport.getRouterFunction();
	}

	@Test
	void requestWhenARouteThatDoesNotTellLeadsToATransportThatIsNoBeanThenIsDenied() {
		try (RunningApplication application = McpApplications.start(UntoldServerApplication.class, issuer)) {
			McpEndpoint alice = alice(application);
			for (int i = 0; i < 2; i++) {
				assertDenied(alice.send(alice.builder("/admin/mcp").POST(BodyPublishers.ofString(INITIALIZE))));
			}
			assertThat(ping(alice.initialized(), "/mcp").statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/opaque/mcp", "/mapped/mcp" })
	void requestWhenNobodySeesWhereTheRouteLeadsThenIsDenied(String path) {
		try (RunningApplication application = McpApplications.start(HiddenRoutesApplication.class, issuer)) {
			McpEndpoint alice = alice(application).initialized();
			assertDenied(ping(alice, path));
			assertDenied(alice.send(alice.builder(path).DELETE()));
			assertThat(ping(alice, "/mcp").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void requestWhenTheTransportIsGivenAnotherServerThenIsDenied() {
		try (RunningApplication application = McpApplications.start(SecondServerApplication.class, issuer)) {
			assertDenied(alice(application).initialize());
		}
	}

	@Test
	void startWhenARouterFunctionIsInjectedByItsClassThenSucceeds() {
		try (RunningApplication application = McpApplications.start(OwnRouterApplication.class, issuer)) {
			assertThat(ping(alice(application).initialized(), "/own/mcp").statusCode()).isEqualTo(200);
		}
	}

	@Import(McpApplication.class)
	static class HiddenRoutesApplication {

		@Bean
		RouterFunction<ServerResponse> opaque(WebMvcStreamableServerTransportProvider transport) {
			RouterFunction<ServerResponse> nested = RouterFunctions.nest(RequestPredicates.path("/opaque"),
					transport.getRouterFunction());
			return (request) -> nested.route(request).map((handler) -> (inner) -> handler.handle(inner));
		}

		@Bean
		RouterFunctionMapping mapped(WebMvcStreamableServerTransportProvider transport) {
			RouterFunctionMapping mapping = new RouterFunctionMapping(
					RouterFunctions.nest(RequestPredicates.path("/mapped"), transport.getRouterFunction()));
			mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return mapping;
		}

	}

	@Import(McpApplication.class)
	static class UntoldServerApplication {

		@Bean
		@SuppressWarnings("UnnecessaryMethodReference")
		RouterFunction<ServerResponse> untold() {
			return adminRoutes()::route;
		}

	}

	@Import(McpApplication.class)
	static class SecondServerApplication {

		@Bean
		ApplicationRunner second(WebMvcStreamableServerTransportProvider transport) {
			return (arguments) -> McpServer.sync(transport)
				.tools(new SyncToolSpecification(Tool.builder("raw", Map.of("type", "object")).build(),
						(exchange, request) -> CallToolResult.builder().build()))
				.build();
		}

	}

	@Import({ McpApplication.class, OwnRouterApplication.Routes.class })
	static class OwnRouterApplication {

		static class OwnRouter implements RouterFunction<ServerResponse> {

			private final RouterFunction<ServerResponse> delegate;

			OwnRouter(WebMvcStreamableServerTransportProvider transport) {
				this.delegate = RouterFunctions.nest(RequestPredicates.path("/own"), transport.getRouterFunction());
			}

			@Override
			public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
				return this.delegate.route(request);
			}

			@Override
			public void accept(RouterFunctions.Visitor visitor) {
				this.delegate.accept(visitor);
			}

		}

		@Configuration(proxyBeanMethods = false)
		static class Routes {

			@Bean
			OwnRouter own(WebMvcStreamableServerTransportProvider transport) {
				return new OwnRouter(transport);
			}

			@Bean
			Object user(OwnRouter own) {
				return own.toString();
			}

		}

	}

}
