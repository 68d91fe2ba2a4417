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

package io.identifiabl.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SubscribeRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EverythingServer}, with the client of the Java SDK.
 *
 * @author Identifiabl Contributors
 */
class EverythingServerTests {

	private final List<ElicitFormRequest> elicitations = new ArrayList<>();

	@Test
	void openServerHasToolsThatTalkToTheClient() throws IOException {
		try (ConfigurableApplicationContext server = start("--spring.profiles.active=open");
				McpSyncClient client = client(server, "")) {
			client.initialize();
			assertThat(client.listTools().tools()).extracting(Tool::name)
				.contains("test_simple_text", "test_elicitation_sep1330_enums", "json_schema_2020_12_tool");
			assertThat(call(client, "test_simple_text", Map.of()))
				.isEqualTo("This is a simple text response for testing.");
			assertThat(call(client, "test_sampling", Map.of("prompt", "ping"))).isEqualTo("LLM response: pong");
			assertThat(call(client, "test_elicitation_sep1034_defaults", Map.of()))
				.isEqualTo("Elicitation completed: action=ACCEPT, content={name=Jane}");
			assertThat(this.elicitations).singleElement()
				.satisfies((request) -> assertThat(request.requestedSchema()).extractingByKey("properties")
					.asString()
					.contains("default=John Doe"));
			client.subscribeResource(SubscribeRequest.builder("test://watched-resource").build());
		}
	}

	@Test
	void protectedServerDemandsTokenThatItWrote(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("token");
		try (ConfigurableApplicationContext server = start("--conformance.token-file=" + file)) {
			try (McpSyncClient client = client(server, "")) {
				assertThatExceptionOfType(RuntimeException.class).isThrownBy(client::initialize)
					.havingRootCause()
					.isInstanceOfSatisfying(McpHttpClientTransportAuthorizationException.class,
							(ex) -> assertThat(ex.getResponseInfo().statusCode()).isEqualTo(401));
			}
			try (McpSyncClient client = client(server, Files.readString(file))) {
				client.initialize();
				assertThat(call(client, "test_simple_text", Map.of()))
					.isEqualTo("This is a simple text response for testing.");
			}
		}
	}

	private static ConfigurableApplicationContext start(String argument) throws IOException {
		return EverythingServer.run("--server.port=" + findPort(), "--logging.level.root=warn", argument);
	}

	// the server's own address is in its configuration, so it has to be known before
	private static int findPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private McpSyncClient client(ConfigurableApplicationContext server, String token) {
		HttpRequest.Builder requests = HttpRequest.newBuilder();
		if (!token.isEmpty()) {
			requests.header("Authorization", "Bearer " + token);
		}
		HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport
			.builder("http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port"))
			.requestBuilder(requests)
			.build();
		return McpClient.sync(transport)
			.capabilities(ClientCapabilities.builder().sampling().elicitation().build())
			.sampling((request) -> CreateMessageResult.builder(Role.ASSISTANT, "pong", "model").build())
			.elicitation((request) -> {
				this.elicitations.add(request);
				return ElicitResult.builder(ElicitResult.Action.ACCEPT).content(Map.of("name", "Jane")).build();
			})
			.build();
	}

	private static String call(McpSyncClient client, String tool, Map<String, Object> arguments) {
		return ((TextContent) client.callTool(CallToolRequest.builder(tool).arguments(arguments).build())
			.content()
			.get(0)).text();
	}

}
