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

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers of whom the gate sees no JWT as the principal, at an endpoint whose resource is
 * one of the audiences.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class CallerAudienceTests {

	private static TestIssuer issuer;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	private static RunningApplication start(Class<?> application) {
		return McpApplications.start(application, issuer, "identifiabl.audiences=urn:api," + McpApplications.RESOURCE);
	}

	private static HttpResponse<String> initialize(RunningApplication application, String authorization) {
		return McpEndpoint.of(application).with("Authorization", authorization).initialize();
	}

	private static String bearer(String audience) {
		return "Bearer " + issuer.token("alice").audience(audience).scopes("notes:read").sign();
	}

	private static void assertRefused(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(RunningApplication.json(response)).containsEntry("code", "invalid_audience");
		assertThat(McpEndpoint.challenge(response)).startsWith("Bearer error=\"invalid_token\"")
			.contains("resource_metadata=");
	}

	@Test
	void initializeWhenCallerHasAPasswordThenIsRefused() {
		try (RunningApplication application = start(BasicApplication.class)) {
			String credentials = Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));
			assertRefused(initialize(application, "Basic " + credentials));
		}
	}

	@Test
	void initializeWhenConverterHidesTheTokenThenIsRefused() {
		try (RunningApplication application = start(HidingConverterApplication.class)) {
			assertRefused(initialize(application, bearer("urn:api")));
			assertRefused(initialize(application, bearer(McpApplications.RESOURCE)));
		}
	}

	@Test
	void initializeWhenConverterKeepsTheTokenThenItsAudienceCounts() {
		try (RunningApplication application = start(KeepingConverterApplication.class)) {
			assertRefused(initialize(application, bearer("urn:api")));
			assertThat(initialize(application, bearer(McpApplications.RESOURCE)).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void initializeWhenTokenIsOpaqueThenWhatTheIssuerSaysCounts() {
		try (RunningApplication application = start(OpaqueApplication.class)) {
			assertRefused(initialize(application, "Bearer silent"));
			assertRefused(initialize(application, "Bearer urn:api"));
			assertThat(initialize(application, "Bearer " + McpApplications.RESOURCE).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void initializeWhenNoAudienceIsConfiguredThenPasswordWillDo() {
		try (RunningApplication application = McpApplications.start(BasicApplication.class, issuer)) {
			String credentials = Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));
			assertThat(initialize(application, "Basic " + credentials).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void includesWhenLoginHasAttributesOfThatNameThenIsFalse() {
		OAuth2AuthenticatedPrincipal profile = new DefaultOAuth2AuthenticatedPrincipal(
				Map.of("sub", "alice", "aud", List.of(McpApplications.RESOURCE)), List.of());
		assertThat(CallerAudience.includes(UsernamePasswordAuthenticationToken.authenticated(profile, null, List.of()),
				McpApplications.RESOURCE))
			.isFalse();
	}

	@Test
	void includesWhenAudienceIsUnknownThenLogSaysOnceWhatToDo(CapturedOutput output) {
		Authentication caller = new UnknownCaller();
		assertThat(CallerAudience.includes(caller, McpApplications.RESOURCE)).isFalse();
		assertThat(CallerAudience.includes(caller, McpApplications.RESOURCE)).isFalse();
		assertThat(output.toString().split("is not known for which resource")).hasSize(2);
		assertThat(output).contains("UnknownCaller with a principal of the type java.lang.String",
				"Let a converter keep the token");
	}

	@Test
	void includesWhenAudienceIsOneTextThenIsTrue() {
		assertThat(includes(Map.of("aud", McpApplications.RESOURCE))).isTrue();
	}

	@Test
	void includesWhenThereIsNoAudienceThenResourceCounts() {
		assertThat(includes(Map.of("resource", List.of(McpApplications.RESOURCE)))).isTrue();
		assertThat(includes(Map.of("resource", "urn:api"))).isFalse();
	}

	@Test
	void includesWhenThereIsAnAudienceThenResourceDoesNotCount() {
		assertThat(includes(Map.of("aud", "urn:api", "resource", McpApplications.RESOURCE))).isFalse();
		assertThat(includes(Map.of("aud", List.of(), "resource", McpApplications.RESOURCE))).isFalse();
	}

	private static boolean includes(Map<String, Object> claims) {
		OAuth2AuthenticatedPrincipal principal = new DefaultOAuth2AuthenticatedPrincipal(claims, List.of());
		return CallerAudience.includes(new BearerTokenAuthentication(principal,
				new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "x", Instant.EPOCH, Instant.MAX), List.of()),
				McpApplications.RESOURCE);
	}

	static class UnknownCaller extends TestingAuthenticationToken {

		private static final long serialVersionUID = 1L;

		UnknownCaller() {
			super("somebody", "x");
		}

	}

	@Import(McpApplication.class)
	static class BasicApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.httpBasic((basic) -> {
			});
			http.csrf((csrf) -> csrf.disable());
			return http.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("alice").password("{noop}secret").authorities("SCOPE_notes:read").build());
		}

	}

	@Import(McpApplication.class)
	static class HidingConverterApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((server) -> server.jwt((jwt) -> jwt.jwtAuthenticationConverter(this::convert)));
			http.csrf((csrf) -> csrf.disable());
			return http.build();
		}

		AbstractAuthenticationToken convert(Jwt jwt) {
			return UsernamePasswordAuthenticationToken.authenticated(String.valueOf(jwt.getSubject()), null,
					AuthorityUtils.createAuthorityList("SCOPE_notes:read"));
		}

	}

	@Import(McpApplication.class)
	static class KeepingConverterApplication extends HidingConverterApplication {

		@Override
		AbstractAuthenticationToken convert(Jwt jwt) {
			return new JwtAuthenticationToken(jwt,
					User.withUsername(String.valueOf(jwt.getSubject())).password("").build(),
					AuthorityUtils.createAuthorityList("SCOPE_notes:read"));
		}

	}

	@Import(McpApplication.class)
	static class OpaqueApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((server) -> server.opaqueToken((opaque) -> opaque.introspector(introspector())));
			http.csrf((csrf) -> csrf.disable());
			return http.build();
		}

		private static OpaqueTokenIntrospector introspector() {
			return (token) -> new DefaultOAuth2AuthenticatedPrincipal(
					"silent".equals(token) ? Map.of("sub", "alice") : Map.of("sub", "alice", "aud", List.of(token)),
					List.of());
		}

	}

}
