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

package io.identifiabl.autoconfigure;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is an authorization server as well, with tokens of its own.
 *
 * @author Identifiabl Contributors
 */
class AuthorizationServerApplicationTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		String client = "spring.security.oauth2.authorizationserver.client.demo.";
		application = RunningApplication.start(AuthorizationServerApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				client + "registration.client-id=demo", client + "registration.client-secret={noop}secret",
				client + "registration.client-authentication-methods=client_secret_basic",
				client + "registration.authorization-grant-types=client_credentials",
				client + "registration.scopes=openid,client.create");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@Test
	void apiTakesTokensOfTheConfiguredIssuer() {
		String token = issuer.token("user").audience("urn:api").sign();
		assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(200);
	}

	@Test
	void apiRefusesTokensOfTheServerItself() {
		assertThat(VerifiedRequestTests.code(application.getAs(ownToken(), "/api/me"))).isEqualTo("untrusted_issuer");
	}

	@Test
	void serversOwnEndpointTakesItsOwnTokens() {
		// 403 of the endpoint itself, which got past the decoder and misses the openid
		// scope
		assertThat(application.getAs(ownToken(), "/userinfo").statusCode()).isEqualTo(403);
	}

	@Test
	void serversOwnEndpointRefusesTokensOfTheConfiguredIssuer() {
		String token = issuer.token("user").audience("urn:api").sign();
		assertThat(application.getAs(token, "/userinfo").statusCode()).isEqualTo(401);
	}

	private static String ownToken() {
		String form = "grant_type=client_credentials&scope=client.create";
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + application.getPort("local.server.port") + "/oauth2/token"))
			.header("Authorization", "Basic ZGVtbzpzZWNyZXQ=")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form));
		Map<String, Object> response = RunningApplication.json(application.send(request));
		return String.valueOf(response.get("access_token"));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class AuthorizationServerApplication {

		@Bean
		@Order(1)
		SecurityFilterChain authorizationServer(HttpSecurity http) {
			http.oauth2AuthorizationServer((server) -> {
				http.securityMatcher(server.getEndpointsMatcher());
				server.oidc(Customizer.withDefaults());
			});
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain api(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("joe").password("{noop}secret").build());
		}

	}

}
