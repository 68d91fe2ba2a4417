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

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/**
 * An AI client that speaks MCP to the demo, as plainly as one can see what it says.
 *
 * @author Identifiabl Contributors
 */
final class ToolClient {

	static final String CLAUDE = "claude-code/2.0";

	static final String CHATGPT = "openai-mcp/1.0.0 (ChatGPT)";

	private final RunningDemo demo;

	private final String userAgent;

	private final String token;

	private String session = "";

	ToolClient(RunningDemo demo, String userAgent, String token) {
		this.demo = demo;
		this.userAgent = userAgent;
		this.token = token;
		this.session = post("initialize", """
				{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}""")
			.headers()
			.firstValue("Mcp-Session-Id")
			.orElseThrow();
	}

	HttpResponse<String> call(String tool, String arguments) {
		return post("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
	}

	String list() {
		return message(post("tools/list", "{}"));
	}

	private HttpResponse<String> post(String method, String parameters) {
		return Http.send(this.demo.request("/mcp")
			.header("Authorization", "Bearer " + this.token)
			.header("User-Agent", this.userAgent)
			.header("Content-Type", "application/json")
			.header("Accept", "application/json, text/event-stream")
			.headers(this.session.isEmpty() ? new String[] { "X-First", "true" }
					: new String[] { "Mcp-Session-Id", this.session })
			.POST(BodyPublishers.ofString(
					"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}")));
	}

	// of an event stream or of JSON
	static String message(HttpResponse<String> response) {
		String body = response.body();
		int data = body.indexOf("data:");
		return (data >= 0) ? body.substring(data + "data:".length(), body.indexOf('\n', data)) : body;
	}

}
