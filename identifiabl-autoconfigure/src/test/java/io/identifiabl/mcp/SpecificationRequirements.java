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

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the MCP specification and the RFCs it builds on require of a server that is an
 * OAuth 2.0 protected resource. "2025" and "2026" are the revisions 2025-11-25 and
 * 2026-07-28.
 *
 * @author Identifiabl Contributors
 */
final class SpecificationRequirements {

	private static final String METADATA = "resource_metadata=\"https://api.example.com"
			+ "/.well-known/oauth-protected-resource/mcp\"";

	private SpecificationRequirements() {
	}

	static List<Requirement> all() {
		return Stream.of(metadata(), tokens(), scopes(), transport()).flatMap(List::stream).toList();
	}

	private static List<Requirement> metadata() {
		return List.of(
				new Requirement("RFC 9728 via 2026 authorization",
						"MUST publish protected resource metadata with at least " + "one authorization server", "yes",
						(server) -> assertThat(server.metadata("/mcp")).containsEntry("authorization_servers",
								List.of(server.getIssuer()))),
				new Requirement("2026 discovery",
						"MUST name the metadata in the 401, or serve it at the well-known path of "
								+ "the endpoint or of the root",
						"partly: another `resource` at the root", SpecificationRequirements::checkDiscovery),
				new Requirement("RFC 9728 section 3.3",
						"`resource` MUST be the URL that the client used; so never what a " + "`Host` header says",
						"**no**: `Host: evil` is advertised",
						(server) -> assertThat(
								server.raw("GET", "/.well-known/oauth-protected-resource/mcp", "evil.example", ""))
							.contains("\"resource\":\"" + McpApplications.RESOURCE + "\"")
							.doesNotContain("evil")),
				new Requirement("2026 scope selection",
						"`scopes_supported` can be the minimal set for basic use (`scopes-supported`; by default it is all that calls need)",
						"absent",
						(server) -> assertThat(server.metadata("/mcp")).containsEntry("scopes_supported",
								List.of("notes:read"))),
				new Requirement("2026 refresh tokens", "SHOULD NOT include `offline_access` in challenges and metadata",
						"not applicable",
						(server) -> assertThat(server.get("/.well-known/oauth-protected-resource").body())
							.doesNotContain("offline_access")),
				new Requirement("RFC 9728 section 2", "`tls_client_certificate_bound_access_tokens` only if it is so",
						"**no**: always claimed", (server) -> assertThat(server.metadata("/mcp"))
							.doesNotContainKey("tls_client_certificate_bound_access_tokens")));
	}

	private static void checkDiscovery(RequirementServer server) {
		assertThat(McpEndpoint.challenge(server.stranger().initialize())).contains(METADATA);
		assertThat(server.metadata("")).containsEntry("resource", McpApplications.RESOURCE);
		assertThat(server.metadata("/mcp")).containsEntry("resource", McpApplications.RESOURCE);
	}

