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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

/**
 * The servers that requirements are checked against: one with the defaults, and one that
 * lets strangers in and filters the list of tools.
 *
 * @author Identifiabl Contributors
 */
final class RequirementServer implements AutoCloseable {

	private final TestIssuer issuer = TestIssuer.start();

	private final RunningApplication application = McpApplications.start(McpApplication.class, this.issuer,
			"identifiabl.mcp.scopes=notes:read", "identifiabl.mcp.scopes-supported=notes:read",
			"identifiabl.scopes.hierarchy=notes:all > notes:read", "identifiabl.mcp.whoami=true");

	private final RunningApplication mixed = McpApplications.start(McpApplication.class, this.issuer,
			"identifiabl.mcp.mode=mixed", "identifiabl.mcp.tools-list=filter");

	TestToken token(String... scopes) {
		return this.issuer.token("alice").audience("urn:api").scopes(scopes);
	}

	String getIssuer() {
		return this.issuer.getIssuer();
	}

	McpEndpoint stranger() {
		return McpEndpoint.of(this.application);
	}

	McpEndpoint as(TestToken token) {
		return stranger().as(token.sign());
	}

	McpEndpoint withScopes(String... scopes) {
		return as(token(scopes)).initialized();
	}

	McpEndpoint mixedStranger() {
		return McpEndpoint.of(this.mixed).initialized();
	}

	HttpResponse<String> get(String path) {
		return this.application.get(path);
	}

	Map<String, Object> metadata(String path) {
		return RunningApplication.json(get("/.well-known/oauth-protected-resource" + path));
	}

	List<String> takeRuns() {
		List<String> runs = List.copyOf(this.application.getBean(McpApplication.Runs.class).getNames());
		this.application.getBean(McpApplication.Runs.class).clear();
		return runs;
	}

	// the record may come after the response
	AuditEvent awaitRefusalOf(String client) {
		AuditEventRepository events = this.application.getBean(AuditEventRepository.class);
		for (int i = 0; i < 1000; i++) {
			for (AuditEvent event : events.find(null, null, "AUTHORIZATION_FAILURE")) {
				if (client.equals(event.getData().get("client"))) {
					return event;
				}
			}
		}
		throw new IllegalStateException("no record of a refused call of " + client);
	}

	// with a Host header of choice
	String raw(String method, String path, String host, String authorization) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(),
				this.application.getPort("local.server.port"))) {
			socket.getOutputStream()
				.write((method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + authorization
						+ "Content-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.mixed.close();
		this.application.close();
		this.issuer.close();
	}

}
