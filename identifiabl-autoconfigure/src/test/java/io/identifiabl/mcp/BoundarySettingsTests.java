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

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each setting of the boundary changes.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class BoundarySettingsTests {

	private static final String CHATGPT = "openai-mcp/1.0.0 (ChatGPT)";

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	private static RunningApplication start(Class<?> application, String... properties) {
		return McpApplications.start(application, issuer, properties);
	}

	private static McpEndpoint withScopes(RunningApplication application, String... scopes) {
		return McpEndpoint.of(application)
			.as(issuer.token("alice").audience("urn:api").scopes(scopes).sign())
			.initialized();
	}

	@Test
	void challengeWhenScopesAreRequiredOnlyThenNamesNoGranted() {
		try (RunningApplication application = start(McpApplication.class,
				"identifiabl.mcp.challenge-scopes=required")) {
			HttpResponse<String> response = withScopes(application, "notes:read").call("purge", "{}");
			assertThat(McpEndpoint.challenge(response)).contains("scope=\"notes:write notes:purge\"");
		}
	}

	@Test
	void challengeWhenFormIsHttpThenChatGptGetsAStatus() {
		try (RunningApplication application = start(McpApplication.class, "identifiabl.mcp.challenge=http")) {
			HttpResponse<String> response = withScopes(application, "notes:read").with("User-Agent", CHATGPT)
				.call("purge", "{}");
			assertThat(response.statusCode()).isEqualTo(403);
		}
	}

	@Test
	void challengeWhenFormIsToolResultThenEverybodyGetsOneForTools() {
		try (RunningApplication application = start(McpApplication.class, "identifiabl.mcp.challenge=tool-result")) {
			McpEndpoint alice = withScopes(application, "openid");
			assertThat(alice.call("purge", "{}").statusCode()).isEqualTo(200);
			assertThat(alice.request("prompts/get", "{\"name\":\"summary\"}").statusCode()).isEqualTo(403);
			assertThat(McpEndpoint.of(application).call("purge", "{}").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void listWhenFilteredThenShowsWhatTheCallerMayCallAndIsPrivate() {
		try (RunningApplication application = start(McpApplication.class, "identifiabl.mcp.tools-list=filter")) {
			HttpResponse<String> response = withScopes(application, "notes:read").request("tools/list", "{}");
			assertThat(McpApplications.tools(response)).containsOnlyKeys("readNotes", "administrate", "openVault",
					"hello");
			assertThat(McpEndpoint.result(response)).containsEntry("cacheScope", "private").containsEntry("ttlMs", 0L);
		}
	}

	@Test
	void callWhenUndeclaredToolsAreAllowedThenRuns(CapturedOutput output) {
		try (RunningApplication application = start(McpApplication.class, "identifiabl.mcp.undeclared-tools=allow")) {
			assertThat(McpEndpoint.text(withScopes(application, "openid").call("forgotten", "{}")))
				.isEqualTo("forgotten");
			assertThat(output).contains("Open to every authenticated caller, whatever its scopes:", "tool forgotten");
		}
	}

	@Test
	void startWhenToolsAreRefusedToEverybodyThenNamesThem(CapturedOutput output) {
		start(McpApplication.class).close();
		assertThat(output).contains(
				"Refused to everybody, since others of their kind declare scopes and these do not: ", "tool forgotten",
				"tool lookup");
	}

	@Test
	void callWhenNoToolIsDeclaredThenEveryAuthenticatedCallerMayCall(CapturedOutput output) {
		try (RunningApplication application = start(UndeclaredApplication.class)) {
			assertThat(output).contains("Open to every authenticated caller, whatever its scopes: tool plain.");
			assertThat(McpEndpoint.text(withScopes(application, "openid").call("plain", "{}"))).isEqualTo("plain");
			assertThat(McpEndpoint.of(application).call("plain", "{}").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void requestWhenTokenIsForAnotherResourceOfTheApplicationThenIsRefused() {
		try (RunningApplication application = start(McpApplication.class,
				"identifiabl.audiences=urn:api," + McpApplications.RESOURCE)) {
			HttpResponse<String> response = McpEndpoint.of(application)
				.as(issuer.token("alice").audience("urn:api").scopes("notes:read").sign())
				.initialize();
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(McpEndpoint.challenge(response)).startsWith("Bearer error=\"invalid_token\"");
			assertThat(RunningApplication.json(response)).containsEntry("code", "invalid_audience");
			String both = issuer.token("alice").audience("urn:api", McpApplications.RESOURCE).sign();
			assertThat(McpEndpoint.of(application).as(both).initialize().statusCode()).isEqualTo(200);
			String claim = issuer.token("alice").audience("urn:api").claim("resource", McpApplications.RESOURCE).sign();
			assertThat(McpEndpoint.of(application).as(claim).initialize().statusCode()).isEqualTo(401);
		}
	}

	@Test
	void challengeWhenResourceIsNotKnownThenNamesNoMetadata() {
		try (RunningApplication application = start(McpApplication.class, "identifiabl.mcp.resource=")) {
			HttpResponse<String> response = withScopes(application, "notes:read").call("purge", "{}");
			assertThat(McpEndpoint.challenge(response)).contains("scope=\"notes:write notes:purge notes:read\"")
				.doesNotContain("resource_metadata");
			assertThat(application.get("/.well-known/oauth-protected-resource/mcp").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void callWhenScopesAreConfiguredBesidesDeclaredThenNeedsBoth() {
		try (RunningApplication application = start(McpApplication.class,
				"identifiabl.tools.saveNote.scopes=notes:extra",
				"identifiabl.resources.[notes://by-id/{id}].scopes=notes:extra",
				"identifiabl.prompts.summary.scopes=notes:extra")) {
			McpEndpoint alice = withScopes(application, "notes:write", "notes:one", "notes:read");
			assertThat(McpEndpoint.challenge(alice.call("saveNote", "{\"text\":\"x\"}"))).contains("notes:extra");
			assertThat(McpEndpoint.challenge(alice.request("resources/read", "{\"uri\":\"notes://by-id/7\"}")))
				.contains("notes:extra");
			assertThat(McpEndpoint.challenge(alice.request("prompts/get", "{\"name\":\"summary\"}")))
				.contains("notes:extra");
		}
	}

	@Test
	void callWhenToolIsAddedWhileRunningThenIsGuardedByItsName() {
		try (RunningApplication application = start(McpApplication.class, "identifiabl.tools.late.scopes=late")) {
			McpSyncServer server = application.getBean(McpSyncServer.class);
			for (String name : new String[] { "late", "later" }) {
				server.addTool(new McpServerFeatures.SyncToolSpecification(
						Tool.builder(name, Map.of("type", "object")).build(),
						(exchange, request) -> CallToolResult.builder().addTextContent(name).build()));
			}
			assertThat(McpEndpoint.challenge(withScopes(application, "openid").call("late", "{}")))
				.contains("scope=\"late\"");
			McpEndpoint alice = withScopes(application, "late");
			assertThat(McpEndpoint.text(alice.call("late", "{}"))).isEqualTo("late");
			assertThat(alice.call("later", "{}").statusCode()).isEqualTo(403);
			assertThat(McpApplications.tools(alice.request("tools/list", "{}")).get("late"))
				.containsKey("securitySchemes");
		}
	}

	@Test
	void sessionsWhenNotBoundThenBelongToWhoeverKnowsThem() {
		try (RunningApplication application = start(McpApplication.class, "identifiabl.mcp.bind-sessions=false")) {
			McpEndpoint alice = withScopes(application, "notes:read");
			String bob = issuer.token("bob").audience("urn:api").scopes("notes:read").sign();
			assertThat(alice.as(bob).request("ping", "{}").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void callWhenBoundaryIsOffThenOnlyMethodSecurityGuards() {
		try (RunningApplication application = start(McpApplication.class, "identifiabl.mcp.enabled=false")) {
			HttpResponse<String> response = withScopes(application, "openid").call("readNotes", "{}");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(McpEndpoint.result(response)).containsEntry("isError", true);
		}
	}

	@Test
	void callWhenEndpointIsElsewhereThenIsGuardedThere() {
		try (RunningApplication application = start(McpApplication.class,
				"spring.ai.mcp.server.streamable-http.mcp-endpoint=/ai/tools")) {
			McpEndpoint alice = McpEndpoint.of(application)
				.as(issuer.token("alice").audience("urn:api").scopes("openid").sign());
			HttpResponse<String> response = alice.send(alice.builder("/ai/tools")
				.POST(BodyPublishers.ofString(
						"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"purge\"}}")));
			assertThat(response.statusCode()).isEqualTo(403);
			assertThat(application.get("/.well-known/oauth-protected-resource/ai/tools").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void callWhenApplicationHasAContextPathThenIsGuardedBelowIt() {
		try (RunningApplication application = start(McpApplication.class, "server.servlet.context-path=/app")) {
			McpEndpoint alice = McpEndpoint.of(application)
				.as(issuer.token("alice").audience("urn:api").scopes("openid").sign());
			HttpResponse<String> response = alice.send(alice.builder("/app/mcp")
				.POST(BodyPublishers.ofString(
						"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"purge\"}}")));
			assertThat(response.statusCode()).isEqualTo(403);
		}
	}

	@Test
	void callWhenServletHasAPathThenIsGuardedBelowIt() {
		try (RunningApplication application = start(McpApplication.class, "spring.mvc.servlet.path=/web",
				"identifiabl.mcp.mode=mixed")) {
			McpEndpoint stranger = McpEndpoint.of(application);
			HttpResponse<String> response = stranger.send(stranger.builder("/web/mcp")
				.POST(BodyPublishers.ofString(
						"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"purge\"}}")));
			assertThat(McpEndpoint.challenge(response)).contains("scope=\"notes:write notes:purge\"");
		}
	}

	@Test
	void callWhenChainOfTheApplicationLetsEverybodyInThenGateStillAsksForAToken() {
		try (RunningApplication application = start(OpenChainApplication.class)) {
			HttpResponse<String> response = McpEndpoint.of(application).call("hello", "{}");
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(McpEndpoint.challenge(response)).contains("resource_metadata=");
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(UndeclaredApplication.PlainTools.class)
	static class UndeclaredApplication {

		static class PlainTools {

			@McpTool(description = "Plain")
			String plain() {
				return "plain";
			}

		}

	}

	@Import(McpApplication.class)
	static class OpenChainApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
			http.csrf((csrf) -> csrf.disable());
			return http.build();
		}

	}

}
