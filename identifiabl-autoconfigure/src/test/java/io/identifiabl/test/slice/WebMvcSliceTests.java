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
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.Scopes;
import io.identifiabl.test.IdentityRequestPostProcessors;
import io.identifiabl.test.TestIdentities;
import io.identifiabl.test.WithIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;

/**
 * Tests for a slice without any property.
 *
 * @author Identifiabl Contributors
 */
@WebMvcTest(NotesController.class)
class WebMvcSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void getWhenAnonymousThen401() {
		assertThat(this.mvc.get().uri("/me")).hasStatus(HttpStatus.UNAUTHORIZED)
			.hasHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
			.hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("missing_token");
	}

	@Test
	void getWhenTokenThenNoProviderVouchesForIt() {
		assertThat(this.mvc.get().uri("/me").with(IdentityRequestPostProcessors.bearerToken("a.b.c")))
			.hasStatus(HttpStatus.UNAUTHORIZED)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("invalid_token");
	}

	@Test
	@WithIdentity(userId = "alice", orgId = "acme", scopes = "notes:read")
	void getWithIdentityThenControllerSeesIt() {
		assertThat(this.mvc.get().uri("/me")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"userId":"alice","subject":"alice","principalType":"user","issuer":"https://issuer.example.com",
				"orgId":"acme","scopes":["notes:read"]}""");
	}

	@Test
	@WithIdentity(userId = "alice")
	void getWithIdentityThenExistingCodeSeesToken() {
		assertThat(this.mvc.get().uri("/notes")).hasStatusOk()
			.bodyJson()
			.isEqualTo("{\"user\":\"alice\",\"subject\":\"alice\"}");
	}

	@Test
	@WithIdentity(userId = "alice", scopes = "notes:write")
	void postWithScopeThenWritten() {
		assertThat(this.mvc.post().uri("/notes")).hasStatusOk().hasBodyTextEqualTo("written by alice");
	}

	@Test
	@WithIdentity(userId = "alice", scopes = "notes:read", permissions = "notes:write", roles = "notes:write")
	void postWithoutScopeThen403() {
		assertThat(this.mvc.post().uri("/notes")).hasStatus(HttpStatus.FORBIDDEN)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("insufficient_scope");
	}

	@Test
	@WithIdentity(userId = "alice")
	void postWithoutScopeThenChallengeNamesIt() {
		assertThat(this.mvc.post().uri("/notes").exchange().getResponse().getHeader(HttpHeaders.WWW_AUTHENTICATE))
			.contains("scope=\"notes:write\"");
	}

	@Test
	@WithIdentity(userId = "alice")
	void postProcessorComesBeforeAnnotation() {
		Identity bob = TestIdentities.user("bob").scopes(Scopes.of("notes:write")).build();
		assertThat(this.mvc.post().uri("/notes").with(IdentityRequestPostProcessors.identity(bob))).hasStatusOk()
			.hasBodyTextEqualTo("written by bob");
	}

	@Test
	void getAsServiceThenControllerSeesIt() {
		Identity service = TestIdentities.service("nightly-job").build();
		assertThat(this.mvc.get().uri("/me").with(IdentityRequestPostProcessors.identity(service))).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("""
					{"subject":"nightly-job","clientId":"nightly-job","principalType":"service"}""");
	}

	@Test
	void getWithStockJwtThenClaimsAreMapped() {
		assertThat(this.mvc.get()
			.uri("/me")
			.with(jwt()
				.jwt((token) -> token.subject("alice").issuer("https://issuer.example.com").claim("scope", "a b"))))
			.hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("""
					{"userId":"alice","issuer":"https://issuer.example.com","scopes":["a","b"]}""");
	}

	@Test
	void getWithBareStockJwtThenStillSomebody() {
		assertThat(this.mvc.get().uri("/me").with(jwt())).hasStatusOk()
			.bodyJson()
			.extractingPath("$.userId")
			.isEqualTo("user");
	}

	@Test
	void postWithStockJwtThenItsAuthoritiesDecide() {
		assertThat(
				this.mvc.post().uri("/notes").with(jwt().authorities(new SimpleGrantedAuthority("SCOPE_notes:write"))))
			.hasStatusOk();
	}

	@Test
	void postWithStockJwtWithoutScopeThen403() {
		assertThat(this.mvc.post().uri("/notes").with(jwt())).hasStatus(HttpStatus.FORBIDDEN);
	}

}
