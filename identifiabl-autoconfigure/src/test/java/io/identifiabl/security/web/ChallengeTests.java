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

package io.identifiabl.security.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Challenges and metadata speak of the configured resource, whatever a request claims.
 *
 * @author Identifiabl Contributors
 */
class ChallengeTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = start("identifiabl.audiences=urn:api", "identifiabl.resource=https://api.example.com/v1");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/oauth-authorization-server", "/.well-known/oauth-authorization-server/mcp",
			"/.well-known/openid-configuration", "/.well-known/openid-configuration/mcp",
			"/mcp/.well-known/openid-configuration", "/api/mcp/.well-known/openid-configuration" })
	void metadataOfAnAuthorizationServerIsNotFound(String path) {
		HttpResponse<String> response = application.get(path);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(RunningApplication.json(response)).containsEntry("code", "no_authorization_server");
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/other", "/.well-known/openid-configurations",
			"/api/.well-known/openid-configuration/x" })
	void anythingElseNeedsATokenAsBefore(String path) {
		assertThat(application.get(path).statusCode()).isEqualTo(401);
	}

	@Test
	void getWhenHostIsSpoofedThenChallengeNamesTheConfiguredResource() throws IOException {
		String response = rawGet("/api/me", "evil.example");
		assertThat(response).startsWith("HTTP/1.1 401")
			.contains("WWW-Authenticate: Bearer resource_metadata="
					+ "\"https://api.example.com/.well-known/oauth-protected-resource/v1\"\r\n")
			.doesNotContain("evil.example");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/v1" })
	void getMetadataWhenPathIsTheResourcesThenDescribesIt(String path) {
		HttpResponse<String> response = application.get("/.well-known/oauth-protected-resource" + path);
		assertThat(RunningApplication.json(response)).containsEntry("resource", "https://api.example.com/v1")
			.containsEntry("authorization_servers", List.of(issuer.getIssuer()))
			.containsEntry("bearer_methods_supported", List.of("header"))
			.doesNotContainKey("tls_client_certificate_bound_access_tokens");
	}

	@Test
	void getMetadataWhenHostIsSpoofedThenDescribesTheConfiguredResource() throws IOException {
		assertThat(rawGet("/.well-known/oauth-protected-resource/v1", "evil.example"))
			.contains("\"resource\":\"https://api.example.com/v1\"")
			.doesNotContain("evil.example");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/other", "/v1/", "/v1/deeper", "x" })
	void getMetadataWhenPathIsAnotherThenIsNotFound(String path) {
		assertThat(application.get("/.well-known/oauth-protected-resource" + path).statusCode()).isIn(401, 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/%6Fauth-protected-resource/x", "/.well-known/oauth-protected-resource/%78",
			"/.well-known/oauth-protected-resource/v%31" })
	void getMetadataWhenPathIsEncodedThenIsNotFound(String path) {
		assertThat(application.get(path).statusCode()).isEqualTo(404);
	}

	@Test
	void getWhenNoResourceIsKnownThenNeitherChallengeNorMetadataNameOne() {
		try (RunningApplication unidentified = start("identifiabl.audiences=urn:api")) {
			assertThat(unidentified.get("/api/me").headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
			assertThat(unidentified.get("/.well-known/oauth-protected-resource").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void getWhenOnlyAnAudienceIsAUrlThenItIsTheResource() {
		try (RunningApplication inferred = start("identifiabl.audiences=urn:api,https://inner-api")) {
			assertThat(inferred.get("/api/me").headers().firstValue("WWW-Authenticate"))
				.hasValue("Bearer resource_metadata=\"https://inner-api/.well-known/oauth-protected-resource\"");
		}
	}

	@Test
	void getWhenChallengesAreDisabledThenSpringSecurityAnswers() {
		try (RunningApplication stock = start("identifiabl.audiences=urn:api", "identifiabl.web.challenges=false")) {
			HttpResponse<String> response = stock.get("/api/me");
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(response.body()).isEmpty();
		}
	}

	private static RunningApplication start(String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "identifiabl.issuer=" + issuer.getIssuer();
		return RunningApplication.start(ApiApplication.class, all);
	}

	// a client that may choose its Host header freely
	private static String rawGet(String path, String host) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), application.getPort("local.server.port"))) {
			socket.getOutputStream()
				.write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