	private static List<Requirement> tokens() {
		return List.of(
				new Requirement("RFC 8707 via 2026 token handling",
						"MUST accept tokens for itself as the audience only", "**no**: off by default",
						(server) -> assertRefused(
								server.as(server.token().audience("https://other.example")).initialize(), 401,
								"invalid_audience")),
				new Requirement("2026 token handling", "the audience MUST NOT depend on the request",
						"**no**: the audience is built from `Host`",
						(server) -> assertThat(server.raw("POST", "/mcp", "evil.example",
								"Authorization: Bearer " + server.token().audience("http://evil.example/mcp").sign()
										+ "\r\n"))
							.startsWith("HTTP/1.1 403")),
				new Requirement("2026 token handling; RFC 6750 section 3",
						"invalid or expired tokens MUST get 401 `invalid_token`, a missing one 401 without error",
						"yes", SpecificationRequirements::checkInvalidTokens),
				new Requirement("RFC 9068 section 4", "`typ` may be `at+jwt`; what is no access token is refused",
						"**no**: `at+jwt` is refused", SpecificationRequirements::checkTypes),
				new Requirement("2026 token requirements", "tokens MUST NOT be in the query", "yes",
						(server) -> assertThat(
								server.get("/mcp?access_token=" + server.token("notes:read").sign()).statusCode())
							.isEqualTo(400)),
				new Requirement("2026 authorization; 2025 security",
						"every request MUST be authorized, streams and deletions "
								+ "too; sessions are no authentication",
						"yes", SpecificationRequirements::checkEveryRequest),
				new Requirement("2026 error handling", "malformed requests are 400", "partly",
						(server) -> assertThat(server.stranger()
							.send(server.stranger()
								.builder()
								.header("Authorization", "Bearer a")
								.header("Authorization", "Bearer b"))
							.statusCode()).isEqualTo(400)),
				new Requirement("2026 client registration", "a `client_id` may be a URL, and stays whole",
						"not applicable", SpecificationRequirements::checkClientId));
	}

	private static void checkInvalidTokens(RequirementServer server) {
		Instant past = Instant.now().minusSeconds(7200);
		HttpResponse<String> expired = server.as(server.token().issuedAt(past).expiresAt(past.plusSeconds(60)))
			.initialize();
		assertThat(expired.statusCode()).isEqualTo(401);
		assertThat(McpEndpoint.challenge(expired)).startsWith("Bearer error=\"invalid_token\"").contains(METADATA);
		HttpResponse<String> missing = server.stranger().initialize();
		assertThat(missing.statusCode()).isEqualTo(401);
		assertThat(McpEndpoint.challenge(missing)).doesNotContain("error");
	}

	private static void checkTypes(RequirementServer server) {
		assertThat(server.as(server.token().header("typ", "at+jwt")).initialize().statusCode()).isEqualTo(200);
		assertThat(server.as(server.token().header("typ", "logout+jwt")).initialize().statusCode()).isEqualTo(401);
	}

	private static void checkEveryRequest(RequirementServer server) {
		McpEndpoint stranger = server.withScopes("notes:read").with("Authorization", null);
		assertThat(stranger.send(stranger.builder().GET()).statusCode()).isEqualTo(401);
		assertThat(stranger.send(stranger.builder().DELETE()).statusCode()).isEqualTo(401);
		assertThat(stranger.request("tools/list", "{}").statusCode()).isEqualTo(401);
	}

	private static void checkClientId(RequirementServer server) {
		String client = "https://chatgpt.com/oauth/client.json";
		server.as(server.token().claim("client_id", client)).initialized().call("purge", "{}");
		assertThat(server.awaitRefusalOf(client).getData()).containsEntry("tool", "purge");
	}

	private static List<Requirement> scopes() {
		return List.of(
				new Requirement("2026 scope selection", "the 401 SHOULD name the scopes for basic use", "**no**",
						(server) -> assertThat(McpEndpoint.challenge(server.stranger().initialize()))
							.contains("scope=\"notes:read\"")),
				new Requirement("2026 insufficient scope",
						"SHOULD answer 403 with `insufficient_scope`, the scopes, the " + "metadata and a description",
						"**no**: 200 `isError` with the method's name",
						SpecificationRequirements::checkInsufficientScope),
				new Requirement("2025 and 2026 insufficient scope",
						"SHOULD name all scopes of the operation in one challenge; "
								+ "with those that were granted before (2025)",
						"none",
						(server) -> assertThat(
								McpEndpoint.challenge(server.withScopes("openid", "notes:read").call("purge", "{}")))
							.contains("scope=\"notes:write notes:purge notes:read\"")),
				new Requirement("2026 step-up", "MUST account for scope hierarchies", "none",
						(server) -> assertThat(McpEndpoint.text(server.withScopes("notes:all").call("readNotes", "{}")))
							.isEqualTo("notes of alice")),
				new Requirement("RFC 9110 section 11.2", "values with `:` or `/` MUST be quoted strings",
						"**no**: the metadata's URL is not quoted",
						(server) -> assertThat(McpEndpoint.challenge(server.stranger().initialize()))
							.contains(METADATA)),
				new Requirement("2026 tools", "the list of tools MAY vary by the scopes of the caller", "none",
						(server) -> assertThat(
								McpApplications.tools(server.mixedStranger().request("tools/list", "{}")))
							.containsOnlyKeys("hello")),
				new Requirement("2026 caching", "a list that varies by caller is `private`", "none",
						(server) -> assertThat(McpEndpoint.result(server.mixedStranger().request("tools/list", "{}")))
							.containsEntry("cacheScope", "private")),
				new Requirement("2026 security practices",
						"SHOULD log elevation: scopes asked for and granted, with an id to " + "correlate", "none",
						SpecificationRequirements::checkElevationIsRecorded));
	}

