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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPatternParser;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways to the MCP server other than the path that is configured. Whichever of them Spring
 * MVC takes, the gate is in front of it.
 *
 * @author Identifiabl Contributors
 */
class MappedEndpointTests {

	private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = start(DetourApplication.class);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	private static RunningApplication start(Class<?> type, String... properties) {
		String[] all = new String[properties.length + 1];
		System.arraycopy(properties, 0, all, 1, properties.length);
		all[0] = "identifiabl.audiences=urn:api," + McpApplications.RESOURCE;
		return McpApplications.start(type, issuer, all);
	}

	private static McpEndpoint as(RunningApplication server, String subject) {
		return McpEndpoint.of(server)
			.as(issuer.token(subject).audience(McpApplications.RESOURCE).scopes("notes:read").sign());
	}

	private static McpEndpoint forTheApi(RunningApplication server) {
		return McpEndpoint.of(server).as(issuer.token("alice").audience("urn:api").scopes("notes:read").sign());
	}

	private static HttpResponse<String> ping(McpEndpoint endpoint, String path) {
		return endpoint.send(endpoint.builder(path).POST(BodyPublishers.ofString(PING)));
	}

	private static void assertRefused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(RunningApplication.json(response)).containsEntry("code", code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/MCP", "/Mcp", "/%4dCP", "/%6DcP" })
	void requestWhenPathsIgnoreCaseThenOwnSessionGoesOn(String path) {
		assertThat(ping(as(application, "alice").initialized(), path).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/MCP", "/Mcp", "/%4dCP", "/%6DcP" })
	void requestWhenPathsIgnoreCaseAndTokenIsForAnotherResourceThenIsRefused(String path) {
		assertRefused(ping(forTheApi(application), path), 401, "invalid_audience");
	}

	@Test
	void requestWhenPathsIgnoreCaseAndNoTokenIsSentThenChallengeNamesTheEndpoint() {
		HttpResponse<String> response = ping(McpEndpoint.of(application), "/MCP");
		assertThat(McpEndpoint.challenge(response)).contains("/.well-known/oauth-protected-resource/mcp\"");
	}

	@Test
	void requestWhenPathsIgnoreCaseAndSessionIsForeignThenIsNotFound() {
		McpEndpoint alice = as(application, "alice").initialized();
		McpEndpoint mallory = alice.as(issuer.token("mallory").audience(McpApplications.RESOURCE).sign());
		assertRefused(ping(mallory, "/MCP"), 404, "session_not_found");
	}

	@Test
	void deleteWhenPathsIgnoreCaseAndSessionIsForeignThenItGoesOn() {
		McpEndpoint alice = as(application, "alice").initialized();
		McpEndpoint mallory = alice.as(issuer.token("mallory").audience(McpApplications.RESOURCE).sign());
		assertRefused(mallory.send(mallory.builder("/MCP").DELETE()), 404, "session_not_found");
		assertThat(ping(alice, "/mcp").statusCode()).isEqualTo(200);
	}

	@Test
	void callWhenPathsIgnoreCaseAndScopeIsMissingThenIsForbidden() {
		McpEndpoint alice = as(application, "alice").initialized();
		assertRefused(alice.send(alice.builder("/MCP")
			.POST(BodyPublishers
				.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"purge\"}}"))),
				403, "insufficient_scope");
	}

	@Test
	void requestWhenPathsIgnoreCaseAndOriginIsForeignThenIsForbidden() {
		McpEndpoint alice = as(application, "alice").initialized().with("Origin", "https://evil.example");
		assertRefused(ping(alice, "/MCP"), 403, "origin_not_allowed");
	}

	@Test
	void requestWhenPathsIgnoreCaseAndHostIsForeignThenIsForbidden() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), application.getPort("local.server.port"))) {
			socket.getOutputStream()
				.write("POST /MCP HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
				.startsWith("HTTP/1.1 403")
				.contains("\"code\":\"host_not_allowed\"");
		}
	}

	@Test
	void requestWhenPathsIgnoreCaseThenOtherPathsAreLeftAlone() {
		assertThat(ping(forTheApi(application), "/MCPX").statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nested/mcp", "/composed/mcp", "/filtered/mcp", "/delegating/mcp", "/NESTED/%6Dcp" })
	void requestWhenRoutesLeadThereFromAnotherPathThenGateIsInFront(String path) {
		assertRefused(ping(forTheApi(application), path), 401, "invalid_audience");
		McpEndpoint alice = as(application, "alice").initialized();
		assertThat(ping(alice, path).statusCode()).isEqualTo(200);
		assertRefused(ping(as(application, "mallory").with("Mcp-Session-Id", sessionOf(alice)), path), 404,
				"session_not_found");
	}

	private static String sessionOf(McpEndpoint endpoint) {
		return endpoint.builder().build().headers().firstValue("Mcp-Session-Id").orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/mcp;x=1", "/MCP;x=1", "/nested;y/mcp;x=1" })
	void requestWhenPathHasParametersThenGateIsInFront(String path) {
		assertRefused(ping(forTheApi(application), path), 401, "invalid_audience");
		assertThat(ping(as(application, "alice").initialized(), path).statusCode()).isEqualTo(200);
	}

	@Test
	void requestWhenRoutesOfTheSameFunctionLeadElsewhereThenAreLeftAlone() {
		assertThat(application.getAs(issuer.token("alice").audience("urn:api").sign(), "/other").statusCode())
			.isEqualTo(200);
	}

	@Test
	void requestWhenItIsForwardedThenGateIsInFront() {
		assertRefused(ping(forTheApi(application), "/legacy"), 401, "invalid_audience");
		McpEndpoint alice = as(application, "alice").initialized();
		assertRefused(ping(alice.with("Origin", "https://evil.example"), "/legacy"), 403, "origin_not_allowed");
		assertThat(ping(alice, "/legacy").statusCode()).isEqualTo(200);
	}

	@Test
	void requestWhenPathIsChangedBehindTheGateThenNothingIsServed() {
		McpEndpoint alice = as(application, "alice").initialized();
		assertRefused(ping(alice, "/mcp/"), 403, "access_denied");
		assertRefused(alice.send(alice.builder("/mcp/").DELETE()), 403, "access_denied");
		assertThat(ping(alice, "/mcp").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(classes = { WithoutGateApplication.class, WithoutEdgeApplication.class })
	void requestWhenAFilterIsSwitchedOffThenNothingIsServed(Class<?> type) {
		try (RunningApplication open = start(type)) {
			assertRefused(as(open, "alice").initialize(), 403, "access_denied");
		}
	}

	@Test
	void requestWhenTransportIsTheApplicationsAndBeansAreLazyThenFirstOneIsGatedAlready() {
		try (RunningApplication lazy = start(OwnTransportApplication.class, "spring.main.lazy-initialization=true",
				"spring.mvc.servlet.path=/web", "server.servlet.context-path=/app")) {
			assertRefused(ping(forTheApi(lazy), "/app/web/ai/TOOLS"), 401, "invalid_audience");
		}
	}

	@Import({ McpApplication.class, IgnoringCase.class })
	static class OwnTransportApplication {

		@Bean
		WebMvcStreamableServerTransportProvider transport() {
			return WebMvcStreamableServerTransportProvider.builder().mcpEndpoint("/ai/tools").build();
		}

	}

	static class IgnoringCase implements WebMvcConfigurer {

		@Override
		public void configurePathMatch(PathMatchConfigurer configurer) {
			PathPatternParser parser = new PathPatternParser();
			parser.setCaseSensitive(false);
			configurer.setPatternParser(parser);
		}

	}

	@Import({ McpApplication.class, IgnoringCase.class, DetourApplication.LegacyController.class })
	static class DetourApplication {

		@Bean
		RouterFunction<ServerResponse> nested(WebMvcStreamableServerTransportProvider transport) {
			return RouterFunctions.nest(RequestPredicates.path("/nested"), transport.getRouterFunction());
		}

		@Bean
		RouterFunction<ServerResponse> composed(WebMvcStreamableServerTransportProvider transport) {
			return RouterFunctions.route()
				.GET("/other", (request) -> ServerResponse.ok().build())
				.path("/composed", transport::getRouterFunction)
				.build();
		}

		@Bean
		RouterFunction<ServerResponse> filtered(WebMvcStreamableServerTransportProvider transport) {
			return RouterFunctions.nest(RequestPredicates.path("/filtered"), transport.getRouterFunction())
				.filter((request, next) -> next.handle(request));
		}

		// does not tell where it leads
		@Bean
		@SuppressWarnings("UnnecessaryMethodReference")
		RouterFunction<ServerResponse> delegating(WebMvcStreamableServerTransportProvider transport) {
			RouterFunction<ServerResponse> nested = RouterFunctions.nest(RequestPredicates.path("/delegating"),
					transport.getRouterFunction());
			return nested::route;
		}

		// behind all other filters
		@Bean
		UrlHandlerFilter trailingSlashes() {
			return UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build();
		}

		@Bean
		HttpFirewall firewall() {
			StrictHttpFirewall firewall = new StrictHttpFirewall();
			firewall.setAllowSemicolon(true);
			return firewall;
		}

		@Controller
		static class LegacyController {

			@RequestMapping("/legacy")
			String legacy() {
				return "forward:/mcp";
			}

		}

	}

	@Import(McpApplication.class)
	static class WithoutGateApplication {

		@Bean
		static BeanPostProcessor switchingOff() {
			return new SwitchingOff(McpGateFilter.class);
		}

	}

	@Import(McpApplication.class)
	static class WithoutEdgeApplication {

		@Bean
		static BeanPostProcessor switchingOff() {
			return new SwitchingOff(McpEdgeFilter.class);
		}

	}

	record SwitchingOff(Class<?> filter) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof FilterRegistrationBean<?> registration
					&& this.filter.isInstance(registration.getFilter())) {
				registration.setEnabled(false);
			}
			return bean;
		}

	}

}
