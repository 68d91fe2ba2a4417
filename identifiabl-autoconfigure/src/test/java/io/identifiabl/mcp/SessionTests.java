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
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session belongs to the issuer, user and client that started it.
 *
 * @author Identifiabl Contributors
 */
class SessionTests {

	private static TestIssuer issuer;

	private static TestIssuer other;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		other = TestIssuer.start();
		application = McpApplications.start(McpApplication.class, issuer,
				"identifiabl.providers.other.issuer=" + other.getIssuer());
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
		other.close();
	}

	private static McpEndpoint as(TestToken token) {
		return McpEndpoint.of(application).as(token.audience("urn:api").scopes("notes:read").sign());
	}

	private static McpEndpoint alice() {
		return as(issuer.token("alice").claim("client_id", "phone"));
	}

	private static String session(McpEndpoint endpoint) {
		return endpoint.initialize().headers().firstValue("Mcp-Session-Id").orElseThrow();
	}

	private static HttpResponse<String> use(McpEndpoint endpoint, String session) {
		return endpoint.with("Mcp-Session-Id", session).request("ping", "{}");
	}

	@Test
	void requestWhenSessionIsOwnThenGoesOn() {
		String session = session(alice());
		assertThat(use(alice(), session).statusCode()).isEqualTo(200);
	}

	@Test
	void requestWhenTokenIsNewerThenSessionIsStillOwn() {
		String session = session(alice());
		McpEndpoint later = as(issuer.token("alice").claim("client_id", "phone").claim("jti", "another"));
		assertThat(use(later, session).statusCode()).isEqualTo(200);
	}

	@Test
	void requestWhenUserIsAnotherThenIsNotFoundAndRecorded() {
		String session = session(alice());
		assertNotFound(use(as(issuer.token("mallory").claim("client_id", "phone")), session));
		assertThat(misuses()).last().satisfies((event) -> {
			assertThat(event.getPrincipal()).endsWith("mallory");
			assertThat(event.getData()).containsEntry("code", "session_not_found")
				.containsEntry("client", "phone")
				.doesNotContainValue(session);
		});
	}

	@Test
	void requestWhenClientIsAnotherThenIsNotFound() {
		String session = session(alice());
		assertNotFound(use(as(issuer.token("alice").claim("client_id", "tablet")), session));
	}

	@Test
	void requestWhenIssuerIsAnotherThenIsNotFound() {
		String session = session(alice());
		assertNotFound(use(as(other.token("alice").claim("client_id", "phone")), session));
	}

	@Test
	void requestWhenSessionIsUnknownThenIsNotFound() {
		assertNotFound(use(alice(), "7e4a3a2e-0000-0000-0000-000000000000"));
	}

	@Test
	void streamWhenSessionIsSomebodyElsesThenIsNotFound() {
		String session = session(alice());
		McpEndpoint mallory = as(issuer.token("mallory")).with("Mcp-Session-Id", session)
			.with("Accept", "text/event-stream");
		assertNotFound(mallory.send(mallory.builder().GET()));
	}

	@Test
	void deleteWhenSessionIsSomebodyElsesThenItGoesOn() {
		String session = session(alice());
		McpEndpoint mallory = as(issuer.token("mallory")).with("Mcp-Session-Id", session);
		assertNotFound(mallory.send(mallory.builder().DELETE()));
		assertThat(use(alice(), session).statusCode()).isEqualTo(200);
	}

	@Test
	void deleteWhenSessionIsOwnThenItIsOver() {
		McpEndpoint owner = alice().initialized();
		assertThat(owner.send(owner.builder().DELETE()).statusCode()).isEqualTo(200);
		assertNotFound(owner.request("ping", "{}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "DELETE" })
	void requestWhenThereAreTwoSessionIdsThenIsMalformed(String method) {
		McpEndpoint owner = alice().initialized();
		HttpResponse<String> response = owner.send(owner.builder()
			.header("Mcp-Session-Id", "another")
			.method(method, BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(RunningApplication.json(response)).containsEntry("code", "malformed_request");
	}

	@Test
	void initializeWhenSessionIsSomebodyElsesThenIsNotFoundAndRecorded() {
		String session = session(alice());
		int before = misuses().size();
		assertNotFound(as(issuer.token("mallory")).with("Mcp-Session-Id", session).initialize());
		assertThat(misuses()).hasSize(before + 1)
			.last()
			.satisfies((event) -> assertThat(event.getPrincipal()).endsWith("mallory"));
	}

	@Test
	void initializeWhenItHasNoIdThenIsMalformed() {
		String notification = "{\"jsonrpc\":\"2.0\",\"method\":\"initialize\",\"params\":{}}";
		assertThat(alice().post(notification).statusCode()).isEqualTo(400);
		McpEndpoint mallory = as(issuer.token("mallory")).with("Mcp-Session-Id", session(alice()));
		assertNotFound(mallory.post(notification));
	}

	@Test
	void requestWhenSessionIsSomebodyElsesThenNeedsNoBodyToBeRefused() throws IOException {
		String session = session(alice());
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), application.getPort("local.server.port"))) {
			socket.getOutputStream()
				.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
						+ issuer.token("mallory").audience("urn:api").sign() + "\r\nMcp-Session-Id: " + session
						+ "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			assertThat(reader.readLine()).startsWith("HTTP/1.1 404");
		}
	}

	// at the server as well, which would keep it for ever
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void requestWhenUserStartedManyLaterThenTheOldestSessionIsOver(boolean disallowDelete) {
		try (RunningApplication unbound = McpApplications.start(McpApplication.class, issuer,
				"identifiabl.mcp.bind-sessions=false",
				"spring.ai.mcp.server.streamable-http.disallow-delete=" + disallowDelete)) {
			McpEndpoint alice = McpEndpoint.of(unbound).as(issuer.token("alice").audience("urn:api").sign());
			String oldest = session(alice);
			String second = session(alice);
			for (int i = 2; i <= McpSessions.MAX_SESSIONS_OF_USER; i++) {
				alice.initialize();
			}
			assertThat(use(alice, oldest).statusCode()).isEqualTo(404);
			assertThat(use(alice, second).statusCode()).isEqualTo(200);
			McpEndpoint owner = alice.with("Mcp-Session-Id", second);
			assertThat(owner.send(owner.builder().DELETE()).statusCode()).isEqualTo(disallowDelete ? 405 : 200);
		}
	}

	private static void assertNotFound(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(RunningApplication.json(response)).containsEntry("code", "session_not_found");
	}

	private static List<AuditEvent> misuses() {
		return application.getBean(AuditEventRepository.class).find(null, null, "SESSION_MISUSE");
	}

}
