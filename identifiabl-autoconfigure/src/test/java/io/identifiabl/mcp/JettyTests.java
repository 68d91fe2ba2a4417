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
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import io.modelcontextprotocol.server.McpSyncServer;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same with Jetty, whose asynchronous requests are another implementation.
 *
 * @author Identifiabl Contributors
 */
@Timeout(120)
class JettyTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	private RecordedTrail trail;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = McpApplications.start(JettyApplication.class, issuer, "identifiabl.audit.delivery=sync");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@BeforeEach
	void forgetEarlierRecords() {
		this.trail = RecordedTrail.of(application);
	}

	private static String token() {
		return issuer.token("alice").audience("urn:api").scopes("notes:read").sign();
	}

	private static McpEndpoint alice() {
		return McpEndpoint.of(application).as(token());
	}

	// a stream begins with its first event, for which somebody has to listen already
	private static HttpResponse<InputStream> listen(McpEndpoint endpoint) throws Exception {
		CompletableFuture<HttpResponse<InputStream>> stream = HttpClient.newHttpClient()
			.sendAsync(endpoint.with("Accept", "text/event-stream").builder().GET().build(),
					BodyHandlers.ofInputStream());
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

	@Test
	void serverIsJetty() {
		assertThat(application.getContext()).isInstanceOfSatisfying(ServletWebServerApplicationContext.class,
				(context) -> assertThat(context.getWebServer()).isInstanceOfSatisfying(JettyWebServer.class,
						(server) -> assertThat(server.getServer()).isInstanceOf(Server.class)));
	}

	@Test
	void requestWhenTokenIsGoodThenIsAnsweredAndRecorded() {
		assertThat(application.getAs(token(), "/api/me").statusCode()).isEqualTo(200);
		assertThat(this.trail.only("http.request").leaf()).containsEntry("status", 200L)
			.containsEntry("outcome", "success");
	}

	@Test
	void requestWhenThereIsNoTokenThenIsRefusedAndRecorded() {
		HttpResponse<String> response = application.get("/api/me");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(McpEndpoint.challenge(response)).startsWith("Bearer");
		assertThat(this.trail.only("identity.rejected").leaf()).containsEntry("status", 401L)
			.containsEntry("reason", "missing_token");
	}

	@Test
	void callWhenSessionIsOwnThenRunsAndIsRecorded() {
		McpEndpoint endpoint = alice().initialized();
		assertThat(McpEndpoint.text(endpoint.call("readNotes", "{}"))).contains("notes of alice");
		assertThat(this.trail.only("mcp.tool.call").leaf()).containsEntry("tool", "readNotes")
			.containsEntry("outcome", "success");
	}

	@Test
	void callWhenScopeIsMissingThenIsRefused() {
		HttpResponse<String> response = alice().initialized().call("saveNote", "{\"text\":\"x\"}");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(McpEndpoint.challenge(response)).contains("insufficient_scope");
	}

	@Test
	void notificationWhenItIsServedThenIsAccepted() {
		HttpResponse<String> response = alice().initialized()
			.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
		assertThat(response.statusCode()).isEqualTo(202);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void streamWhenTheNextOneBeginsThenIsOver() throws Exception {
		McpEndpoint endpoint = alice().initialized();
		HttpResponse<InputStream> earlier = listen(endpoint);
		HttpResponse<InputStream> later = listen(endpoint);
		assertThat(earlier.body().readAllBytes()).isNotEmpty();
		application.getBean(McpSyncServer.class).notifyToolsListChanged();
		assertThat(firstEvent(later)).contains("notifications/tools/list_changed");
		later.body().close();
	}

	@Test
	void deleteWhenSessionIsOwnThenItAndItsStreamAreOver() throws Exception {
		McpEndpoint endpoint = alice().initialized();
		HttpResponse<InputStream> stream = listen(endpoint);
		assertThat(endpoint.send(endpoint.builder().DELETE()).statusCode()).isEqualTo(200);
		assertThat(stream.body().readAllBytes()).isNotEmpty();
		assertThat(endpoint.request("ping", "{}").statusCode()).isEqualTo(404);
	}

	@Test
	void deleteWhenSessionIsSomebodyElsesThenIsNotFound() {
		McpEndpoint endpoint = alice().initialized()
			.as(issuer.token("mallory").audience("urn:api").scopes("notes:read").sign());
		assertThat(endpoint.send(endpoint.builder().DELETE()).statusCode()).isEqualTo(404);
		assertThat(this.trail.only("mcp.session.misuse").personal()).containsEntry("sub", "mallory");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(McpApplication.class)
	static class JettyApplication {

		@Bean
		JettyServletWebServerFactory jetty() {
			return new JettyServletWebServerFactory();
		}

	}

}
