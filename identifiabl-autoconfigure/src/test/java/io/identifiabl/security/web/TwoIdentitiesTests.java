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

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.Certificates;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that say in two ways who they come from.
 *
 * @author Identifiabl Contributors
 */
class TwoIdentitiesTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = start(SessionApplication.class);
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@Test
	void getWhenSessionIsOfAnotherUserThenRefuses() {
		HttpResponse<String> response = get(application, token("alice"), login("bob"), "/api/existing");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(RunningApplication.json(response)).containsEntry("code", "duplicate_authorization");
	}

	@Test
	void getWhenSessionHasTheScopeThenTokenDoesNot() {
		assertThat(get(application, token("bob"), login("bob"), "/admin").statusCode()).isEqualTo(403);
		assertThat(application.get("/admin", "Cookie", login("bob")).statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenSessionIsOfTheSameUserThenTokenAloneDecides() {
		HttpResponse<String> response = get(application, token("bob"), login("bob"), "/api/existing");
		Map<String, Object> existing = RunningApplication.json(response);
		assertThat(existing).containsEntry("name", "bob");
		assertThat(String.valueOf(existing.get("authorities"))).contains("SCOPE_notes:read").doesNotContain("admin");
	}

	@Test
	void getWhenThereIsASessionOnlyThenAccepts() {
		assertThat(application.get("/plain", "Cookie", login("bob")).body()).isEqualTo("bob");
	}

	@Test
	void getWhenSessionIsOfNobodyThenAccepts() {
		assertThat(get(application, token("alice"), anonymousSession(), "/plain").body()).isEqualTo("alice");
	}

	@Test
	void getWhenSessionIsUnknownThenAccepts() {
		assertThat(get(application, token("alice"), "JSESSIONID=0123456789ABCDEF0123456789ABCDEF", "/plain").body())
			.isEqualTo("alice");
	}

	@Test
	void getWhenTokenOfTwoIsBadThenTokenIsRefused() {
		HttpResponse<String> response = get(application, "a.b.c", login("bob"), "/plain");
		assertThat(RunningApplication.json(response)).containsEntry("code", "malformed_token");
	}

	@Test
	void getWhenTwoAreRefusedThenSessionGoesOn() {
		String session = login("bob");
		get(application, token("alice"), session, "/plain");
		assertThat(application.get("/plain", "Cookie", session).body()).isEqualTo("bob");
	}

	@Test
	void getWhenSessionIsOfAnotherUserThanPasswordThenRefuses() {
		HttpResponse<String> response = application.get("/plain", "Cookie", login("bob"), "Authorization",
				"Basic am9lOnNlY3JldA==");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(RunningApplication.json(response)).containsEntry("code", "duplicate_authorization");
	}

	@Test
	void getWhenSessionIsOfAnotherUserThanOpaqueTokenThenRefuses() {
		try (RunningApplication opaque = start(OpaqueApplication.class)) {
			String session = login(opaque, "bob");
			assertThat(get(opaque, "alice", session, "/plain").statusCode()).isEqualTo(400);
			assertThat(get(opaque, "alice", "x=y", "/plain").body()).isEqualTo("alice");
			assertThat(get(opaque, "bob", session, "/admin").statusCode()).isEqualTo(403);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "alice", "bob" })
	void getWhenCertificateIsOfAnotherUserThenRefuses(String user, @TempDir Path directory) throws Exception {
		CertificateApplication.certificate = certificate(directory);
		try (RunningApplication certified = start(CertificateApplication.class)) {
			assertThat(get(certified, token(user), "x=y", "/plain").statusCode())
				.isEqualTo(user.equals("bob") ? 200 : 400);
			assertThat(certified.get("/admin").statusCode()).isEqualTo(200);
			assertThat(get(certified, token("bob"), "x=y", "/admin").statusCode()).isEqualTo(403);
		}
	}

	private static X509Certificate certificate(Path directory) throws Exception {
		return (X509Certificate) Certificates.create(directory, "bob").certificate("bob");
	}

	private static RunningApplication start(Class<?> type) {
		return RunningApplication.start(type, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api");
	}

	private static HttpResponse<String> get(RunningApplication application, String token, String cookie, String path) {
		return application.get(path, "Authorization", "Bearer " + token, "Cookie", cookie);
	}

	private static String login(String user) {
		return login(application, user);
	}

	private static String login(RunningApplication application, String user) {
		HttpResponse<String> response = application.send(application.request("/login")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("username=" + user + "&password=secret")));
		return cookie(response);
	}

	private static String anonymousSession() {
		return cookie(application.get("/visited"));
	}

	private static String cookie(HttpResponse<String> response) {
		String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
		return cookie.substring(0, cookie.indexOf(';'));
	}

	private static String token(String user) {
		return issuer.token(user).audience("urn:api").scopes("notes:read").sign();
	}

	private static UserDetailsService accounts() {
		return new InMemoryUserDetailsManager(List.of("bob", "joe")
			.stream()
			.map((name) -> User.withUsername(name)
				.password("{noop}secret")
				.authorities("SCOPE_admin", "ROLE_admin")
				.build())
			.toList());
	}

	@RestController
	static class PlainController {

		@GetMapping("/plain")
		String plain(java.security.Principal principal) {
			return principal.getName();
		}

		@GetMapping("/admin")
		@RequireScope("admin")
		String admin() {
			return "admin";
		}

		@GetMapping("/visited")
		String visit(jakarta.servlet.http.HttpSession session) {
			return session.getId();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ApiApplication.class, PlainController.class })
	static class SessionApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/visited").permitAll().anyRequest().authenticated());
			http.formLogin(Customizer.withDefaults());
			http.httpBasic(Customizer.withDefaults());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			http.csrf((csrf) -> csrf.disable());
			return http.build();
		}

		@Bean
		UserDetailsService users() {
			return accounts();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ApiApplication.class, PlainController.class })
	static class OpaqueApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.formLogin(Customizer.withDefaults());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.opaqueToken(Customizer.withDefaults()));
			http.csrf((csrf) -> csrf.disable());
			return http.build();
		}

		@Bean
		OpaqueTokenIntrospector introspector() {
			return (token) -> new DefaultOAuth2AuthenticatedPrincipal(token,
					Map.of("sub", token, "iss", "https://opaque.example.com"),
					AuthorityUtils.createAuthorityList("SCOPE_notes:read"));
		}

		@Bean
		UserDetailsService users() {
			return accounts();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ApiApplication.class, PlainController.class })
	static class CertificateApplication {

		@SuppressWarnings("NullAway.Init")
		private static X509Certificate certificate;

		// what the container does with a client's certificate
		@Bean
		FilterRegistrationBean<jakarta.servlet.Filter> certificates() {
			FilterRegistrationBean<jakarta.servlet.Filter> registration = new FilterRegistrationBean<>(
					(request, response, chain) -> {
						request.setAttribute("jakarta.servlet.request.X509Certificate",
								new X509Certificate[] { certificate });
						chain.doFilter(request, response);
					});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.x509(Customizer.withDefaults());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

		@Bean
		UserDetailsService users() {
			return accounts();
		}

	}

}
