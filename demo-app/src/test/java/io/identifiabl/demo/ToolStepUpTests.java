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

package io.identifiabl.demo;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that registered themselves with what the first challenge told them, and need
 * more later. An authorization server binds a client to the scopes that it registered.
 *
 * @author Identifiabl Contributors
 */
class ToolStepUpTests {

	private static final List<String> FIRST = List.of("memories:read", "memories:write");

	private final Browser alice = new Browser("alice");

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					# as it is: the challenge names none and the metadata all
					-                                                                | memories:delete memories:read memories:write
					# the challenge names all
					identifiabl.mcp.scopes=memories:read,memories:write,memories:delete | memories:read memories:write memories:delete
					# neither names any, so that the client registers for all and asks for the server's default
					identifiabl.mcp.scopes-supported=                                | ''
					""")
	void clientThatRegisteredItselfStepsUp(String property, String registered) {
		try (RunningDemo demo = (property != null) ? RunningDemo.start(property) : RunningDemo.start()) {
			RegisteringClient client = register(demo, registered);
			HttpResponse<String> page = this.alice.visit(client.authorizationRequest());
			assertThat(Browser.offeredScopes(page)).containsAll(FIRST);
			ToolClient before = use(demo, client, this.alice.consent(page, FIRST));
			HttpResponse<String> saved = before.call("saveMemory", "{\"text\":\"A first step\"}");
			String memory = JsonPath.read(text(saved), "$.id");

			HttpResponse<String> refused = before.call("forgetMemory", "{\"id\":\"" + memory + "\"}");
			assertThat(refused.statusCode()).isEqualTo(403);
			assertThat(challenge(refused)).contains("error=\"insufficient_scope\"");

			HttpResponse<String> again = this.alice
				.visit(client.asking("scope", scope(challenge(refused))).authorizationRequest());
			assertThat(Browser.offeredScopes(again)).containsExactly("memories:delete");
			ToolClient after = use(demo, client, this.alice.consent(again, List.of("memories:delete")));
			assertThat(text(after.call("forgetMemory", "{\"id\":\"" + memory + "\"}"))).contains("forgotten");
		}
	}

	@Test
	void clientThatRegisteredWithTheBasicScopeOnlyCannotStepUp() {
		try (RunningDemo demo = RunningDemo.start("identifiabl.mcp.scopes=memories:read")) {
			RegisteringClient client = register(demo, "memories:read");
			HttpResponse<String> page = this.alice.visit(client.authorizationRequest());
			ToolClient tools = use(demo, client, this.alice.consent(page, List.of("memories:read")));
			String challenge = challenge(tools.call("saveMemory", "{\"text\":\"x\"}"));
			assertThat(client.asking("scope", scope(challenge)).authorize(this.alice)).containsEntry("error",
					"invalid_scope");
		}
	}

	private static RegisteringClient register(RunningDemo demo, String expectedScope) {
		String challenge = challenge(Http.send(demo.request("/mcp").POST(BodyPublishers.noBody())));
		String metadata = demo.get(URI.create(parameter(challenge, "resource_metadata")).getPath()).body();
		String named = scope(challenge);
		String scope = named.isEmpty() ? String.join(" ", supported(metadata)) : named;
		assertThat(scope).isEqualTo(expectedScope);
		String resource = JsonPath.read(metadata, "$.resource");
		String issuer = JsonPath.read(metadata, "$.authorization_servers[0]");
		return RegisteringClient.withScope(issuer, scope).asking("resource", resource).redeeming("resource", resource);
	}

	private static List<String> supported(String metadata) {
		Map<String, Object> document = JsonPath.read(metadata, "$");
		return document.containsKey("scopes_supported") ? JsonPath.read(metadata, "$.scopes_supported") : List.of();
	}

	private static ToolClient use(RunningDemo demo, RegisteringClient client, HttpResponse<String> redirect) {
		HttpResponse<String> token = client.redeem(RegisteringClient.code(client.callback(redirect)));
		return new ToolClient(demo, ToolClient.CLAUDE, JsonPath.read(token.body(), "$.access_token"));
	}

	private static String challenge(HttpResponse<String> response) {
		return response.headers().firstValue("WWW-Authenticate").orElseThrow();
	}

	private static String scope(String challenge) {
		return parameter(challenge, "scope");
	}

	private static String parameter(String challenge, String name) {
		Matcher matcher = Pattern.compile("[ ,]" + name + "=\"([^\"]*)\"").matcher(challenge);
		return matcher.find() ? matcher.group(1) : "";
	}

	private static String text(HttpResponse<String> response) {
		return JsonPath.read(ToolClient.message(response), "$.result.content[0].text");
	}

}
