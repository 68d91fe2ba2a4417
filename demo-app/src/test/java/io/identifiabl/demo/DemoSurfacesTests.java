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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One user, three surfaces: the app on a phone, Claude, and ChatGPT.
 *
 * @author Identifiabl Contributors
 */
class DemoSurfacesTests {

	private static final String READ_WRITE = "&scope=memories:read%20memories:write";

	private static final String ALL = READ_WRITE + "%20memories:delete";

	@SuppressWarnings("NullAway.Init")
	private static RunningDemo demo;

	@BeforeAll
	static void start() {
		demo = RunningDemo.start();
	}

	@AfterAll
	static void stop() {
		demo.close();
	}

	private static String token(String user, String scope) {
		return demo.curlToken("user=" + user + scope + "&resource=" + RunningDemo.MCP_RESOURCE);
	}

	private static String phoneToken(String user, String scope) {
		return demo.curlToken("user=" + user + scope);
	}

	private static ToolClient claude(String user, String scope) {
		return new ToolClient(demo, ToolClient.CLAUDE, token(user, scope));
	}

	private static ToolClient chatGpt(String user, String scope) {
		return new ToolClient(demo, ToolClient.CHATGPT, token(user, scope));
	}

	private static String text(HttpResponse<String> response) {
		return JsonPath.read(ToolClient.message(response), "$.result.content[0].text");
	}

	@Test
	void whatThePhoneSavesClaudeRecallsAndChatGptForgets() {
		String saved = demo.capture(phoneToken("alice", READ_WRITE), "{\"text\":\"By the sea\"}").body();
		String id = JsonPath.read(saved, "$.id");
		ToolClient claude = claude("alice", READ_WRITE);
		assertThat(JsonPath.<List<String>>read(text(claude.call("recallMemories", "{}")), "$[*].text"))
			.contains("By the sea");
		HttpResponse<String> forgotten = chatGpt("alice", ALL).call("forgetMemory", "{\"id\":\"" + id + "\"}");
		assertThat(text(forgotten)).isEqualTo("{\"forgotten\":\"" + id + "\"}");
		assertThat(demo.getAs(phoneToken("alice", READ_WRITE), "/api/memories").body()).doesNotContain(id);
	}

	@Test
	void whatClaudeSavesThePhoneShows() {
		HttpResponse<String> saved = claude("alice", READ_WRITE).call("saveMemory",
				"{\"text\":\"On the hill\",\"emotion\":\"calm\"}");
		String id = JsonPath.read(text(saved), "$.id");
		assertThat(demo.getAs(phoneToken("alice", READ_WRITE), "/api/memories").body()).contains(id, "On the hill",
				"calm");
	}

	@Test
	void nobodySeesOrForgetsWhatIsSomebodyElses() {
		String id = JsonPath.read(demo.capture(phoneToken("alice", READ_WRITE), "{\"text\":\"Secret\"}").body(),
				"$.id");
		ToolClient bob = claude("bob", ALL);
		assertThat(text(bob.call("recallMemories", "{}"))).startsWith("[").doesNotContain("Secret");
		assertThat(text(chatGpt("bob", ALL).call("recallMemories", "{}"))).startsWith("[").doesNotContain("Secret");
		assertThat(demo.getAs(phoneToken("bob", ALL), "/api/memories").body()).startsWith("[").doesNotContain("Secret");
		assertThat(text(bob.call("forgetMemory", "{\"id\":\"" + id + "\"}"))).startsWith("The user has no such memory");
		assertThat(delete(phoneToken("bob", ALL), id).statusCode()).isEqualTo(404);
		assertThat(demo.getAs(phoneToken("alice", READ_WRITE), "/api/memories").body()).contains(id);
	}

