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

import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import io.identifiabl.identity.Identity;

/**
 * Lets MockMvc make requests as somebody. <pre class="code">
 * this.mvc.get().uri("/notes").with(identity(TestIdentities.user("alice").build()))
 * </pre> Spring Security's own {@code jwt()} works as well: its claims are mapped to an
 * identity.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityRequestPostProcessors {

	private IdentityRequestPostProcessors() {
	}

	/**
	 * Make a request as an identity, as if it had come with a valid token: it is
	 * authenticated, and like every request with a bearer token it needs no CSRF token.
	 * Nothing is verified.
	 * @param identity the identity
	 * @return a post-processor for {@code with(..)}
	 * @see TestIdentities#user(String)
	 */
	public static RequestPostProcessor identity(Identity identity) {
		RequestPostProcessor authentication = SecurityMockMvcRequestPostProcessors
			.authentication(TestIdentities.authentication(identity));
		return (request) -> {
			CsrfFilter.skipRequest(request);
			return authentication.postProcessRequest(request);
		};
	}

	/**
	 * Make a request with a bearer token, which is verified as in production.
	 * @param token the token in compact form
	 * @return a post-processor for {@code with(..)}
	 * @see TestIssuer#token(String)
	 */
	public static RequestPostProcessor bearerToken(String token) {
		return (request) -> {
			request.addHeader("Authorization", "Bearer " + token);
			return request;
		};
	}

}
