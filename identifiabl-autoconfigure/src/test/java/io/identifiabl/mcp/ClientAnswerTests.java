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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client answers to requests of the server, which the MCP server logs and repeats
 * in the answer to another message of the client.
 *
 * @author Identifiabl Contributors
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ClientAnswerTests {

	private static final String ROOTS_CHANGED = """
			{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}""";

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = McpApplications.start(RootsApplication.class, issuer);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	private static McpEndpoint alice(RunningApplication server) {
		return McpEndpoint.of(server).as(issuer.token("alice").audience("urn:api").sign()).initialized();
	}

	@Test
	void errorWhenItsMessageBreaksLinesThenIsLoggedInOne(CapturedOutput output) throws Exception {
		try (Requests requests = Requests.of(application, alice(application))) {
			CompletableFuture<HttpResponse<String>> notified = requests.client().sendAsync(ROOTS_CHANGED);
			HttpResponse<String> answered = requests.answer("roots/list",
					"\"error\":{\"code\":-1,\"message\":\"no\\r\\n2026-01-01 INFO forged\",\"data\":\"a\\nb\"}");
			assertThat(answered.statusCode()).isEqualTo(202);
			assertThat(notified.get().statusCode()).isEqualTo(202);
			assertThat(notified.get().body()).isEmpty();
		}
		assertThat(output).contains("no??2026-01-01 INFO forged");
		assertThat(output.getAll().lines()).noneMatch((line) -> line.startsWith("2026-01-01 INFO forged"));
	}

	@Test
	void errorWhenItsMessageIsLongThenIsShortened(CapturedOutput output) throws Exception {
		try (Requests requests = Requests.of(application, alice(application))) {
			CompletableFuture<HttpResponse<String>> notified = requests.client().sendAsync(ROOTS_CHANGED);
			requests.answer("roots/list", "\"error\":{\"code\":-1,\"message\":\"" + "x".repeat(100_000) + "\"}");
			assertThat(notified.get().statusCode()).isEqualTo(202);
		}
		assertThat(output).contains("x".repeat(500)).doesNotContain("x".repeat(501));
	}

	@ParameterizedTest
	@ValueSource(strings = { "'x\\r\\nforged'", "{'roots':'x\\r\\nforged'}", "{'roots':['x\\r\\nforged']}",
			"{'roots':[{'uri':'file:///a','name':{'x':'\\r\\nforged'}}]}",
			"{'roots':[],'nextCursor':['x\\r\\nforged']}", "{'roots':[],'_meta':'x\\r\\nforged'}",
			"{'roots':[{'uri':'file:///a','_meta':'x\\r\\nforged'}]}" })
	void resultWhenTheServerCouldNotReadItThenIsRefused(String result, CapturedOutput output) throws Exception {
		try (Requests requests = Requests.of(application, alice(application))) {
			CompletableFuture<HttpResponse<String>> notified = requests.client().sendAsync(ROOTS_CHANGED);
			String body = "\"result\":" + result.replace('\'', '"');
			String id = requests.next("roots/list");
			assertThat(requests.answerTo(id, body).statusCode()).isEqualTo(400);
			assertThat(requests.answerTo(id, "\"result\":{\"roots\":[]}").statusCode()).isEqualTo(202);
			assertThat(notified.get().statusCode()).isEqualTo(202);
		}
		assertThat(output.getAll().lines()).noneMatch((line) -> line.startsWith("forged"));
	}

	@Test
	void resultWhenItIsOneThenReachesTheApplication() throws Exception {
		try (Requests requests = Requests.of(application, alice(application))) {
			CompletableFuture<HttpResponse<String>> notified = requests.client().sendAsync(ROOTS_CHANGED);
			requests.answer("roots/list", "\"result\":{\"roots\":[{\"uri\":\"file:///home\\n\",\"name\":\"home\"}]}");
			assertThat(notified.get().statusCode()).isEqualTo(202);
		}
		assertThat(application.getBean(Roots.class).last).extracting(McpSchema.Root::uri)
			.containsExactly("file:///home\n");
	}

	// the server's own ping
	@Test
	void errorWhenItAnswersAPingThenIsLoggedInOneLine(CapturedOutput output) throws Exception {
		try (RunningApplication server = McpApplications.start(McpApplication.class, issuer,
				"spring.ai.mcp.server.streamable-http.keep-alive-interval=100ms");
				Requests requests = Requests.of(server, alice(server))) {
			requests.answer("ping", "\"error\":{\"code\":-1,\"message\":\"no\\r\\n2026-01-01 INFO forged\"}");
			while (!output.getAll().contains("2026-01-01 INFO forged")) {
				Thread.onSpinWait();
			}
		}
		assertThat(output).contains("no??2026-01-01 INFO forged");
		assertThat(output.getAll().lines()).noneMatch((line) -> line.startsWith("2026-01-01 INFO forged"));
	}

	// the application looks after its sessions itself
	@Test
	void responseWhenTheServerKnowsNoSuchSessionThenTellsSo() {
		try (RunningApplication server = McpApplications.start(McpApplication.class, issuer,
				"identifiabl.mcp.bind-sessions=false")) {
			McpEndpoint stranger = alice(server).with("Mcp-Session-Id", "gone");
			HttpResponse<String> response = stranger.post("{\"jsonrpc\":\"2.0\",\"id\":\"gone-0\",\"result\":{}}");
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(RunningApplication.json(response)).containsEntry("code", "session_not_found");
		}
	}

	/**
	 * The requests of a server, as its client sees them.
	 */
	private record Requests(McpEndpoint client, InputStream stream, BufferedReader reader) implements AutoCloseable {

		// a stream begins with its first event, for which somebody has to listen already
		static Requests of(RunningApplication server, McpEndpoint client) throws Exception {
			CompletableFuture<HttpResponse<InputStream>> stream = HttpClient.newHttpClient()
				.sendAsync(client.with("Accept", "text/event-stream").builder().GET().build(),
						BodyHandlers.ofInputStream());
			while (!stream.isDone()) {
				server.getBean(McpSyncServer.class).notifyToolsListChanged();
			}
			InputStream body = stream.get().body();
			return new Requests(client, body, new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
		}

		String next(String method) throws IOException {
			String line = this.reader.readLine();
			while (!line.startsWith("data:") || !line.contains("\"" + method + "\"")) {
				line = this.reader.readLine();
			}
			return line.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
		}

		HttpResponse<String> answer(String method, String member) throws IOException {
			return answerTo(next(method), member);
		}

		HttpResponse<String> answerTo(String id, String member) {
			return this.client.post("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\"," + member + "}");
		}

		@Override
		public void close() throws IOException {
			this.stream.close();
		}

	}

	static class Roots implements BiConsumer<McpSyncServerExchange, List<McpSchema.Root>> {

		private volatile List<McpSchema.Root> last = List.of();

		@Override
		public void accept(McpSyncServerExchange exchange, List<McpSchema.Root> roots) {
			this.last = roots;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(McpApplication.class)
	static class RootsApplication {

		@Bean
		Roots roots() {
			return new Roots();
		}

	}

}
