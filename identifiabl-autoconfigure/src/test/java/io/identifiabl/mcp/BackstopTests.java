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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.authorization.MethodSecurityAnnotations;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.web.ProtectedResource;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * What the server itself would run, with nothing in front of it: as if a message had got
 * past the gate.
 *
 * @author Identifiabl Contributors
 */
class BackstopTests {

	private static final Tool TOOL = Tool.builder("readNotes", Map.of("type", "object")).build();

	private static TestIssuer issuer;

	private static RunningApplication streamable;

	private static RunningApplication stateless;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		streamable = McpApplications.start(McpApplication.class, issuer);
		stateless = McpApplications.start(McpApplication.class, issuer, "spring.ai.mcp.server.protocol=STATELESS");
	}

	@AfterAll
	static void stop() {
		stateless.close();
		streamable.close();
		issuer.close();
	}

	@AfterEach
	void logOut() {
		SecurityContextHolder.clearContext();
		streamable.getBean(McpApplication.Runs.class).clear();
		stateless.getBean(McpApplication.Runs.class).clear();
	}

	private static void logIn(String... scopes) {
		String[] authorities = List.of(scopes).stream().map((scope) -> "SCOPE_" + scope).toArray(String[]::new);
		SecurityContextHolder.getContext()
			.setAuthentication(new TestingAuthenticationToken("alice", null, authorities));
	}

	private static List<String> runs() {
		List<String> runs = new ArrayList<>(streamable.getBean(McpApplication.Runs.class).getNames());
		runs.addAll(stateless.getBean(McpApplication.Runs.class).getNames());
		return runs;
	}

	private static <T> T find(RunningApplication application, String list, String name, Class<T> type) {
		return ((List<?>) application.getContext().getBean(list, List.class)).stream()
			.map(type::cast)
			.filter((specification) -> specification.toString().contains("=" + name + ","))
			.findFirst()
			.orElseThrow();
	}

	private static List<CallToolResult> call(String tool) {
		McpServerFeatures.SyncToolSpecification first = find(streamable, "toolSpecs", tool,
				McpServerFeatures.SyncToolSpecification.class);
		McpStatelessServerFeatures.SyncToolSpecification second = find(stateless, "toolSpecs", tool,
				McpStatelessServerFeatures.SyncToolSpecification.class);
		CallToolRequest request = new CallToolRequest(tool, Map.of(), null);
		return List.of(first.callHandler().apply(null, request),
				second.callHandler().apply(McpTransportContext.EMPTY, request));
	}

	@ParameterizedTest
	@ValueSource(strings = { "purge", "readNotes", "countNotes", "hello", "forgotten", "openVault" })
	void toolWhenNobodyIsAuthenticatedThenNeverRuns(String tool) {
		assertThat(call(tool)).allSatisfy((result) -> assertThat(result.isError()).isTrue());
		assertThat(runs()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "purge", "readNotes", "countNotes", "forgotten", "openVault" })
	void toolWhenScopeIsMissingThenNeverRuns(String tool) {
		logIn("openid");
		assertThat(call(tool)).allSatisfy((result) -> assertThat(result.isError()).isTrue());
		assertThat(runs()).isEmpty();
	}

	@Test
	void toolWhenScopeIsGrantedThenRuns() {
		logIn("notes:write", "notes:purge");
		assertThat(call("purge")).allSatisfy((result) -> assertThat(result.isError()).isNotEqualTo(true));
		assertThat(runs()).containsExactly("purge", "purge");
	}

	@Test
	void toolWhenScopeIsMissingThenResultHasTheChallenge() {
		logIn("openid");
		assertThat(call("purge")).allSatisfy((result) -> assertThat(result.meta().toString())
			.contains("mcp/www_authenticate", "scope=\"notes:write notes:purge\""));
	}

	@Test
	void resourceWhenScopeIsMissingThenIsNeverRead() {
		logIn("openid");
		McpServerFeatures.SyncResourceSpecification first = find(streamable, "resourceSpecs", "notes://all",
				McpServerFeatures.SyncResourceSpecification.class);
		McpStatelessServerFeatures.SyncResourceSpecification second = find(stateless, "resourceSpecs", "notes://all",
				McpStatelessServerFeatures.SyncResourceSpecification.class);
		ReadResourceRequest request = new ReadResourceRequest("notes://all", null);
		assertRefused(() -> first.readHandler().apply(null, request));
		assertRefused(() -> second.readHandler().apply(McpTransportContext.EMPTY, request));
	}

	@Test
	void templateWhenScopeIsMissingThenIsNeverRead() {
		logIn("notes:read");
		McpServerFeatures.SyncResourceTemplateSpecification first = find(streamable, "resourceTemplateSpecs",
				"notes://by-id/{id}", McpServerFeatures.SyncResourceTemplateSpecification.class);
		McpStatelessServerFeatures.SyncResourceTemplateSpecification second = find(stateless, "resourceTemplateSpecs",
				"notes://by-id/{id}", McpStatelessServerFeatures.SyncResourceTemplateSpecification.class);
		ReadResourceRequest request = new ReadResourceRequest("notes://by-id/7", null);
		assertRefused(() -> first.readHandler().apply(null, request));
		assertRefused(() -> second.readHandler().apply(McpTransportContext.EMPTY, request));
	}

	@Test
	void promptWhenScopeIsMissingThenIsNeverGot() {
		logIn("openid");
		McpServerFeatures.SyncPromptSpecification first = find(streamable, "promptSpecs", "summary",
				McpServerFeatures.SyncPromptSpecification.class);
		McpStatelessServerFeatures.SyncPromptSpecification second = find(stateless, "promptSpecs", "summary",
				McpStatelessServerFeatures.SyncPromptSpecification.class);
		GetPromptRequest request = new GetPromptRequest("summary", Map.of(), null);
		assertRefused(() -> first.promptHandler().apply(null, request));
		assertRefused(() -> second.promptHandler().apply(McpTransportContext.EMPTY, request));
	}

	@Test
	void completionWhenScopeOfThePromptIsMissingThenIsNeverMade() {
		logIn("openid");
		McpServerFeatures.SyncCompletionSpecification first = (McpServerFeatures.SyncCompletionSpecification) streamable
			.getContext()
			.getBean("completionSpecs", List.class)
			.get(0);
		McpStatelessServerFeatures.SyncCompletionSpecification second = (McpStatelessServerFeatures.SyncCompletionSpecification) stateless
			.getContext()
			.getBean("completionSpecs", List.class)
			.get(0);
		CompleteRequest request = CompleteRequest
			.builder(new PromptReference("summary"), new CompleteRequest.CompleteArgument("topic", "s"))
			.build();
		assertRefused(() -> first.completionHandler().apply(null, request));
		assertRefused(() -> second.completionHandler().apply(McpTransportContext.EMPTY, request));
	}

	@Test
	void toolWhenCallerIsNotKnownToBeOfThisResourceThenNeverRuns() {
		logIn("notes:read");
		OperationBackstop backstop = backstop(McpApplications.RESOURCE, null);
		CallToolResult result = backstop.call(TOOL, new CallToolRequest("readNotes", Map.of(), null), null,
				(request) -> fail("has run"));
		assertThat(result.isError()).isTrue();
		assertThat(result.content().toString()).contains("was not issued for this resource");
	}

	@Test
	void toolWhenSessionIsNotTheCallersThenNeverRuns() {
		logIn("notes:read");
		McpSyncServerExchange exchange = exchange("s");
		OperationBackstop backstop = backstop(null, sessions("s", "bob"));
		CallToolResult result = backstop.call(TOOL, new CallToolRequest("readNotes", Map.of(), null), exchange,
				(request) -> fail("has run"));
		assertThat(result.content().toString()).contains("There is no such session of the caller");
	}

	@Test
	void toolWhenSessionIsTheCallersThenRuns() {
		logIn("notes:read");
		CallToolResult result = backstop(null, sessions("s", "alice")).call(TOOL,
				new CallToolRequest("readNotes", Map.of(), null), exchange("s"),
				(request) -> CallToolResult.builder().addTextContent("notes").build());
		assertThat(result.content().toString()).contains("notes");
	}

	@Test
	void promptWhenSessionIsNotTheCallersThenIsNeverGot() {
		logIn("notes:read");
		OperationBackstop backstop = backstop(null, sessions("s", "bob"));
		assertThatExceptionOfType(McpError.class)
			.isThrownBy(() -> backstop.get(ProtectedOperation.prompt("summary"),
					new GetPromptRequest("summary", Map.of(), null), exchange("s"), () -> fail("has run")))
			.withMessage("There is no such session of the caller");
	}

	private static McpSyncServerExchange exchange(String sessionId) {
		return new McpSyncServerExchange(
				new McpAsyncServerExchange(sessionId, null, null, null, McpTransportContext.EMPTY));
	}

	private static SessionBinding sessions(String sessionId, String owner) {
		SessionBinding sessions = new SessionBinding(new McpSessions(System::nanoTime), true, (caller) -> null,
				(event) -> {
				});
		sessions.bind(sessionId, new TestingAuthenticationToken(owner, null, "ROLE_USER"), "192.0.2.1");
		return sessions;
	}

	private static OperationBackstop backstop(@Nullable String audience, @Nullable SessionBinding sessions) {
		McpSettings settings = new McpSettings((request) -> true, List.of("POST"),
				ProtectedResource.of(McpApplications.RESOURCE, List.of()), audience, true, ChallengeForm.AUTO, true,
				false, 1000);
		McpBoundary boundary = new McpBoundary(settings, new GrantedScopes(ScopeHierarchy.none()), new InnerDenials(),
				McpAudit.withDefaults(), new MethodSecurityAnnotations(null),
				new SpringAuthorizationEventPublisher(streamable.getContext()), new McpRoutes(List::of), sessions);
		boundary.setRules(new DeclaredOperations(), false);
		return boundary.createBackstop(() -> new IdentityParameters(List.of()));
	}

	private static void assertRefused(Supplier<?> call) {
		assertThatExceptionOfType(McpError.class).isThrownBy(call::get)
			.withMessage("The access token does not have the scopes that this call needs");
		assertThat(runs()).isEmpty();
	}

}
