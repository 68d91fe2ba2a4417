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
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may call what, and what a refused caller is told, over real HTTP.
 *
 * @author Identifiabl Contributors
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractToolBoundaryTests {

	private static final String METADATA = "resource_metadata=\"https://api.example.com"
			+ "/.well-known/oauth-protected-resource/mcp\"";

	private final TestIssuer issuer = TestIssuer.start();

	private final RunningApplication application;

	AbstractToolBoundaryTests(String setting) {
		this.application = McpApplications.start(McpApplication.class, this.issuer, setting,
				"identifiabl.mcp.whoami=true", "identifiabl.tools.lookup.scopes=words",
				"identifiabl.scopes.hierarchy=notes:all > notes:read");
	}

	@AfterAll
	void stop() {
		this.application.close();
		this.issuer.close();
	}

	@BeforeEach
	void clear() {
		this.application.getBean(McpApplication.Runs.class).clear();
	}

	private List<String> runs() {
		return this.application.getBean(McpApplication.Runs.class).getNames();
	}

	private McpEndpoint withScopes(String... scopes) {
		return McpEndpoint.of(this.application).as(token(scopes)).initialized();
	}

	private String token(String... scopes) {
		return this.issuer.token("alice").audience("urn:api").scopes(scopes).sign();
	}

	@Test
	void callWhenScopeIsGrantedThenRuns() {
		assertThat(McpEndpoint.text(withScopes("notes:read").call("readNotes", "{}"))).isEqualTo("notes of alice");
	}

	@Test
	void callWhenScopeIsImpliedThenRuns() {
		assertThat(McpEndpoint.text(withScopes("notes:all").call("openVault", "{}"))).isNotEqualTo("gold");
	}

	@Test
	void callWhenScopeIsMissingThenChallengesForItAndWhatIsGranted() {
		HttpResponse<String> response = withScopes("openid", "notes:read").call("saveNote", "{\"text\":\"snow\"}");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(McpEndpoint.challenge(response)).isEqualTo("Bearer error=\"insufficient_scope\", "
				+ "error_description=\"The access token does not have the scopes that this call needs\", "
				+ "scope=\"notes:write notes:read\", " + METADATA);
		assertThat(RunningApplication.json(response)).containsEntry("code", "insufficient_scope");
		assertThat(runs()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "saveNote, notes:write", "readNotes, notes:read", "purge, notes:write notes:purge",
			"countNotes, notes:count", "openVault, notes:read", "lookup, words" })
	void callWhenNoScopeIsGrantedThenChallengeNamesExactlyTheTools(String tool, String scopes) {
		HttpResponse<String> response = withScopes("openid").call(tool, "{}");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(McpEndpoint.challenge(response)).contains("scope=\"" + scopes + "\"");
		assertThat(runs()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "saveNote, notes:write, {\"text\":\"snow\"}", "purge, notes:write notes:purge, {}",
			"countNotes, notes:count, {}", "lookup, words, {\"text\":\"snow\"}", "hello, openid, {}",
			"readNotes, notes:all, {}" })
	void callWhenScopesAreGrantedThenRunsOnce(String tool, String scopes, String arguments) {
		HttpResponse<String> response = withScopes(scopes.split(" ")).call(tool, arguments);
		assertThat(McpEndpoint.result(response)).doesNotContainEntry("isError", true);
		assertThat(runs()).containsExactly(tool);
	}

	@Test
	void callWhenToolDeclaresNothingThenIsDeniedWithoutChallenge() {
		HttpResponse<String> response = withScopes("notes:read").call("forgotten", "{}");
		assertDenied(response);
	}

	@Test
	void callWhenThereIsNoSuchToolThenIsDenied() {
		assertDenied(withScopes("notes:read").call("SAVENOTE", "{}"));
	}

	private void assertDenied(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
		assertThat(RunningApplication.json(response)).containsEntry("code", "access_denied");
		assertThat(runs()).isEmpty();
	}

	@Test
	void callWhenNoTokenIsSentThenChallengesWithoutError() {
		HttpResponse<String> response = McpEndpoint.of(this.application).call("readNotes", "{}");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(McpEndpoint.challenge(response)).isEqualTo("Bearer " + METADATA);
	}

	@Test
	void callWhenMethodSecurityRefusesForARoleThenSaysNothingElse() {
		HttpResponse<String> response = withScopes("notes:read").call("administrate", "{}");
		assertThat(McpEndpoint.result(response)).containsEntry("isError", true).doesNotContainKey("_meta");
		assertThat(McpEndpoint.text(response)).isEqualTo("The caller may not make this call");
		assertThat(runs()).isEmpty();
	}

	@Test
	void callWhenSomethingInsideNeedsAScopeThenResultChallengesForIt() {
		HttpResponse<String> response = withScopes("notes:read").call("openVault", "{}");
		assertThat(McpEndpoint.result(response)).containsEntry("isError", true)
			.containsEntry("_meta",
					Map.of("mcp/www_authenticate", List.of("Bearer error=\"insufficient_scope\", "
							+ "error_description=\"The access token does not have the scopes that this call needs\", "
							+ "scope=\"vault notes:read\", " + METADATA)));
		assertThat(runs()).isEmpty();
	}

	@Test
	void callWhenClientIsChatGptThenChallengesInTheResult() {
		HttpResponse<String> response = withScopes("notes:read").with("User-Agent", "openai-mcp/1.0.0 (ChatGPT)")
			.call("saveNote", "{\"text\":\"snow\"}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(McpEndpoint.message(response)).containsEntry("jsonrpc", "2.0").containsEntry("id", "call-1");
		assertThat(McpEndpoint.result(response)).containsEntry("isError", true)
			.extractingByKey("_meta")
			.asString()
			.contains("mcp/www_authenticate")
			.contains("notes:write notes:read");
		assertThat(runs()).isEmpty();
	}

	@Test
	void callWhenClientIsChatGptAndNoScopeHelpsThenResultHasNoChallenge() {
		HttpResponse<String> response = withScopes("notes:read").with("User-Agent", "openai-mcp/1.0.0 (ChatGPT)")
			.call("forgotten", "{}");
		assertThat(McpEndpoint.result(response)).containsEntry("isError", true).doesNotContainKey("_meta");
	}

	@Test
	void callWhenModelSendsAnIdentityThenToolGetsTheCallers() {
		HttpResponse<String> response = withScopes("notes:write").call("saveNote",
				"{\"text\":\"snow\",\"identity\":{\"subject\":\"mallory\",\"issuer\":\"https://evil.example\"}}");
		assertThat(McpEndpoint.text(response)).isEqualTo("snow of alice");
	}

	@Test
	void callWhenModelSendsNonsenseForTheIdentityThenToolGetsTheCallers() {
		HttpResponse<String> response = withScopes("notes:write").call("saveNote",
				"{\"text\":\"snow\",\"identity\":[1,{\"@class\":\"java.lang.Runtime\"}]}");
		assertThat(McpEndpoint.text(response)).isEqualTo("snow of alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\":\"hello\"}", "{\"name\":\"hello\",\"arguments\":null}" })
	void callWhenThereAreNoArgumentsThenToolGetsTheCaller(String parameters) {
		HttpResponse<String> response = withScopes("openid").request("tools/call", parameters);
		assertThat(McpEndpoint.result(response)).doesNotContainEntry("isError", true);
		assertThat(McpEndpoint.text(response)).isEqualTo("hello alice");
	}

	@Test
	void listNeverShowsTheIdentity() {
		assertThat(tool("saveNote").get("inputSchema")).asString()
			.contains("text")
			.doesNotContain("identity", "issuer");
	}

	@Test
	void listAnnotatesToolsTwice() {
		List<Map<String, Object>> schemes = List.of(Map.of("type", "oauth2", "scopes", List.of("notes:write")));
		assertThat(tool("saveNote")).containsEntry("securitySchemes", schemes)
			.containsEntry("_meta", Map.of("securitySchemes", schemes));
	}

	@Test
	void listAnnotatesAlternativesAndToolsThatOneDoesNotOwn() {
		assertThat(tool("readNotes")).containsEntry("securitySchemes",
				List.of(Map.of("type", "oauth2", "scopes", List.of("notes:read")),
						Map.of("type", "oauth2", "scopes", List.of("notes:all"))));
		assertThat(tool("lookup")).containsEntry("securitySchemes",
				List.of(Map.of("type", "oauth2", "scopes", List.of("words"))));
	}

	private Map<String, Object> tool(String name) {
		return McpApplications.tools(withScopes("openid").request("tools/list", "{}")).getOrDefault(name, Map.of());
	}

	@Test
	void readWhenScopeIsGrantedThenRuns() {
		assertThat(withScopes("notes:read").request("resources/read", "{\"uri\":\"notes://all\"}").body())
			.contains("all notes");
		assertThat(withScopes("notes:one").request("resources/read", "{\"uri\":\"notes://by-id/7\"}").body())
			.contains("note 7");
	}

	@ParameterizedTest
	@CsvSource({ "resources/read, {\"uri\":\"notes://all\"}, notes:read",
			"resources/read, {\"uri\":\"notes://by-id/7\"}, notes:one",
			"resources/subscribe, {\"uri\":\"notes://by-id/7\"}, notes:one",
			"resources/unsubscribe, {\"uri\":\"notes://all\"}, notes:read",
			"prompts/get, {\"name\":\"summary\"}, notes:read" })
	void requestWhenScopeIsMissingThenChallengesForIt(String method, String parameters, String scope) {
		HttpResponse<String> response = withScopes("openid").request(method, parameters);
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(McpEndpoint.challenge(response)).contains("scope=\"" + scope + "\"");
		assertThat(runs()).isEmpty();
	}

	@Test
	void completeWhenPromptNeedsAScopeThenNeedsItToo() {
		String parameters = "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"summary\"},"
				+ "\"argument\":{\"name\":\"topic\",\"value\":\"s\"}}";
		assertThat(withScopes("openid").request("completion/complete", parameters).statusCode()).isEqualTo(403);
		assertThat(withScopes("notes:read").request("completion/complete", parameters).body()).contains("s!");
	}

	@Test
	void readWhenThereIsNoSuchResourceThenIsDenied() {
		assertDenied(withScopes("notes:read").request("resources/read", "{\"uri\":\"notes://by-id/7/8\"}"));
	}

	@Test
	void getPromptWhenScopeIsGrantedThenRuns() {
		HttpResponse<String> response = withScopes("notes:read").request("prompts/get",
				"{\"name\":\"summary\",\"arguments\":{\"topic\":\"snow\"}}");
		assertThat(McpEndpoint.result(response)).containsEntry("description", "snow");
	}

	@Test
	void whoAmITellsTheProfileUnderAnOpaqueId() {
		String token = this.issuer.token("alice")
			.audience("urn:api")
			.claim("email", "alice@example.com")
			.claim("name", "Alice")
			.sign();
		HttpResponse<String> response = McpEndpoint.of(this.application).as(token).initialized().call("whoami", "{}");
		assertThat(McpEndpoint.result(response)).extractingByKey("structuredContent")
			.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("name", "Alice")
			.containsEntry("email", "alice@example.com")
			.hasEntrySatisfying("id",
					(id) -> assertThat(id.toString()).matches("[A-Za-z0-9_-]{43}").doesNotContain("alice"));
		assertThat(tool("whoami")).extractingByKey("_meta").asString().contains("openai/profile=true");
	}

	@Test
	void controllerWhenScopeIsMissingThenChallengesWithTheScopeOfTheMethod() {
		HttpResponse<String> response = this.application.getAs(token("openid"), "/api/me");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(McpEndpoint.challenge(response)).contains("scope=\"notes:read\"");
		assertThat(this.application.getAs(token("notes:all"), "/api/me").statusCode()).isEqualTo(200);
	}

}
