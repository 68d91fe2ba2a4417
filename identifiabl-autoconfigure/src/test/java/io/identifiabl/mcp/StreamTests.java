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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import io.modelcontextprotocol.server.McpSyncServer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that the MCP server has no answer for are answered at once, and no stream is
 * begun on which nothing can come. A test that fails waits for such a stream.
 *
 * @author Identifiabl Contributors
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class StreamTests {

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

	private static McpEndpoint alice(RunningApplication application) {
		return McpEndpoint.of(application)
			.as(issuer.token("alice").audience("urn:api").scopes("notes:read").sign())
			.initialized();
	}

	private static HttpResponse<String> send(McpEndpoint endpoint, String method) {
		return endpoint.send(endpoint.builder().method(method, BodyPublishers.noBody()));
	}

	// a stream begins with its first event, for which somebody has to listen already
	private static HttpResponse<InputStream> listen(RunningApplication application, McpEndpoint endpoint)
			throws Exception {
		HttpRequest request = endpoint.with("Accept", "text/event-stream").builder().GET().build();
		CompletableFuture<HttpResponse<InputStream>> stream = HttpClient.newHttpClient()
			.sendAsync(request, BodyHandlers.ofInputStream());
		while (!stream.isDone()) {
			application.getBean(McpSyncServer.class).notifyToolsListChanged();
		}
		return stream.get();
	}

	private static String firstEvent(HttpResponse<InputStream> stream) throws IOException {
		BufferedReader reader = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
		String line = reader.readLine();
		while (line != null && !line.startsWith("data:")) {
			line = reader.readLine();
		}
		return String.valueOf(line);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "tools/Call", "logging/unknown", "sampling/createMessage" })
	void requestWhenMethodIsUnknownThenIsAnErrorAtOnce(String method) {
		assertNotFound(alice(streamable).request(method, "{}"));
		assertNotFound(alice(stateless).request(method, "{}"));
	}

	// specified, and without a handler
	@Test
	void requestWhenServerDoesNotServeItThenIsAnErrorAtOnce() {
		assertNotFound(alice(streamable).request("resources/subscribe", "{\"uri\":\"notes://all\"}"));
		assertNotFound(alice(stateless).request("logging/setLevel", "{\"level\":\"info\"}"));
	}

	private static void assertNotFound(HttpResponse<String> response) {
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(McpEndpoint.message(response)).containsEntry("id", 7L)
			.extractingByKey("error")
			.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("code", -32601L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ping", "tools/list", "resources/list", "resources/templates/list", "prompts/list" })
	void requestWhenServerServesItThenIsAnswered(String method) {
		assertThat(McpEndpoint.result(alice(streamable).request(method, "{}"))).isNotNull();
		assertThat(McpEndpoint.result(alice(stateless).request(method, "{}"))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "DELETE", "PUT", "PATCH", "HEAD" })
	void requestWhenServerHasNoSessionsThenOnlyMessagesAreServed(String method) {
		HttpResponse<String> response = send(alice(stateless), method);
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).hasValue("POST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "PATCH", "HEAD" })
	void requestWhenMethodIsNotServedThenNamesThoseThatAre(String method) {
		HttpResponse<String> response = send(alice(streamable), method);
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST, DELETE");
	}

	@Test
	void deleteWhenItIsDisallowedThenIsNotServed() {
		try (RunningApplication application = McpApplications.start(McpApplication.class, issuer,
				"spring.ai.mcp.server.streamable-http.disallow-delete=true")) {
			HttpResponse<String> response = send(alice(application), "DELETE");
			assertThat(response.statusCode()).isEqualTo(405);
			assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST");
		}
	}

	@ParameterizedTest
	@CsvSource({ "GET", "DELETE" })
	void requestWhenItNamesNoSessionThenIsMalformed(String method) {
		HttpResponse<String> response = send(
				alice(streamable).with("Mcp-Session-Id", null).with("Accept", "text/event-stream"), method);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(RunningApplication.json(response)).containsEntry("code", "malformed_request");
	}

	@Test
	void streamWhenItIsResumedThenBringsWhatComesNext() throws Exception {
		HttpResponse<InputStream> stream = listen(streamable, alice(streamable).with("Last-Event-ID", "1"));
		assertThat(stream.statusCode()).isEqualTo(200);
		assertThat(firstEvent(stream)).contains("notifications/tools/list_changed");
		stream.body().close();
	}

	// the server would send nothing to it any more
	@Test
	void streamWhenTheNextOneBeginsThenIsOver() throws Exception {
		McpEndpoint alice = alice(streamable);
		HttpResponse<InputStream> earlier = listen(streamable, alice);
		HttpResponse<InputStream> later = listen(streamable, alice);
		assertThat(earlier.body().readAllBytes()).isNotEmpty();
		streamable.getBean(McpSyncServer.class).notifyToolsListChanged();
		assertThat(firstEvent(later)).contains("notifications/tools/list_changed");
		later.body().close();
	}

	// the server waits for the one who writes to it, and so would whoever deletes it
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void deleteWhenClientDoesNotReadThenSessionIsOverAtOnce(boolean bound) throws Exception {
		try (RunningApplication application = McpApplications.start(McpApplication.class, issuer,
				"identifiabl.mcp.bind-sessions=" + bound)) {
			assertThatSessionCanBeDeleted(application);
		}
	}

	private static void assertThatSessionCanBeDeleted(RunningApplication application) throws Exception {
		McpEndpoint alice = alice(application);
		try (Socket client = listenWithoutReading(alice)) {
			Thread writer = new Thread(() -> writeUntilItFails(application.getBean(McpSyncServer.class)));
			writer.setDaemon(true);
			writer.start();
			while (writer.getState() != Thread.State.TIMED_WAITING) {
				Thread.onSpinWait();
			}
			assertThat(alice.send(alice.builder().DELETE()).statusCode()).isEqualTo(200);
			assertThat(alice.request("ping", "{}").statusCode()).isEqualTo(404);
			assertThat(writer.getState()).isEqualTo(Thread.State.TIMED_WAITING);
			assertThat(client.isConnected()).isTrue();
		}
	}

	private static void writeUntilItFails(McpSyncServer server) {
		while (!Thread.interrupted()) {
			server.notifyToolsListChanged();
		}
	}

	private static Socket listenWithoutReading(McpEndpoint endpoint) throws IOException {
		HttpRequest request = endpoint.with("Accept", "text/event-stream").builder().GET().build();
		StringBuilder text = new StringBuilder("GET /mcp HTTP/1.1\r\nHost: localhost\r\n");
		request.headers()
			.map()
			.forEach((name, values) -> text.append(name).append(": ").append(values.get(0)).append("\r\n"));
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), request.uri().getPort()));
		socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	@Test
	void shutdownWhenStreamsAreOpenThenWaitsForNone(CapturedOutput output) throws Exception {
		RunningApplication application = McpApplications.start(McpApplication.class, issuer, "server.shutdown=graceful",
				"logging.level.org.springframework.boot=info");
		McpEndpoint alice = alice(application);
		try (InputStream stream = listen(application, alice).body()) {
			alice.request("nonsense", "{}");
			application.close();
			assertThat(stream.readAllBytes()).isNotEmpty();
		}
		assertThat(output).contains("Graceful shutdown complete").doesNotContain("Graceful shutdown aborted");
	}

}