	@Test
	void phoneForgetsWithTheScopeOnly() {
		String id = JsonPath.read(demo.capture(phoneToken("alice", READ_WRITE), "{\"text\":\"Short\"}").body(), "$.id");
		HttpResponse<String> refused = delete(phoneToken("alice", READ_WRITE), id);
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.headers().firstValue("WWW-Authenticate")).get().asString().contains("memories:delete");
		assertThat(delete(phoneToken("alice", ALL), id).statusCode()).isEqualTo(204);
	}

	private static HttpResponse<String> delete(String token, String id) {
		return Http.send(demo.request("/api/memories/" + id).header("Authorization", "Bearer " + token).DELETE());
	}

	@Test
	void claudeIsAskedForMoreByStatus() {
		HttpResponse<String> refused = claude("alice", READ_WRITE).call("forgetMemory", "{}");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.headers().firstValue("WWW-Authenticate")).get()
			.asString()
			.contains("error=\"insufficient_scope\"", "scope=\"memories:delete memories:read memories:write\"",
					"resource_metadata=\"https://memories.example.com/.well-known/oauth-protected-resource/mcp\"");
	}

	@Test
	void chatGptIsAskedForMoreByResult() {
		HttpResponse<String> refused = chatGpt("alice", READ_WRITE).call("forgetMemory", "{}");
		assertThat(refused.statusCode()).isEqualTo(200);
		assertThat(JsonPath.<String>read(ToolClient.message(refused), "$.result._meta['mcp/www_authenticate'][0]"))
			.contains("error=\"insufficient_scope\"", "memories:delete");
	}

	@Test
	void modelNeverSeesNorChoosesTheIdentity() {
		ToolClient bob = claude("bob", READ_WRITE);
		assertThat(bob.list()).contains("securitySchemes", "saveMemory")
			.doesNotContain("principalType", "\"identity\"");
		bob.call("saveMemory",
				"{\"text\":\"Mine\",\"identity\":{\"issuer\":\"x\",\"subject\":\"alice\",\"userId\":\"alice\"}}");
		assertThat(demo.getAs(phoneToken("bob", READ_WRITE), "/api/memories").body()).contains("Mine");
		assertThat(demo.getAs(phoneToken("alice", READ_WRITE), "/api/memories").body()).doesNotContain("Mine");
	}

	@Test
	void unusableMemoryIsRefusedWithAReasonForTheModel() {
		HttpResponse<String> refused = claude("alice", READ_WRITE).call("saveMemory",
				"{\"text\":\"" + "x".repeat(2001) + "\"}");
		assertThat(JsonPath.<Boolean>read(ToolClient.message(refused), "$.result.isError")).isTrue();
		assertThat(text(refused)).contains("text size must be between 0 and 2000").doesNotContain("capture", "at io.");
	}

	@Test
	void idThatIsNoneIsRefusedForTheModel() {
		HttpResponse<String> refused = claude("alice", ALL).call("forgetMemory", "{\"id\":\"x\"}");
		assertThat(JsonPath.<Boolean>read(ToolClient.message(refused), "$.result.isError")).isTrue();
		assertThat(text(refused)).startsWith("The user has no such memory");
	}

	@Test
	void whoAmITellsTheAccountButNotTheUserId() {
		HttpResponse<String> profile = claude("alice", READ_WRITE).call("whoami", "{}");
		assertThat(JsonPath.<String>read(ToolClient.message(profile), "$.result.structuredContent.id")).hasSize(43)
			.doesNotContain("alice");
	}

	@Test
	void metadataLeadsToTheAuthorizationServer() {
		String metadata = demo.get("/.well-known/oauth-protected-resource/mcp").body();
		assertThat(JsonPath.<String>read(metadata, "$.resource")).isEqualTo(RunningDemo.MCP_RESOURCE);
		assertThat(JsonPath.<List<String>>read(metadata, "$.authorization_servers")).containsExactly(demo.getIssuer());
		assertThat(JsonPath.<List<String>>read(metadata, "$.scopes_supported")).containsExactly("memories:delete",
				"memories:read", "memories:write");
	}

	@Test
	void tokenForThePhoneIsNoneForTheTools() {
		HttpResponse<String> refused = Http.send(demo.request("/mcp")
			.header("Authorization", "Bearer " + phoneToken("alice", READ_WRITE))
			.POST(BodyPublishers.noBody()));
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.body()).contains("invalid_audience");
	}

	@Test
	void javaClientListsAndCalls() {
		HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport
			.builder(demo.request("").build().uri().toString())
			.requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token("alice", READ_WRITE)))
			.build();
		try (McpSyncClient client = McpClient.sync(transport).build()) {
			client.initialize();
			assertThat(client.listTools().tools()).extracting(Tool::name)
				.containsExactlyInAnyOrder("saveMemory", "recallMemories", "forgetMemory", "whoami");
			CallToolResult saved = client
				.callTool(new CallToolRequest("saveMemory", Map.of("text", "From Java"), null));
			assertThat(saved.isError()).isNotEqualTo(true);
		}
	}

}
