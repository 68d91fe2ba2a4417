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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.authorization.EnableMultiFactorAuthentication;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.DpopProof;
import io.identifiabl.testapp.Problems;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A token with something else beside it that says who a request comes from, wherever in
 * the filter chain that is looked at.
 *
 * @author Identifiabl Contributors
 */
class SecondCredentialTests {

	private static final String JOE = "Basic am9lOnNlY3JldA==";

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(ManyWaysApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@Test
	void getWhenPasswordIsOfAnotherUserThanTokenThenRefuses() {
		HttpResponse<String> response = application.get("/name", "X-Token", token("alice"), "Authorization", JOE);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(Problems.code(response)).isEqualTo("duplicate_authorization");
	}

	@Test
	void getWhenPasswordIsOfTheSameUserThenTokenAloneDecides() {
		HttpResponse<String> response = application.get("/authorities", "X-Token", token("joe"), "Authorization", JOE);
		assertThat(response.body()).contains("SCOPE_notes:read").doesNotContain("admin");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-At-Bearer", "X-After-Bearer", "X-Before-Basic", "X-After-Basic", "X-Key", "X-After-Key",
			"X-Late", "X-Mapped" })
	void getWhenKeyIsOfAnotherUserThanTokenThenRefuses(String header) {
		HttpResponse<String> response = application.get("/name", "X-Token", token("alice"), header, "joe");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(Problems.code(response)).isEqualTo("duplicate_authorization");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-At-Bearer", "X-After-Bearer", "X-Before-Basic", "X-After-Basic", "X-Key", "X-After-Key",
			"X-Late", "X-Mapped" })
	void getWhenKeyIsOfTheSameUserThenTokenAloneDecides(String header) {
		HttpResponse<String> response = application.get("/authorities", "X-Token", token("alice"), header, "alice");
		assertThat(response.body()).contains("SCOPE_notes:read").doesNotContain("ROLE_key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-At-Bearer", "X-After-Bearer", "X-Before-Basic", "X-After-Basic", "X-Key", "X-After-Key",
			"X-Late" })
	void getWhenKeyIsOfAnotherUserThanProvenTokenThenRefuses(String header) throws Exception {
		assertThat(getProven("alice", "/name", header, "joe").statusCode()).isEqualTo(400);
		assertThat(getProven("alice", "/name", header, "alice").statusCode()).isEqualTo(200);
	}

	@Test
	void getWhenThereIsAKeyOnlyThenAccepts() {
		assertThat(application.get("/name", "X-Key", "joe").body()).isEqualTo("joe");
	}

	@Test
	void getWhenTokenIsMappedToAUserOfTheApplicationThenAccepts() {
		assertThat(application.get("/name", "X-Token", token("alice"), "X-Enriched", "user-17").body())
			.isEqualTo("user-17");
		assertThat(application.get("/authorities", "X-Token", token("alice"), "X-Enriched", "user-17").body())
			.contains("ROLE_key");
	}

	@Test
	void getWhenSessionIsOfAnotherUserThanProvenTokenThenRefuses() throws Exception {
		HttpResponse<String> response = getProven("alice", "/name", "Cookie", login());
		assertThat(response.statusCode()).isEqualTo(400);
	}

	@Test
	void getWhenSessionHasTheAuthorityThenProvenTokenDoesNot() throws Exception {
		HttpResponse<String> response = getProven("joe", "/authorities", "Cookie", login());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("SCOPE_notes:read").doesNotContain("admin");
	}

	private static HttpResponse<String> getProven(String user, String path, String... headers) throws Exception {
		ECKey key = new ECKeyGenerator(Curve.P_256).generate();
		String token = issuer.token(user)
			.audience("urn:api")
			.scopes("notes:read")
			.claim("cnf", Map.of("jkt", key.computeThumbprint().toString()))
			.sign();
		HttpRequest.Builder request = application.request(path).headers(headers);
		String proof = DpopProof.sign(key, "GET", request.build().uri(), token);
		return application.send(request.header("Authorization", "DPoP " + token).header("DPoP", proof));
	}

	private static String token(String user) {
		return issuer.token(user).audience("urn:api").scopes("notes:read").sign();
	}

	private static String login() {
		String cookie = application
			.send(application.request("/login")
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(BodyPublishers.ofString("username=joe&password=secret")))
			.headers()
			.firstValue("Set-Cookie")
			.orElseThrow();
		return cookie.substring(0, cookie.indexOf(';'));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMultiFactorAuthentication(authorities = {})
	@Import({ ApiApplication.class, NameController.class })
	static class ManyWaysApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.csrf((csrf) -> csrf.disable());
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.formLogin(Customizer.withDefaults());
			http.httpBasic(Customizer.withDefaults());
			http.oauth2ResourceServer(
					(resourceServer) -> resourceServer.jwt(Customizer.withDefaults()).dPoP(Customizer.withDefaults()));
			http.addFilterAt(keys("X-At-Bearer"), BearerTokenAuthenticationFilter.class);
			http.addFilterAfter(keys("X-After-Bearer"), BearerTokenAuthenticationFilter.class);
			http.addFilterBefore(keys("X-Before-Basic"), BasicAuthenticationFilter.class);
			http.addFilterAfter(keys("X-After-Basic"), BasicAuthenticationFilter.class);
			AuthenticationManager trusting = (authentication) -> authentication;
			AuthenticationFilter keys = new AuthenticationFilter(trusting,
					(request) -> (request.getHeader("X-Key") != null) ? account(request.getHeader("X-Key"), null)
							: null);
			keys.setSuccessHandler((request, response, authentication) -> {
				// goes on
			});
			http.addFilter(keys);
			http.addFilterAfter(keys("X-After-Key"), AuthenticationFilter.class);
			http.addFilterBefore(mapper("X-Mapped", false), AuthorizationFilter.class);
			http.addFilterBefore(mapper("X-Enriched", true), AuthorizationFilter.class);
			http.addFilterBefore(keys("X-Late"), AuthorizationFilter.class);
			return http.build();
		}

		private static Filter keys(String header) {
			return (request, response, chain) -> {
				String user = ((HttpServletRequest) request).getHeader(header);
				if (user != null) {
					authenticate(account(user, null));
				}
				chain.doFilter(request, response);
			};
		}

		// what stands in for the token's authentication
		private static Filter mapper(String header, boolean keepsToken) {
			return (request, response, chain) -> {
				String user = ((HttpServletRequest) request).getHeader(header);
				Authentication current = SecurityContextHolder.getContext().getAuthentication();
				if (user != null && current != null) {
					authenticate(account(user, keepsToken ? current.getCredentials() : null));
				}
				chain.doFilter(request, response);
			};
		}

		private static void authenticate(Authentication authentication) {
			SecurityContext context = SecurityContextHolder.createEmptyContext();
			context.setAuthentication(authentication);
			SecurityContextHolder.setContext(context);
		}

		private static Authentication account(String user, @Nullable Object credentials) {
			return UsernamePasswordAuthenticationToken.authenticated(user, credentials,
					AuthorityUtils.createAuthorityList("ROLE_key"));
		}

		@Bean
		BearerTokenResolver bearerTokenResolver() {
			return (request) -> request.getHeader("X-Token");
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("joe").password("{noop}secret").authorities("SCOPE_admin", "ROLE_admin").build());
		}

	}

	@RestController
	static class NameController {

		@GetMapping("/name")
		String name(Authentication authentication) {
			return authentication.getName();
		}

		@GetMapping("/authorities")
		List<String> authorities(Authentication authentication) {
			List<String> authorities = new ArrayList<>();
			authentication.getAuthorities().forEach((authority) -> authorities.add(authority.getAuthority()));
			return authorities;
		}

	}

}
