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

package io.identifiabl.security.token;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens of a real Spring Authorization Server as its starter sets it up: it knows no
 * resources, so that access tokens and ID tokens have the client for their audience, and
 * neither has a hash of the other.
 *
 * @author Identifiabl Contributors
 */
class StockAuthorizationServerTests {

	private static final String CALLBACK = "http://127.0.0.1/callback";

	private static RunningApplication server;

	private static Map<String, Object> tokens;

	@BeforeAll
	static void start() throws Exception {
		String client = "spring.security.oauth2.authorizationserver.client.web.";
		server = RunningApplication.start(ServerApplication.class, "identifiabl.enabled=false",
				client + "registration.client-id=web", client + "registration.client-secret={noop}secret",
				client + "registration.client-authentication-methods=client_secret_basic",
				client + "registration.authorization-grant-types=authorization_code,client_credentials",
				client + "registration.redirect-uris=" + CALLBACK, client + "registration.scopes=openid,read",
				client + "require-proof-key=false");
		tokens = new Visitor().signIn();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "generic", "spring-as" })
	void accessTokenIsOfTheUser(String type) {
		try (RunningApplication application = resourceServer(type)) {
			assertThat(RunningApplication.json(application.getAs(token("access_token"), "/api/me")))
				.containsEntry("principalType", "user")
				.containsEntry("userId", "alice");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "generic", "spring-as" })
	void idTokenIsRefusedByName(String type) {
		try (RunningApplication application = resourceServer(type)) {
			HttpResponse<String> response = application.getAs(token("id_token"), "/api/me");
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(Problems.code(response)).isEqualTo("id_token_used_as_access_token");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "generic", "spring-as" })
	void tokenOfTheClientAloneIsOfAService(String type) {
		try (RunningApplication application = resourceServer(type)) {
			String own = String.valueOf(token("grant_type", "client_credentials", "scope", "read").get("access_token"));
			assertThat(RunningApplication.json(application.getAs(own, "/api/me"))).containsEntry("principalType",
					"service");
		}
	}

	// what only the preset knows
	@Test
	void accessTokenNamesItsClientIfThePresetIsKnown() {
		try (RunningApplication application = resourceServer("spring-as")) {
			assertThat(RunningApplication.json(application.getAs(token("access_token"), "/api/me")))
				.containsEntry("clientId", "web");
		}
	}

	private static RunningApplication resourceServer(String type) {
		return RunningApplication.start(ApiApplication.class, "identifiabl.providers.as.issuer=" + address(""),
				"identifiabl.providers.as.type=" + type, "identifiabl.providers.as.audiences=web");
	}

	private static String token(String name) {
		return String.valueOf(tokens.get(name));
	}

	private static Map<String, Object> token(String... form) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address("/oauth2/token")))
			.header("Authorization", "Basic d2ViOnNlY3JldA==")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form(form)));
		return RunningApplication.json(server.send(request));
	}

	private static String address(String path) {
		return "http://127.0.0.1:" + server.getPort("local.server.port") + path;
	}

	private static String form(String... pairs) {
		StringBuilder form = new StringBuilder();
		for (int i = 0; i < pairs.length; i += 2) {
			form.append((i > 0) ? "&" : "")
				.append(pairs[i])
				.append('=')
				.append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
		}
		return form.toString();
	}

	/**
	 * Somebody with a browser.
	 */
	private static final class Visitor {

		private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

		private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

		Map<String, Object> signIn() throws IOException, InterruptedException {
			String authorize = "/oauth2/authorize?" + form("response_type", "code", "client_id", "web", "redirect_uri",
					CALLBACK, "scope", "openid read", "nonce", "n-0S6_WzA2Mj", "state", "s");
			send(HttpRequest.newBuilder(URI.create(address(authorize))).header("Accept", "text/html"));
			Matcher csrf = CSRF.matcher(send(HttpRequest.newBuilder(URI.create(address("/login")))).body());
			assertThat(csrf.find()).isTrue();
			send(HttpRequest.newBuilder(URI.create(address("/login")))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(BodyPublishers
					.ofString(form("username", "alice", "password", "secret", "_csrf", csrf.group(1)))));
			String location = send(HttpRequest.newBuilder(URI.create(address(authorize))).header("Accept", "text/html"))
				.headers()
				.firstValue("Location")
				.orElseThrow();
			return token("grant_type", "authorization_code", "redirect_uri", CALLBACK, "code", code(location));
		}

		private static String code(String location) {
			return Pattern.compile("[?&]")
				.splitAsStream(location)
				.filter((parameter) -> parameter.startsWith("code="))
				.map((parameter) -> parameter.substring("code=".length()))
				.collect(Collectors.joining());
		}

		private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
			return this.browser.send(request.build(), BodyHandlers.ofString());
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ServerApplication {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("alice").password("{noop}secret").roles("USER").build());
		}

	}

}
