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

import java.time.Instant;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.identifiabl.test.IdentityRequestPostProcessors;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.test.WithIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a whole application with real tokens, as the documentation of
 * {@link TestIssuer} shows it.
 *
 * @author Identifiabl Contributors
 */
@SpringBootTest
@AutoConfigureMockMvc
class RealTokenTests {

	private static final String AUDIENCE = "https://api.example.com";

	private static final TestIssuer issuer = TestIssuer.start();

	@Autowired
	private MockMvcTester mvc;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("identifiabl.issuer", issuer::getIssuer);
		registry.add("identifiabl.audiences", () -> AUDIENCE);
	}

	@AfterAll
	static void stopIssuer() {
		issuer.close();
	}

	@Test
	void postWithTokenThenWritten() {
		assertThat(this.mvc.post()
			.uri("/notes")
			.with(IdentityRequestPostProcessors.bearerToken(token().scopes("notes:write").sign()))).hasStatusOk()
			.hasBodyTextEqualTo("written by alice");
	}

	@Test
	void getWithExpiredTokenThen401() {
		String expired = token().issuedAt(Instant.now().minusSeconds(7200)).sign();
		assertThat(this.mvc.get().uri("/me").with(IdentityRequestPostProcessors.bearerToken(expired)))
			.hasStatus(HttpStatus.UNAUTHORIZED)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("expired_token");
	}

	@Test
	@WithIdentity(userId = "alice")
	void getWithIdentityThenNeedsNoToken() {
		assertThat(this.mvc.get().uri("/me")).hasStatusOk();
	}

	private static TestToken token() {
		return issuer.token("alice").audience(AUDIENCE);
	}

}
