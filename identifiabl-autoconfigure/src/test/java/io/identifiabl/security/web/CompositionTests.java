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

import java.net.http.HttpResponse;
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
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.OwnDecoderApplication;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with security of their own.
 *
 * @author Identifiabl Contributors
 */
class CompositionTests {

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	@Test
	void ownChainWithAResourceServerGetsIdentityAndChallenges() {
		try (RunningApplication application = configured(OwnChainApplication.class)) {
			assertThat(RunningApplication.json(application.getAs(token(), "/api/me"))).containsEntry("subject", "user");
			assertThat(Problems.code(application.get("/api/me"))).isEqualTo("missing_token");
		}
	}

	@Test
	void ownChainThatOptsOutKeepsSpringSecuritysAnswers() {
		try (RunningApplication application = configured(OptedOutApplication.class)) {
			HttpResponse<String> response = application.get("/api/me");
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(response.body()).isEmpty();
			assertThat(application.getAs(token(), "/api/me").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void formLoginChainBesideTheApiStaysUntouched() {
		try (RunningApplication application = configured(FormLoginApplication.class)) {
			HttpResponse<String> page = application.get("/login");
			assertThat(page.body()).contains("<form", "name=\"_csrf\"");
			HttpResponse<String> redirect = application.get("/pages/start", "Accept", "text/html");
			assertThat(redirect.statusCode()).isEqualTo(302);
			assertThat(redirect.headers().firstValue("Location").orElse("")).endsWith("/login");
			assertThat(redirect.headers().firstValue("WWW-Authenticate")).isEmpty();
			assertThat(application.getAs(token(), "/api/me").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void ownDecoderNeedsNoIssuerAndIsStillMapped() {
		try (RunningApplication application = RunningApplication.start(OwnDecoderApplication.class,
				"app.jwk-set-uri=" + issuer.getJwkSetUri())) {
			String token = issuer.token("user").header("typ", "JWT").scopes("a").sign();
			Map<String, Object> identity = RunningApplication.json(application.getAs(token, "/api/me"));
			assertThat(identity).containsEntry("subject", "user").containsEntry("issuer", issuer.getIssuer());
			assertThat(application.getAs("a.b.c", "/api/me").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void opaqueTokensNeedNoIssuerAndAreStillMapped() {
		try (RunningApplication application = RunningApplication.start(OpaqueTokenApplication.class)) {
			assertThat(RunningApplication.json(application.getAs("opaque", "/api/me"))).containsEntry("subject", "user")
				.containsEntry("issuer", "https://opaque.example.com");
		}
	}

	@Test
	void opaqueTokenChainKeepsSpringSecuritysAnswers() {
		try (RunningApplication application = RunningApplication.start(OpaqueTokenApplication.class)) {
			HttpResponse<String> response = application.get("/api/me");
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(response.body()).isEmpty();
		}
	}

	@Test
	void bootsOwnPropertiesAreEnough() {
		try (RunningApplication application = RunningApplication.start(ApiApplication.class,
				"spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.getIssuer(),
				"spring.security.oauth2.resourceserver.jwt.audiences=urn:api")) {
			assertThat(application.getAs(token(), "/api/me").statusCode()).isEqualTo(200);
			assertThat(Problems.code(application.getAs(issuer.token("user").audience("urn:other").sign(), "/api/me")))
				.isEqualTo("invalid_audience");
		}
	}

	@Test
	void bootsAuthorityPropertiesKeepTheirMeaning() {
		try (RunningApplication application = RunningApplication.start(ApiApplication.class,
				"spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.getIssuer(),
				"spring.security.oauth2.resourceserver.jwt.audiences=urn:api",
				"spring.security.oauth2.resourceserver.jwt.authorities-claim-name=rights",
				"spring.security.oauth2.resourceserver.jwt.authority-prefix=RIGHT_",
				"spring.security.oauth2.resourceserver.jwt.principal-claim-name=login")) {
			String token = issuer.token("user").audience("urn:api").claim("rights", "x").claim("login", "joe").sign();
			Map<String, Object> existing = RunningApplication.json(application.getAs(token, "/api/existing"));
			assertThat(String.valueOf(existing.get("authorities"))).contains("RIGHT_x").doesNotContain("SCOPE_");
			assertThat(existing).containsEntry("name", "joe");
			assertThat(RunningApplication.json(application.getAs(token, "/api/me"))).containsEntry("subject", "user");
		}
	}

	@Test
	void chainWithALoginPageAnswersBrowsersWithIt() {
		try (RunningApplication application = configured(MixedChainApplication.class)) {
			assertThat(application.get("/api/me", "Accept", "text/html").statusCode()).isEqualTo(302);
			assertThat(Problems.code(application.get("/api/me", "Accept", "application/json")))
				.isEqualTo("missing_token");
			assertThat(Problems.code(application.getAs("a.b.c", "/api/me"))).isEqualTo("malformed_token");
		}
	}

	@Test
	void disabledThenNothingIsThere() {
		try (RunningApplication application = RunningApplication.start(OwnDecoderApplication.class,
				"app.jwk-set-uri=" + issuer.getJwkSetUri(), "identifiabl.enabled=false")) {
			assertThat(application.getContext().getBeanNamesForType(io.identifiabl.security.IdentityResolver.class))
				.isEmpty();
		}
	}

	private static RunningApplication configured(Class<?> type) {
		return RunningApplication.start(type, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api");
	}

	private static String token() {
		return issuer.token("user").audience("urn:api").sign();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class OwnChainApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class OptedOutApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.with(IdentifiablHttpConfigurer.identifiabl(), AbstractHttpConfigurer::disable);
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class FormLoginApplication {

		@Bean
		@Order(1)
		SecurityFilterChain api(HttpSecurity http) {
			http.securityMatcher("/api/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain pages(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.formLogin(Customizer.withDefaults());
			return http.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("joe").password("{noop}secret").build());
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class MixedChainApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.formLogin(Customizer.withDefaults());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class OpaqueTokenApplication {

		@Bean
		OpaqueTokenIntrospector introspector() {
			return (token) -> new DefaultOAuth2AuthenticatedPrincipal("user",
					Map.of("sub", "user", "iss", "https://opaque.example.com"), AuthorityUtils.NO_AUTHORITIES);
		}

	}

}
