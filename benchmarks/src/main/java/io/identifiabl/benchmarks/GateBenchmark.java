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

package io.identifiabl.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.mcp.ChallengeForm;
import io.identifiabl.mcp.DeclaredOperations;
import io.identifiabl.mcp.InnerDenials;
import io.identifiabl.mcp.McpAudit;
import io.identifiabl.mcp.McpBoundary;
import io.identifiabl.mcp.McpGateFilter;
import io.identifiabl.mcp.McpSettings;
import io.identifiabl.mcp.ServedMethods;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.web.ProtectedResource;

/**
 * What the gate of an MCP endpoint adds to a call that it lets pass, behind
 * authentication: reading the body, deciding about it, and handing it on. The limit is
 * one scan of the body that refuses duplicate keys.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = { "-Xms1g", "-Xmx1g", "-Xbatch" })
@SuppressWarnings("NullAway.Init") // JMH calls setUp() before anything else
public class GateBenchmark {

	private static final JsonFactory STRICT = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final FilterChain SERVER = (request, response) -> {
	};

	/**
	 * The size of the message in bytes.
	 */
	@Param({ "1024", "65536" })
	public int size;

	private byte[] body;

	private McpGateFilter gate;

	private MockHttpServletResponse response;

	/**
	 * Prepare a message and an authenticated caller.
	 */
	@Setup
	public void setUp() {
		this.body = message(this.size);
		DeclaredOperations declared = new DeclaredOperations();
		for (int i = 0; i < 50; i++) {
			declared.require(ProtectedOperation.tool("tool" + i), List.of("scope" + i));
		}
		McpBoundary boundary = new McpBoundary(
				new McpSettings(PathPatternRequestMatcher.withDefaults().matcher("/mcp"), List.of("POST"),
						ProtectedResource.of("https://api.example.com/mcp", List.of("https://idp.example.com")), null,
						true, ChallengeForm.AUTO, true, false, 4 * 1024 * 1024),
				new GrantedScopes(ScopeHierarchy.none()), new InnerDenials(), McpAudit.withDefaults(),
				new SpringAuthorizationEventPublisher(new GenericApplicationContext()));
		boundary.setRules(declared, true);
		this.gate = boundary.createGateFilter(
				() -> new ServedMethods(ServerCapabilities.builder().tools(false).build(), false, false),
				() -> List.of("2025-11-25"));
		this.response = new MockHttpServletResponse();
		SecurityContextHolder.getContext()
			.setAuthentication(new TestingAuthenticationToken("alice", null, "SCOPE_openid", "SCOPE_profile",
					"SCOPE_scope1", "SCOPE_scope2", "SCOPE_scope7"));
	}

	// memories in a list, as a model would send them
	private static byte[] message(int size) {
		StringBuilder message = new StringBuilder("{\"jsonrpc\":\"2.0\",\"id\":17,\"method\":\"")
			.append(McpSchema.METHOD_TOOLS_CALL)
			.append("\",\"params\":{\"name\":\"tool7\",\"arguments\":{\"memories\":[");
		String memory = "{\"text\":\"The first snow of the year fell on the old town\",\"emotion\":\"joy\",\"weight\":0.75}";
		while (message.length() < size - memory.length() - 6) {
			message.append(memory).append(',');
		}
		message.append(memory).append("]}}}");
		return message.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Scan the body once.
	 * @return the number of tokens
	 */
	@Benchmark
	public int scan() {
		int tokens = 0;
		try (JsonParser parser = STRICT.createParser(ObjectReadContext.empty(), this.body)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				tokens++;
			}
		}
		return tokens;
	}

	/**
	 * Make a request as the container would, which is no part of the gate.
	 * @return the request
	 */
	@Benchmark
	public HttpServletRequest request() {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/mcp") {

			// the one of the mock hands out single bytes
			@Override
			public ServletInputStream getInputStream() {
				return new BodyStream(GateBenchmark.this.body);
			}

		};
		request.setContentType("application/json");
		request.addHeader("Accept", "application/json, text/event-stream");
		request.setContent(this.body);
		return request;
	}

	/**
	 * Let a request pass.
	 * @return the status
	 * @throws ServletException if the gate fails
	 * @throws IOException if the gate fails
	 */
	@Benchmark
	public int gate() throws ServletException, IOException {
		this.gate.doFilter(request(), this.response, SERVER);
		return this.response.getStatus();
	}

	private static final class BodyStream extends ServletInputStream {

		private final ByteArrayInputStream body;

		BodyStream(byte[] body) {
			this.body = new ByteArrayInputStream(body);
		}

		@Override
		public int read() {
			return this.body.read();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			return this.body.read(bytes, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.body.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException();
		}

	}

}
