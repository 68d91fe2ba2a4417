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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From where the endpoint may be called, by which name, and in which version.
 *
 * @author Identifiabl Contributors
 */
class EdgeTests {

	private static final String PREFLIGHT_METHOD = "Access-Control-Request-Method";

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = McpApplications.start(McpApplication.class, issuer,
				"identifiabl.mcp.allowed-origins=https://inspector.example.com/",
				"identifiabl.mcp.allowed-hosts=internal.example.com,[fd00::1]", "identifiabl.mcp.scopes=notes:read",
				"identifiabl.mcp.resource-name=Notes",
				"identifiabl.mcp.resource-documentation=https://example.com/docs",
				"identifiabl.mcp.resource-policy-uri=https://example.com/policy",
				"identifiabl.mcp.resource-tos-uri=https://example.com/tos");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	private static McpEndpoint endpoint() {
		return McpEndpoint.of(application).as(issuer.token("alice").audience("urn:api").sign());
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "null", "https://api.example.com.evil.example",
			"https://api.example.com:444", "http://api.example.com", "http://localhost:6274", "nonsense", "" })
	void initializeWhenOriginIsForeignThenIsForbidden(String origin) {
		HttpResponse<String> response = endpoint().with("Origin", origin).initialize();
		assertRefused(response, 403, "origin_not_allowed");
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.example.com", "https://inspector.example.com", "HTTPS://API.example.com" })
	void initializeWhenOriginIsAllowedThenScriptsReadTheSession(String origin) {
		HttpResponse<String> response = endpoint().with("Origin", origin).initialize();
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
		assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
			.hasValueSatisfying((exposed) -> assertThat(exposed).contains("WWW-Authenticate", "Mcp-Session-Id"));
		assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
	}

	@Test
	void initializeWhenOriginIsAllowedAndTokenMissesThenScriptsReadTheChallenge() {
		HttpResponse<String> response = McpEndpoint.of(application)
			.with("Origin", "https://inspector.example.com")
			.initialize();
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(McpEndpoint.challenge(response)).contains("scope=\"notes:read\"");
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
			.hasValue("https://inspector.example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/mcp", "/.well-known/oauth-protected-resource/mcp" })
	void preflightWhenOriginIsAllowedThenNeedsNoToken(String path) {
		HttpResponse<String> response = preflight(path, "https://inspector.example.com");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
			.hasValueSatisfying((allowed) -> assertThat(allowed).containsIgnoringCase("authorization"));
	}

	@Test
	void preflightWhenOriginIsForeignThenIsForbidden() {
		assertRefused(preflight("/mcp", "https://evil.example"), 403, "origin_not_allowed");
	}

	private static HttpResponse<String> preflight(String path, String origin) {
		return application.send(application.request(path)
			.method("OPTIONS", BodyPublishers.noBody())
			.header("Origin", origin)
			.header(PREFLIGHT_METHOD, "POST")
			.header("Access-Control-Request-Headers", "authorization, mcp-session-id"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.nip.io",
			"169.254.169.254", "[::2]" })
	void callWhenHostIsForeignThenIsForbidden(String host) throws IOException {
		assertThat(rawPost(host)).startsWith("HTTP/1.1 403").contains("\"code\":\"host_not_allowed\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api.example.com", "API.EXAMPLE.COM:443", "localhost:1", "127.0.0.1", "[::1]:8080",
			"internal.example.com", "[fd00::1]" })
	void callWhenHostIsKnownThenGoesOn(String host) throws IOException {
		assertThat(rawPost(host)).startsWith("HTTP/1.1 401");
	}

	private static String rawPost(String host) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), application.getPort("local.server.port"))) {
			socket.getOutputStream()
				.write(("POST /mcp HTTP/1.1\r\nHost: " + host
						+ "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "1999-01-01", "2026-07-28", "2025-11-25 ,x", "*", "latest" })
	void requestWhenVersionIsUnsupportedThenIsRefused(String version) {
		HttpResponse<String> response = endpoint().with("MCP-Protocol-Version", version).request("ping", "{}");
		assertRefused(response, 400, "unsupported_protocol_version");
		assertThat(response.body()).contains("2025-11-25");
	}

	// what clients of that revision send first, and go down by
	@Test
	void discoverIsAnsweredWithTheVersionsThatThereAre() {
		HttpResponse<String> response = endpoint().with("MCP-Protocol-Version", "2026-07-28")
			.with("Mcp-Method", "server/discover")
			.request("server/discover", "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat((Integer) JsonPath.read(response.body(), "$.error.code")).isEqualTo(-32022);
		List<String> supported = JsonPath.read(response.body(), "$.error.data.supported");
		assertThat(supported).contains("2025-11-25", "2025-06-18", "2025-03-26");
		for (String version : supported) {
			assertThat(
					endpoint().with("MCP-Protocol-Version", version).initialized().request("ping", "{}").statusCode())
				.as(version)
				.isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "2025-11-25", "2025-06-18", "2025-03-26" })
	void requestWhenVersionIsSupportedThenGoesOn(String version) {
		assertThat(endpoint().with("MCP-Protocol-Version", version).initialized().request("ping", "{}").statusCode())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "Origin, https://api.example.com, 403, origin_not_allowed",
			"MCP-Protocol-Version, 2025-11-25, 400, malformed_request" })
	void requestWhenAHeaderIsThereTwiceThenIsRefused(String header, String value, int status, String code) {
		McpEndpoint alice = endpoint();
		for (String other : List.of(value, "other")) {
			assertRefused(
					alice.send(alice.builder()
						.header(header, value)
						.header(header, other)
						.POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))),
					status, code);
		}
	}

	@Test
	void callWhenThereAreTwoHostsThenIsMalformed() throws IOException {
		assertThat(rawPost("localhost\r\nHost: evil.example")).startsWith("HTTP/1.1 400");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/mcp", "" })
	void metadataDescribesTheEndpoint(String path) {
		HttpResponse<String> response = application.get("/.well-known/oauth-protected-resource" + path);
		assertThat(RunningApplication.json(response)).containsEntry("resource", McpApplications.RESOURCE)
			.containsEntry("authorization_servers", List.of(issuer.getIssuer()))
			.containsEntry("scopes_supported",
					List.of("notes:read", "notes:all", "notes:count", "notes:one", "notes:purge", "notes:write"))
			.containsEntry("bearer_methods_supported", List.of("header"))
			.containsEntry("resource_name", "Notes")
			.containsEntry("resource_documentation", "https://example.com/docs")
			.containsEntry("resource_policy_uri", "https://example.com/policy")
			.containsEntry("resource_tos_uri", "https://example.com/tos")
			.doesNotContainKey("tls_client_certificate_bound_access_tokens");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/other", "/mcp/", "/mcp/x", "/MCP" })
	void metadataOfAnythingElseIsNotFound(String path) {
		assertThat(application.get("/.well-known/oauth-protected-resource" + path).statusCode()).isEqualTo(404);
	}

	@Test
	void metadataWhenOriginIsAllowedThenScriptsReadIt() {
		HttpResponse<String> response = application.get("/.well-known/oauth-protected-resource/mcp", "Origin",
				"https://inspector.example.com");
		assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
			.hasValue("https://inspector.example.com");
	}

	@Test
	void pathsOtherThanTheEndpointAreLeftAlone() {
		assertThat(application.get("/api/me", "Origin", "https://evil.example").statusCode()).isEqualTo(401);
	}

	private static void assertRefused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(RunningApplication.json(response)).containsEntry("code", code);
	}

}
