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

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;

/**
 * The client of the MCP Java SDK. It leaves the arguments of a call out where there are
 * none.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SdkClient {

	private SdkClient() {
	}

	/**
	 * Call a tool that has no arguments, and print what it says.
	 * @param args the URL of the endpoint, an access token for it, and the name of the
	 * tool
	 */
	public static void main(String[] args) {
		CallToolResult result = call(URI.create(args[0]), args[1], args[2]);
		System.out.println(result.content());
		System.exit(Boolean.TRUE.equals(result.isError()) ? 1 : 0);
	}

	static CallToolResult call(URI endpoint, String token, String tool) {
		HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport
			.builder(endpoint.resolve("/").toString())
			.endpoint(endpoint.getPath())
			.requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
			.build();
		try (McpSyncClient client = McpClient.sync(transport).requestTimeout(Duration.ofSeconds(30)).build()) {
			client.initialize();
			client.ping();
			client.listTools();
			return client.callTool(CallToolRequest.builder(tool).build());
		}
	}

}
