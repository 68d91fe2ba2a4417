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

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.demo.authorizationserver.AuthorizationServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tokens are for the resource that was asked for (RFC 8707), and for no other.
 *
 * @author Identifiabl Contributors
 */
class ResourceIndicatorTests {

	private static final String API = "http://localhost:8080";

	private static final String MCP = "http://localhost:8080/mcp";

	@SuppressWarnings("NullAway.Init")
	private static AuthorizationServer server;

	@BeforeAll
	static void start() {
		server = AuthorizationServer.start(0, API, MCP);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void resourceIsTheAudience() {
		RegisteringClient client = client().asking("resource", MCP).redeeming("resource", MCP);
		assertThat(RegisteringClient.claims(client.obtainToken(new Browser("alice")))).containsEntry("aud", MCP);
	}

	@Test
	void resourceOfTheAuthorizationRequestIsEnough() {
		RegisteringClient client = client().asking("resource", MCP);
		assertThat(RegisteringClient.claims(client.obtainToken(new Browser("alice")))).containsEntry("aud", MCP);
	}

	@Test
	void withoutResourceTheFirstOneIsTheAudience() {
		RegisteringClient client = client();
		assertThat(RegisteringClient.claims(client.obtainToken(new Browser("alice")))).containsEntry("aud", API);
		client.redeeming("resource", API);
		assertThat(RegisteringClient.claims(client.obtainToken(new Browser("alice")))).containsEntry("aud", API);
	}

	@Test
	void emptyPathIsTheSameAsRoot() {
		RegisteringClient client = client().asking("resource", API + "/").redeeming("resource", API + "/");
		assertThat(RegisteringClient.claims(client.obtainToken(new Browser("alice")))).containsEntry("aud", API);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://other.example.com", "http://localhost:8080/mcp/", "http://localhost:8080//",
			"http://localhost:8080/MCP", "http://localhost", "mcp", " " })
	void foreignResourceIsRefused(String resource) {
		RegisteringClient client = client().asking("resource", resource);
		assertThat(client.authorize(new Browser("alice"))).containsEntry("error", "invalid_target")
			.doesNotContainKey("code");
	}

	@Test
	void severalResourcesAreRefused() {
		RegisteringClient client = client().asking("resource", MCP);
		String twice = client.authorizationRequest() + "&resource=" + API;
		assertThat(client.callback(new Browser("alice").visit(twice))).containsEntry("error", "invalid_target");
	}

	@Test
	void tokenRequestCannotNameAnotherResource() {
		assertRefused(client().asking("resource", MCP).redeeming("resource", API));
		assertRefused(client().asking("resource", API).redeeming("resource", MCP));
		assertRefused(client().redeeming("resource", MCP));
		assertRefused(client().redeeming("resource", "https://other.example.com"));
	}

	private static void assertRefused(RegisteringClient client) {
		HttpResponse<String> response = client.obtainToken(new Browser("alice"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(JsonPath.<String>read(response.body(), "$.error")).isEqualTo("invalid_target");
	}

	@Test
	void curlTokenIsForResourceToo() {
		assertThat(audienceOfCurlToken("")).isEqualTo(API);
		assertThat(audienceOfCurlToken("&resource=" + API)).isEqualTo(API);
		assertThat(audienceOfCurlToken("&resource=" + URLEncoder.encode(MCP, StandardCharsets.UTF_8))).isEqualTo(MCP);
		HttpResponse<String> foreign = curlToken("&resource=https://other.example.com");
		assertThat(foreign.statusCode()).isEqualTo(400);
		assertThat(foreign.body()).contains(API, MCP);
	}

	@Test
	void serverNeedsResource() {
		assertThatIllegalArgumentException().isThrownBy(() -> AuthorizationServer.start(0));
	}

	private static RegisteringClient client() {
		return new RegisteringClient(server.getIssuer());
	}

	private static String audienceOfCurlToken(String query) {
		String claims = curlToken(query).body().split("\\.", -1)[1];
		return JsonPath.read(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8), "$.aud");
	}

	private static HttpResponse<String> curlToken(String query) {
		return Http.get(server.getIssuer() + "/demo/token?user=alice" + query);
	}

}
