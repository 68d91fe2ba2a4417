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

package io.identifiabl.test.slice;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.identifiabl.identity.Scopes;
import io.identifiabl.test.IdentityRequestPostProcessors;
import io.identifiabl.test.TestIdentities;
import io.identifiabl.test.WithIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Tests for a slice of an application that has a filter chain of its own, which is
 * protected against CSRF as every chain is that does not say otherwise.
 *
 * @author Identifiabl Contributors
 */
@WebMvcTest(NotesController.class)
class OwnFilterChainSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void getWhenOpenThenNeedsNobody() {
		assertThat(this.mvc.get().uri("/open")).hasStatusOk();
	}

	@Test
	void getWhenAnonymousThen401WithOurProblem() {
		assertThat(this.mvc.get().uri("/me")).hasStatus(HttpStatus.UNAUTHORIZED)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("missing_token");
	}

	@Test
	@WithIdentity(userId = "alice", scopes = "notes:read")
	void getWithIdentityThenTheChainsOwnRulesHold() {
		assertThat(this.mvc.get().uri("/me")).hasStatusOk();
	}

	@Test
	@WithIdentity(userId = "alice")
	void getWithoutTheChainsScopeThen403() {
		assertThat(this.mvc.get().uri("/me")).hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void postAsIdentityThenNeedsNoCsrfToken() {
		assertThat(this.mvc.post()
			.uri("/notes")
			.with(IdentityRequestPostProcessors
				.identity(TestIdentities.user("alice").scopes(Scopes.of("notes:read", "notes:write")).build())))
			.hasStatusOk();
	}

	@Test
	@WithIdentity(userId = "alice", scopes = { "notes:read", "notes:write" })
	void postWithIdentityAndCsrfTokenThenWritten() {
		assertThat(this.mvc.post().uri("/notes").with(csrf())).hasStatusOk();
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class OwnFilterChainConfiguration {

		@Bean
		SecurityFilterChain ownFilterChain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.requestMatchers("/open")
				.permitAll()
				.anyRequest()
				.hasAuthority("SCOPE_notes:read"));
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

	}

}