	private static void checkInsufficientScope(RequirementServer server) {
		server.takeRuns();
		HttpResponse<String> response = server.withScopes("openid").call("purge", "{}");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(McpEndpoint.challenge(response)).startsWith("Bearer error=\"insufficient_scope\"")
			.contains("error_description=", "scope=\"notes:write notes:purge\"", METADATA);
		assertThat(response.body()).doesNotContain("purgeNotes");
		assertThat(server.takeRuns()).isEmpty();
	}

	private static void checkElevationIsRecorded(RequirementServer server) {
		server.as(server.token("notes:read").claim("client_id", "phone")).initialized().call("purge", "{}");
		assertThat(server.awaitRefusalOf("phone").getData()).containsEntry("tool", "purge")
			.containsEntry("required", List.of("notes:write", "notes:purge"))
			.containsEntry("scopes", List.of("notes:read"))
			.containsKey("trace");
	}

	private static List<Requirement> transport() {
		return List.of(
				new Requirement("2025 and 2026 transport", "MUST validate `Origin`, and answer 403",
						"**no**: any origin is accepted",
						(server) -> assertRefused(
								server.as(server.token()).with("Origin", "https://evil.example").initialize(), 403,
								"origin_not_allowed")),
				new Requirement("2025 transport", "MUST answer 400 to an unsupported `MCP-Protocol-Version`", "**no**",
						(server) -> assertRefused(
								server.as(server.token()).with("MCP-Protocol-Version", "1999-01-01").initialize(), 400,
								"unsupported_protocol_version")),
				new Requirement("2025 session hijacking", "SHOULD bind sessions to users; an unknown one is not used",
						"**no** by default; as an option without the issuer", SpecificationRequirements::checkSessions),
				new Requirement("2026 transport",
						"MUST reject headers `Mcp-Method` and `Mcp-Name` that disagree with the " + "body", "none",
						SpecificationRequirements::checkHeaders));
	}

	private static void checkSessions(RequirementServer server) {
		McpEndpoint alice = server.withScopes("notes:read");
		String mallory = server.token("notes:read").claim("sub", "mallory").sign();
		assertRefused(alice.as(mallory).request("ping", "{}"), 404, "session_not_found");
		assertRefused(alice.with("Mcp-Session-Id", "unknown").request("ping", "{}"), 404, "session_not_found");
	}

	private static void checkHeaders(RequirementServer server) {
		McpEndpoint alice = server.withScopes("openid");
		assertRefused(alice.with("Mcp-Method", "ping").call("hello", "{}"), 400, "header_mismatch");
		assertRefused(alice.with("Mcp-Name", "hello").call("purge", "{}"), 400, "header_mismatch");
		assertRefused(alice.with("Mcp-Name", "purge").call("purge", "{}"), 403, "insufficient_scope");
	}

	static void assertRefused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(RunningApplication.json(response)).containsEntry("code", code);
	}

}
