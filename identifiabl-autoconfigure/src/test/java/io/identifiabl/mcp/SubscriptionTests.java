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

import java.net.http.HttpResponse;

import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.mcp.customizer.McpSyncServerCustomizer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Subscriptions to resources, where an application has its MCP server take them. The
 * server keeps each until its session ends, whatever there is behind the resource.
 *
 * @author Identifiabl Contributors
 */
class SubscriptionTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = McpApplications.start(SubscribedApplication.class, issuer);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@Test
	void subscribeWhenUserHasTooManyThenIsRefusedUntilASessionEnds() {
		McpEndpoint alice = sessionOf("alice");
		subscribeToAll(alice);
		HttpResponse<String> refused = subscribe(alice, 1_000_000);
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(RunningApplication.json(refused)).containsEntry("code", "rate_limited");
		assertThat(subscribe(sessionOf("alice"), 1_000_000).statusCode()).isEqualTo(429);
		assertThat(McpEndpoint.result(subscribe(sessionOf("bob"), 1_000_000))).isNotNull();
		assertThat(alice.send(alice.builder().DELETE()).statusCode()).isEqualTo(200);
		assertThat(McpEndpoint.result(subscribe(sessionOf("alice"), 1_000_000))).isNotNull();
	}

	@Test
	void subscribeWhenScopeIsMissingThenTakesNoRoom() {
		McpEndpoint carol = sessionOf("carol");
		assertThat(carol.request("resources/subscribe", "{\"uri\":\"notes://all\"}").statusCode()).isEqualTo(403);
		subscribeToAll(carol);
	}

	private static McpEndpoint sessionOf(String user) {
		return McpEndpoint.of(application)
			.as(issuer.token(user).audience("urn:api").scopes("notes:one").sign())
			.initialized();
	}

	private static void subscribeToAll(McpEndpoint endpoint) {
		for (int i = 0; i < SessionPool.MAX_SUBSCRIPTIONS_PER_HOLDER; i++) {
			assertThat(McpEndpoint.result(subscribe(endpoint, i))).isNotNull();
		}
	}

	private static HttpResponse<String> subscribe(McpEndpoint endpoint, int note) {
		return endpoint.request("resources/subscribe", resource(note));
	}

	private static String resource(int note) {
		return "{\"uri\":\"notes://by-id/" + note + "\"}";
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(McpApplication.class)
	static class SubscribedApplication {

		// in the place of Spring AI's own, which does the first of the two
		@Bean
		@Primary
		McpSyncServerCustomizer subscriptions() {
			return (server) -> server.immediateExecution(true)
				.capabilities(ServerCapabilities.builder()
					.resources(true, true)
					.tools(true)
					.prompts(true)
					.completions()
					.logging()
					.build());
		}

	}

}
