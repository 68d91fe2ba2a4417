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

package io.identifiabl.web;

import java.net.http.HttpResponse;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.security.IdentityHolder;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications whose filter chains leave handlers out.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class HandlerCoverageTests {

	private static final String GAP = "No security filter chain covers ";

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
	void startWhenOnlyTheActuatorIsCoveredThenNamesTheRest(CapturedOutput output) {
		configured(ActuatorOnlyApplication.class).close();
		assertThat(output).contains(GAP + "GET /api/existing, GET /api/me, ", "POST /api/notes", "GET /scoped/x",
				"identifiabl.web.public-paths");
	}

	@Test
	void startWhenApplicationIsBelowAPathThenNamesTheRest(CapturedOutput output) {
		configured(ActuatorOnlyApplication.class, "server.servlet.context-path=/app", "spring.mvc.servlet.path=/mvc")
			.close();
		assertThat(output).contains(GAP + "GET /mvc/api/existing");
	}

	@Test
	void startWhenTheRestIsMeantToBeOpenThenSaysNothing(CapturedOutput output) {
		configured(ActuatorOnlyApplication.class, "identifiabl.web.public-paths=/api/**,/open/**,/scoped/**,/held")
			.close();
		assertThat(output).doesNotContain(GAP);
	}

	@Test
	void startWhenTheRestIsMeantToBeOpenBelowAPathThenSaysNothing(CapturedOutput output) {
		configured(ActuatorOnlyApplication.class, "spring.mvc.servlet.path=/mvc",
				"identifiabl.web.public-paths=/api/**,/open/**,/scoped/**,/held")
			.close();
		assertThat(output).doesNotContain(GAP);
	}

	@ParameterizedTest
	@ValueSource(classes = { ApiApplication.class, EverythingApplication.class, HeaderApplication.class })
	void startWhenEverythingMayBeCoveredThenSaysNothing(Class<?> type, CapturedOutput output) {
		configured(type).close();
		assertThat(output).doesNotContain(GAP);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/me", "/open/me", "/scoped/1", "/held" })
	void getWhenIdentityIsNeededWhereNoChainIsThenUnauthorized(String path) {
		try (RunningApplication application = configured(ActuatorOnlyApplication.class)) {
			HttpResponse<String> response = application.get(path);
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(RunningApplication.json(response)).containsEntry("code", "missing_token");
			assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
		}
	}

	@Test
	void getWhenIdentityIsNotNeededWhereNoChainIsThenAnswers() {
		try (RunningApplication application = configured(ActuatorOnlyApplication.class)) {
			assertThat(application.get("/open/maybe").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void startWhenThereIsAPathThatTheChainsLeaveOutThenNamesIt(CapturedOutput output) {
		configured(PartialApplication.class).close();
		assertThat(output).contains(GAP + "GET /held, GET /open/maybe, GET /open/me, GET /scoped/x: anybody");
	}

	@Test
	void startWhenAChainIsForOneMethodThenNamesTheOthers(CapturedOutput output) {
		configured(GetOnlyApplication.class).close();
		assertThat(output).contains("POST /whatever", "DELETE /whatever", "POST /api/notes")
			.doesNotContain("GET /whatever")
			.doesNotContain("HEAD /whatever, HEAD");
	}

	@Test
	void startWhenRequestsAreIgnoredThenNamesTheirHandlers(CapturedOutput output) {
		configured(IgnoringApplication.class).close();
		assertThat(output).contains(GAP + "GET /held, any method of /whatever: anybody");
	}

	@Test
	void startWhenAChainHasNoRulesThenNamesItsHandlers(CapturedOutput output) {
		configured(WithoutRulesApplication.class).close();
		assertThat(output).doesNotContain(GAP)
			.contains("A security filter chain without rules covers GET /api/existing, ",
					"http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())");
	}

	private static RunningApplication configured(Class<?> type, String... properties) {
		String[] all = new String[properties.length + 2];
		System.arraycopy(properties, 0, all, 2, properties.length);
		all[0] = "identifiabl.issuer=" + issuer.getIssuer();
		all[1] = "identifiabl.audiences=urn:api";
		return RunningApplication.start(type, all);
	}

	@RestController
	static class ScopedController {

		@GetMapping("/scoped/{id}")
		@RequireScope("s")
		String scoped() {
			return "scoped";
		}

		@GetMapping("/held")
		String held() {
			return IdentityHolder.getRequired().getSubject();
		}

	}

	@RestController
	static class WhateverController {

		@RequestMapping("/whatever")
		String whatever() {
			return "whatever";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ApiApplication.class, WhateverController.class })
	static class GetOnlyApplication {

		@Bean
		SecurityFilterChain reading(HttpSecurity http) {
			http.securityMatcher((request) -> Set.of("GET", "HEAD").contains(request.getMethod()));
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ApiApplication.class, ScopedController.class, WhateverController.class })
	static class IgnoringApplication {

		@Bean
		WebSecurityCustomizer ignoring() {
			return (web) -> web.ignoring().requestMatchers("/whatever", "/held");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class WithoutRulesApplication {

		@Bean
		SecurityFilterChain authenticating(HttpSecurity http) {
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ApiApplication.class, ScopedController.class })
	static class ActuatorOnlyApplication {

		@Bean
		SecurityFilterChain actuator(HttpSecurity http) {
			http.securityMatcher(EndpointRequest.toAnyEndpoint());
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ApiApplication.class, ScopedController.class })
	static class PartialApplication {

		@Bean
		SecurityFilterChain api(HttpSecurity http) {
			http.securityMatcher("/api/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ApiApplication.class, ScopedController.class })
	static class EverythingApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.securityMatcher("/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ApiApplication.class, ScopedController.class })
	static class HeaderApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.securityMatcher((request) -> request.getHeader("X-Api") != null);
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

}
