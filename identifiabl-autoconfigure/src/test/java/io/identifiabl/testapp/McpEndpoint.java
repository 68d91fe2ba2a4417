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

package io.identifiabl.testapp;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the MCP endpoint of a running application, message by message.
 *
 * @author Identifiabl Contributors
 */
public final class McpEndpoint {

	private final RunningApplication application;

	private final Map<String, String> headers = new LinkedHashMap<>();

	private McpEndpoint(RunningApplication application) {
		this.application = application;
		this.headers.put("Content-Type", "application/json");
		this.headers.put("Accept", "application/json, text/event-stream");
	}

	public static McpEndpoint of(RunningApplication application) {
		return new McpEndpoint(application);
	}

	public McpEndpoint with(String header, @Nullable String value) {
		McpEndpoint other = new McpEndpoint(this.application);
		other.headers.putAll(this.headers);
		if (value != null) {
			other.headers.put(header, value);
		}
		else {
			other.headers.remove(header);
		}
		return other;
	}

	public McpEndpoint as(String token) {
		return with("Authorization", "Bearer " + token);
	}

	// as the owner of a new session
	public McpEndpoint initialized() {
		HttpResponse<String> response = initialize();
		return with("Mcp-Session-Id", response.headers().firstValue("Mcp-Session-Id").orElse(null));
	}

	public HttpResponse<String> initialize() {
		return post("""
				{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
				"capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
	}

	public HttpResponse<String> call(String tool, String arguments) {
		return post("{\"jsonrpc\":\"2.0\",\"id\":\"call-1\",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
				+ "\",\"arguments\":" + arguments + "}}");
	}

	public HttpResponse<String> request(String method, String params) {
		return post("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}");
	}

	public HttpResponse<String> post(String body) {
		return send(builder().POST(BodyPublishers.ofString(body)));
	}

	public CompletableFuture<HttpResponse<String>> sendAsync(String body) {
		return CompletableFuture.supplyAsync(() -> post(body));
	}

	public HttpResponse<String> post(byte[] body) {
		return send(builder().POST(BodyPublishers.ofByteArray(body)));
	}

	public HttpRequest.Builder builder() {
		return builder("/mcp");
	}

	public HttpRequest.Builder builder(String path) {
		HttpRequest.Builder request = this.application.request(path);
		this.headers.forEach(request::setHeader);
		return request;
	}

	public HttpResponse<String> send(HttpRequest.Builder request) {
		return this.application.send(request);
	}

	// of a JSON or an event stream response
	public static Map<String, Object> message(HttpResponse<String> response) {
		String body = response.body();
		int data = body.indexOf("data:");
		String json = (data >= 0) ? body.substring(data + "data:".length(), body.indexOf('\n', data)) : body;
		try {
			return JSONObjectUtils.parse(json);
		}
		catch (ParseException ex) {
			throw new IllegalStateException("no message: " + response.statusCode() + " " + body, ex);
		}
	}

	@SuppressWarnings("unchecked")
	public static Map<String, Object> result(HttpResponse<String> response) {
		Map<String, Object> message = message(response);
		if (!(message.get("result") instanceof Map<?, ?> result)) {
			throw new IllegalStateException("no result: " + message);
		}
		return (Map<String, Object>) result;
	}

	public static String text(HttpResponse<String> response) {
		List<?> content = (List<?>) result(response).get("content");
		return String.valueOf(((Map<?, ?>) content.get(0)).get("text"));
	}

	public static String challenge(HttpResponse<String> response) {
		return response.headers().firstValue("WWW-Authenticate").orElse("");
	}

}
