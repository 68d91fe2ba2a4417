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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.identifiabl.test.IdentityRequestPostProcessors;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.WithIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;

/**
 * Tests for a slice of an application whose properties name a provider that cannot be
 * reached, as an {@code application.yml} does in a test.
 *
 * @author Identifiabl Contributors
 */
@WebMvcTest(controllers = NotesController.class,
		properties = { "identifiabl.audiences=https://api.example.com", "identifiabl.scopes.merge-permissions=true",
				"identifiabl.providers.default.roles-namespace=https://acme.example/" })
class ConfiguredProviderSliceTests {

	private static final String AUDIENCE = "https://api.example.com";

	private static final TestIssuer issuer = closedIssuer();

	@Autowired
	private MockMvcTester mvc;

	private static TestIssuer closedIssuer() {
		TestIssuer issuer = TestIssuer.start();
		issuer.close();
		return issuer;
	}

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("identifiabl.providers.default.issuer", issuer::getIssuer);
	}

	@Test
	@WithIdentity(userId = "alice")
	void getWithIdentityThenNeedsNoProvider() {
		assertThat(this.mvc.get().uri("/me")).hasStatusOk();
	}

	@Test
	void getWithStockJwtThenConfiguredMappingHolds() {
		assertThat(this.mvc.get()
			.uri("/me")
			.with(jwt().jwt(
					(token) -> token.issuer(issuer.getIssuer()).claim("https://acme.example/roles", List.of("admin")))))
			.hasStatusOk()
			.bodyJson()
			.extractingPath("$.roles")
			.asArray()
			.containsExactly("admin");
	}

	@Test
	void getWithTokenThenConfiguredProviderDecides() {
		String token = issuer.token("alice").audience(AUDIENCE).sign();
		assertThat(this.mvc.get().uri("/me").with(IdentityRequestPostProcessors.bearerToken(token)))
			.hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("keys_unavailable");
	}

}
