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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.identifiabl.testapp.McpEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the large clients need, and what an attacker tries.
 *
 * @author Identifiabl Contributors
 */
final class ClientRequirements {

	private static final String CHATGPT = "openai-mcp/1.0.0 (ChatGPT)";

	private static final String PURGE = """
			{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"purge","arguments":{}}}""";

	private ClientRequirements() {
	}

	static List<Requirement> clients() {
		return List.of(
				new Requirement("Claude connectors",
						"a call without sufficient scopes is a 403 `insufficient_scope`, never a " + "result", "**no**",
						(server) -> assertThat(server.withScopes("openid").call("purge", "{}").statusCode())
							.isEqualTo(403)),
				new Requirement("Claude connectors", "where some tools are public, a protected one is a 401", "none",
						(server) -> assertThat(server.mixedStranger().call("purge", "{}").statusCode()).isEqualTo(401)),
				new Requirement("OpenAI Apps SDK", "`securitySchemes` on each tool, and the same in its `_meta`",
						"none", ClientRequirements::checkSecuritySchemes),
				new Requirement("OpenAI Apps SDK",
						"a refused call is a result with `_meta[\"mcp/www_authenticate\"]` that has "
								+ "both `error` and `error_description`",
						"none", ClientRequirements::checkToolResult),
				new Requirement("OpenAI Apps SDK", "no challenge where no scope would help", "not applicable",
						(server) -> assertThat(McpEndpoint
							.result(server.withScopes("openid").with("User-Agent", CHATGPT).call("forgotten", "{}")))
							.containsEntry("isError", true)
							.doesNotContainKey("_meta")),
				new Requirement("OpenAI Apps SDK", "a profile tool marked `openai/profile` with an opaque, stable id",
						"none", ClientRequirements::checkProfile));
	}

	private static void checkSecuritySchemes(RequirementServer server) {
		List<Map<String, Object>> schemes = List
			.of(Map.of("type", "oauth2", "scopes", List.of("notes:write", "notes:purge")));
		assertThat(McpApplications.tools(server.withScopes("openid").request("tools/list", "{}")).get("purge"))
			.containsEntry("securitySchemes", schemes)
			.containsEntry("_meta", Map.of("securitySchemes", schemes));
	}

	private static void checkToolResult(RequirementServer server) {
		HttpResponse<String> response = server.withScopes("openid").with("User-Agent", CHATGPT).call("purge", "{}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(McpEndpoint.result(response)).containsEntry("isError", true)
			.extractingByKey("_meta")
			.asString()
			.contains("mcp/www_authenticate", "error=\"insufficient_scope\"", "error_description=\"");
	}

	private static void checkProfile(RequirementServer server) {
		assertThat(McpApplications.tools(server.withScopes("openid").request("tools/list", "{}")).get("whoami"))
			.extractingByKey("_meta")
			.asString()
			.contains("openai/profile=true");
		String first = server.withScopes("openid").call("whoami", "{}").body();
		assertThat(first).contains("structuredContent").doesNotContain("alice@");
	}

	static List<Requirement> attacks() {
		return List.of(
				attack("keys that are there twice (`method`, `params`, `name`)", "**runs the tool**", 400,
						(endpoint) -> endpoint.post(PURGE.replace("\"name\":", "\"name\":\"hello\",\"name\":"))),
				attack("escapes in names (`\\u0070urge`)", "**runs the tool**", 403,
						(endpoint) -> endpoint.post(PURGE.replace("purge", "\\u0070urge"))),
				attack("`Content-Type: text/plain`", "**runs the tool**", 400,
						(endpoint) -> endpoint.with("Content-Type", "text/plain").post(PURGE)),
				attack("a body in UTF-16", "**runs the tool**", 400,
						(endpoint) -> endpoint.with("Content-Type", "application/json;charset=UTF-16LE")
							.post(PURGE.getBytes(StandardCharsets.UTF_16LE))),
				attack("an encoded path (`/%6dcp`)", "**runs the tool**", 403,
						(endpoint) -> endpoint.send(endpoint.builder("/%6dcp").POST(BodyPublishers.ofString(PURGE)))),
				attack("a batch", "refuses", 400, (endpoint) -> endpoint.post("[" + PURGE + "]")),
				attack("a second message behind the first", "refuses", 400, (endpoint) -> endpoint.post(PURGE + PURGE)),
				attack("a byte order mark", "refuses", 400, (endpoint) -> endpoint.post("\ufeff" + PURGE)),
				attack("a header that names another tool", "ignores the header", 400,
						(endpoint) -> endpoint.with("Mcp-Name", "hello").post(PURGE)));
	}

	private static Requirement attack(String text, String peer, int status, Attack attack) {
		return new Requirement(status + " here", text, peer, (server) -> {
			server.takeRuns();
			HttpResponse<String> response = attack.send(server.withScopes("openid"));
			assertThat(response.statusCode()).isEqualTo(status);
			assertThat(server.takeRuns()).isEmpty();
		});
	}

	private interface Attack {

		HttpResponse<String> send(McpEndpoint endpoint);

	}

}
