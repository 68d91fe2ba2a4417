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

package io.identifiabl.test;

import java.util.Collections;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

import io.identifiabl.identity.Identity;
import io.identifiabl.token.IdentityJwt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IdentityRequestPostProcessors}.
 *
 * @author Identifiabl Contributors
 */
class IdentityRequestPostProcessorsTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/notes");

	@Test
	void identityAuthenticatesTheRequest() {
		Identity alice = TestIdentities.user("alice").build();
		IdentityRequestPostProcessors.identity(alice).postProcessRequest(this.request);
		assertThat(Collections.list(this.request.getAttributeNames())).map(this.request::getAttribute)
			.filteredOn(SecurityContext.class::isInstance)
			.map(SecurityContext.class::cast)
			.map(SecurityContext::getAuthentication)
			.map(Authentication::getPrincipal)
			.map(IdentityJwt.class::cast)
			.map(IdentityJwt::getIdentity)
			.containsExactly(alice);
	}

	@Test
	void identityNeedsNoCsrfToken() throws Exception {
		IdentityRequestPostProcessors.identity(TestIdentities.user("alice").build()).postProcessRequest(this.request);
		MockFilterChain chain = new MockFilterChain();
		new CsrfFilter(new HttpSessionCsrfTokenRepository()).doFilter(this.request, new MockHttpServletResponse(),
				chain);
		assertThat(chain.getRequest()).isNotNull();
	}

	@Test
	void identityLeavesNoToken() {
		IdentityRequestPostProcessors.identity(TestIdentities.user("alice").build()).postProcessRequest(this.request);
		assertThat(this.request.getHeader("Authorization")).isNull();
	}

	@Test
	void bearerTokenSetsTheHeader() {
		IdentityRequestPostProcessors.bearerToken("a.b.c").postProcessRequest(this.request);
		assertThat(this.request.getHeader("Authorization")).isEqualTo("Bearer a.b.c");
	}

}
