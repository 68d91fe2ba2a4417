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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server in which some tools need no user: clients sign in when a tool asks for it.
 *
 * @author Identifiabl Contributors
 */
class MixedModeTests {

	private static final String CHATGPT = "openai-mcp/1.0.0 (ChatGPT)";

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = McpApplications.start(McpApplication.class, issuer, "identifiabl.mcp.mode=mixed",
				"identifiabl.mcp.scopes=notes:read");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@BeforeEach
	void clear() {
		application.getBean(McpApplication.Runs.class).clear();
	}

	private static McpEndpoint stranger() {
		return McpEndpoint.of(application).initialized();
	}

	private static String token() {
		return issuer.token("alice").audience("urn:api").scopes("notes:read").sign();
	}

	@Test
	void callWhenToolIsPublicThenNeedsNoToken() {
		assertThat(McpEndpoint.text(stranger().call("hello", "{}"))).isEqualTo("hello stranger");
	}

	@Test
	void callWhenToolIsPublicAndTokenIsSentThenToolKnowsTheUser() {
		McpEndpoint alice = McpEndpoint.of(application).as(token()).initialized();
		assertThat(McpEndpoint.text(alice.call("hello", "{}"))).isEqualTo("hello alice");
	}

	@Test
	void callWhenToolNeedsAScopeThenChallengesForItWithoutError() {
		HttpResponse<String> response = stranger().call("saveNote", "{\"text\":\"snow\"}");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(McpEndpoint.challenge(response))
			.startsWith("Bearer scope=\"notes:write notes:read\", resource_metadata=");
		assertThat(RunningApplication.json(response)).containsEntry("code", "missing_token");
		assertThat(application.getBean(McpApplication.Runs.class).getNames()).isEmpty();
	}

	@Test
	void callWhenClientIsChatGptThenChallengesInTheResult() {
		HttpResponse<String> response = stranger().with("User-Agent", CHATGPT).call("readNotes", "{}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(McpEndpoint.result(response)).containsEntry("isError", true)
			.extractingByKey("_meta")
			.asString()
			.contains("error=\"insufficient_scope\"", "error_description=", "scope=\"notes:read\"",
					"resource_metadata=");
	}

	@Test
	void callWhenUserSignsInLaterThenSessionGoesOn() {
		McpEndpoint stranger = stranger();
		assertThat(stranger.call("readNotes", "{}").statusCode()).isEqualTo(401);
		assertThat(McpEndpoint.text(stranger.as(token()).call("readNotes", "{}"))).isEqualTo("notes of alice");
	}

	@Test
	void callWhenSomebodyElseSignedInThenSessionIsNotFound() {
		McpEndpoint stranger = stranger();
		stranger.as(token()).request("ping", "{}");
		String mallory = issuer.token("mallory").audience("urn:api").scopes("notes:read").sign();
		assertThat(stranger.as(mallory).request("ping", "{}").statusCode()).isEqualTo(404);
		assertThat(stranger.request("ping", "{}").statusCode()).isEqualTo(404);
	}

	@Test
	void callWhenToolDeclaresNothingThenIsDenied() {
		assertThat(stranger().call("forgotten", "{}").statusCode()).isEqualTo(403);
	}

	@Test
	void callWhenTokenIsBadThenIsRefusedEvenForAPublicTool() {
		String foreign = issuer.token("alice").audience("urn:other").sign();
		assertThat(McpEndpoint.of(application).as(foreign).call("hello", "{}").statusCode()).isEqualTo(401);
	}

	@Test
	void listSaysWhichToolsNeedNoUser() {
		Map<String, Map<String, Object>> tools = McpApplications.tools(stranger().request("tools/list", "{}"));
		assertThat(tools.get("hello")).containsEntry("securitySchemes", List.of(Map.of("type", "noauth")));
		assertThat(tools.get("saveNote")).containsEntry("securitySchemes",
				List.of(Map.of("type", "oauth2", "scopes", List.of("notes:write"))));
	}

	@Test
	void initializeWhenStrangersOfAnAddressStartedManyThenOnlyUsersMay() {
		try (RunningApplication crowded = McpApplications.start(McpApplication.class, issuer,
				"identifiabl.mcp.mode=mixed")) {
			McpEndpoint alice = McpEndpoint.of(crowded).as(token()).initialized();
			McpEndpoint stranger = McpEndpoint.of(crowded).initialized();
			for (int i = 1; i < McpSessions.MAX_SESSIONS_OF_ADDRESS; i++) {
				assertThat(McpEndpoint.of(crowded).initialize().statusCode()).isEqualTo(200);
			}
			HttpResponse<String> refused = McpEndpoint.of(crowded).initialize();
			assertThat(refused.statusCode()).isEqualTo(429);
			assertThat(RunningApplication.json(refused)).containsEntry("code", "rate_limited");
			assertThat(refused.headers().firstValue("Retry-After")).isPresent();
			assertThat(stranger.request("ping", "{}").statusCode()).isEqualTo(200);
			assertThat(alice.request("ping", "{}").statusCode()).isEqualTo(200);
			assertThat(McpEndpoint.of(crowded).as(token()).initialize().statusCode()).isEqualTo(200);
			stranger.send(stranger.builder().DELETE());
			assertThat(McpEndpoint.of(crowded).initialize().statusCode()).isEqualTo(200);
		}
	}

	@Test
	void otherPathsStillNeedAToken() {
		assertThat(application.get("/api/me").statusCode()).isEqualTo(401);
	}

}
