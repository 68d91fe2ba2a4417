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

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.demo.authorizationserver.AuthorizationServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that register themselves (RFC 7591) and what they find out beforehand (RFC
 * 8414).
 *
 * @author Identifiabl Contributors
 */
class ClientRegistrationTests {

	private static final String[] SCOPES = { "openid", "memories:read", "memories:write", "memories:delete",
			"actuator:read" };

	@SuppressWarnings("NullAway.Init")
	private static AuthorizationServer server;

	@BeforeAll
	static void start() {
		server = AuthorizationServer.start(0, "http://localhost:8080");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "oauth-authorization-server", "openid-configuration" })
	void metadataTellsClientAllThatItNeeds(String document) {
		String issuer = server.getIssuer();
		Map<String, Object> metadata = JsonPath.read(Http.get(issuer + "/.well-known/" + document).body(), "$");
		assertThat(metadata).containsEntry("issuer", issuer)
			.containsEntry("authorization_endpoint", issuer + "/oauth2/authorize")
			.containsEntry("token_endpoint", issuer + "/oauth2/token")
			.containsEntry("registration_endpoint", issuer + "/oauth2/register")
			.containsEntry("response_types_supported", List.of("code"))
			.containsEntry("grant_types_supported", List.of("authorization_code"))
			.containsEntry("code_challenge_methods_supported", List.of("S256"))
			.containsEntry("token_endpoint_auth_methods_supported", List.of("none"))
			.doesNotContainKey("tls_client_certificate_bound_access_tokens");
		assertThat(metadata).extractingByKey("scopes_supported")
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactlyInAnyOrder((Object[]) SCOPES);
	}

	@Test
	void registerWithoutScopeThenGetsAllOfThem() {
		HttpResponse<String> response = register(RegisteringClient.registration("http://127.0.0.1:1234/cb"));
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(JsonPath.<String>read(response.body(), "$.client_id")).hasSizeGreaterThan(40);
		assertThat(JsonPath.<String>read(response.body(), "$.client_name")).isEqualTo("A test");
		assertThat(JsonPath.<String>read(response.body(), "$.token_endpoint_auth_method")).isEqualTo("none");
		assertThat(JsonPath.<List<String>>read(response.body(), "$.redirect_uris"))
			.containsExactly("http://127.0.0.1:1234/cb");
		assertThat(JsonPath.<List<String>>read(response.body(), "$.grant_types"))
			.containsExactlyInAnyOrder("authorization_code", "refresh_token");
		assertThat(JsonPath.<List<String>>read(response.body(), "$.response_types")).containsExactly("code");
		assertThat(scopes(response)).containsExactlyInAnyOrder(SCOPES);
		assertThat(response.body()).doesNotContain("client_secret");
	}

	@Test
	void registerWithScopesThenIsBoundToThoseThatThereAre() {
		assertThat(scopes(register("""
				{"redirect_uris": ["https://client.example.com/cb"], "scope": "memories:read admin"}""")))
			.containsExactly("memories:read");
	}

	@Test
	void registerWithNoScopeThatThereIsThenRefuses() {
		assertThat(error(register("""
				{"redirect_uris": ["https://client.example.com/cb"], "scope": "admin"}""")))
			.isEqualTo("invalid_client_metadata");
	}

	@Test
	void authorizeWithAScopeThatWasNotRegisteredThenRefuses() {
		RegisteringClient client = RegisteringClient.withScope(server.getIssuer(), "memories:read");
		assertThat(client.asking("scope", "memories:read memories:write").authorize(new Browser("alice")))
			.containsEntry("error", "invalid_scope");
	}

	@Test
	void registerWithSecretThenIsPublicClientWithoutSecret() {
		HttpResponse<String> response = register(
				"""
						{"redirect_uris": ["https://client.example.com/cb"], "token_endpoint_auth_method": "client_secret_basic",
						 "grant_types": ["authorization_code"], "jwks_uri": "https://client.example.com/keys"}""");
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(JsonPath.<String>read(response.body(), "$.token_endpoint_auth_method")).isEqualTo("none");
		assertThat(JsonPath.<List<String>>read(response.body(), "$.grant_types")).containsExactly("authorization_code");
		assertThat(response.body()).doesNotContain("client_secret", "jwks_uri");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://client.example.com/cb", "http://localhost/cb", "http://localhost:8090/cb",
			"http://127.0.0.1:0/", "http://[::1]:4711/cb" })
	void registerWhenRedirectIsSafeThenAccepts(String redirectUri) {
		assertThat(register(RegisteringClient.registration(redirectUri)).statusCode()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://client.example.com/cb", "http://localhost.example.com/cb",
			"http://localhost@example.com/cb", "http://example.com:80@localhost/cb", "http://127.0.0.1.example.com/",
			"http://10.0.0.1/cb", "http:///cb", "http:localhost/cb", "//localhost/cb", "javascript:alert(1)",
			"cursor://callback", "https:/cb", "https://client.example.com/cb#fragment",
			"https://client.example.com/ cb", "" })
	void registerWhenRedirectIsForeignThenRefuses(String redirectUri) {
		assertThat(error(register(RegisteringClient.registration(redirectUri)))).isEqualTo("invalid_redirect_uri");
		assertThat(error(register("{\"redirect_uris\": [\"https://client.example.com/cb\", \"" + redirectUri + "\"]}")))
			.isEqualTo("invalid_redirect_uri");
	}

	@Test
	void registerWithoutRedirectThenRefuses() {
		assertThat(error(register("{\"client_name\": \"A test\"}"))).isEqualTo("invalid_redirect_uri");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"grant_types\": [\"client_credentials\"]", "\"grant_types\": [\"refresh_token\"]",
			"\"response_types\": [\"token\"]" })
	void registerForAnotherFlowThenRefuses(String metadata) {
		assertThat(error(register("{\"redirect_uris\": [\"https://client.example.com/cb\"], " + metadata + "}")))
			.isEqualTo("invalid_client_metadata");
	}

	@Test
	void registerWithAnythingButSmallJsonThenRefuses() {
		String json = RegisteringClient.registration("http://localhost/cb");
		URI endpoint = URI.create(server.getIssuer() + "/oauth2/register");
		assertThat(error(register("{"))).isEqualTo("invalid_request");
		assertThat(error(register(json.replace("A test", "A".repeat(16 * 1024))))).isEqualTo("invalid_request");
		assertThat(error(Http.send(HttpRequest.newBuilder(endpoint)
			.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofString(json))))).isEqualTo("invalid_request");
		assertThat(error(Http.send(HttpRequest.newBuilder(endpoint)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArrays(List.of(json.getBytes(StandardCharsets.UTF_8)))))))
			.isEqualTo("invalid_request");
	}

	@Test
	void authorizeWhenRedirectIsNotRegisteredThenShowsErrorInsteadOfRedirect() {
		RegisteringClient client = new RegisteringClient(server.getIssuer());
		for (String foreign : List.of("https://client.example.com/callback", "http://localhost:33418/other",
				"http://localhost:33418/callback?a=b", "http://127.0.0.1:33418/callback",
				"https://localhost:33418/callback")) {
			HttpResponse<String> response = new Browser("alice")
				.visit(client.asking("redirect_uri", foreign).authorizationRequest());
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(response.headers().firstValue("Location")).isEmpty();
		}
	}

	@Test
	void authorizeWhenPortOfLoopbackIsAnotherThenIsTheSameClient() {
		String redirectUri = "http://localhost:50123/callback";
		RegisteringClient client = new RegisteringClient(server.getIssuer()).asking("redirect_uri", redirectUri)
			.redeeming("redirect_uri", redirectUri);
		assertThat(RegisteringClient.claims(client.obtainToken(new Browser("alice")))).containsEntry("client_id",
				client.getClientId());
	}

	@Test
	void authorizeWithoutPkceThenRefuses() {
		RegisteringClient client = new RegisteringClient(server.getIssuer());
		assertThat(client.asking("code_challenge_method", "plain").authorize(new Browser("alice")))
			.containsEntry("error", "invalid_request");
		assertThat(
				client.asking("code_challenge", "").asking("code_challenge_method", "").authorize(new Browser("alice")))
			.containsEntry("error", "invalid_request");
	}

	@Test
	void redeemWithAnotherVerifierThenRefuses() {
		RegisteringClient client = new RegisteringClient(server.getIssuer()).redeeming("code_verifier",
				ThirdPartyClient.random());
		assertThat(error(client.obtainToken(new Browser("alice")))).isEqualTo("invalid_grant");
	}

	private static HttpResponse<String> register(String json) {
		return RegisteringClient.register(server.getIssuer(), json);
	}

	private static String[] scopes(HttpResponse<String> response) {
		return JsonPath.<String>read(response.body(), "$.scope").split(" ");
	}

	private static String error(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		return JsonPath.read(response.body(), "$.error");
	}

}
