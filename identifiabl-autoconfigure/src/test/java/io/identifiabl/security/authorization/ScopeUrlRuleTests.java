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

package io.identifiabl.security.authorization;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scopes in rules for URLs and in expressions, over HTTP.
 *
 * @author Identifiabl Contributors
 */
class ScopeUrlRuleTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(RuleApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=https://api.example.com", "identifiabl.scopes.hierarchy=admin > read");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	private static HttpResponse<String> get(String path, String scope) {
		return application.getAs(issuer.token("alice").audience("https://api.example.com").scopes(scope).sign(), path);
	}

	@Test
	void ruleLetsGrantedAndImplyingScopesPass() {
		assertThat(get("/rule", "read").statusCode()).isEqualTo(200);
		assertThat(get("/rule", "admin").statusCode()).isEqualTo(200);
	}

	@Test
	void challengeOfARuleNamesItsScope() {
		HttpResponse<String> response = get("/rule", "other");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(McpEndpoint.challenge(response)).contains("error=\"insufficient_scope\"", "scope=\"read\"");
	}

	@Test
	void plainAuthorityHonoursTheHierarchyAndIsNamed() {
		assertThat(get("/authority", "admin").statusCode()).isEqualTo(200);
		assertThat(McpEndpoint.challenge(get("/authority", "other"))).contains("scope=\"read\"");
	}

	@Test
	void expressionHonoursTheHierarchyAndIsNamed() {
		assertThat(get("/expression", "admin").statusCode()).isEqualTo(200);
		assertThat(McpEndpoint.challenge(get("/expression", "other"))).contains("scope=\"read\"");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(RuleController.class)
	static class RuleApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.requestMatchers("/rule")
				.access(ScopeAuthorizationManager.hasScope("read"))
				.anyRequest()
				.authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

	@RestController
	static class RuleController {

		@GetMapping("/rule")
		String rule() {
			return "rule";
		}

		@GetMapping("/authority")
		@PreAuthorize("hasAuthority('SCOPE_read')")
		String authority() {
			return "authority";
		}

		@GetMapping("/expression")
		@PreAuthorize("@identifiabl.hasScope('read')")
		String expression() {
			return "expression";
		}

	}

}
