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

package io.identifiabl.demo.authorizationserver;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads an authorization request, with the scopes that it is about if it names none (RFC
 * 6749 section 3.3): there would be nothing to consent to.
 *
 * @author Identifiabl Contributors
 */
final class DefaultScopes implements AuthenticationConverter {

	private static final Set<String> SCOPES = Set.of("memories:read", "memories:write");

	private final AuthenticationConverter delegate = new OAuth2AuthorizationCodeRequestAuthenticationConverter();

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		Authentication authentication = this.delegate.convert(request);
		return (authentication instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked
				&& asked.getScopes().isEmpty()) ? withScopes(asked) : authentication;
	}

	private static Authentication withScopes(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
		return new OAuth2AuthorizationCodeRequestAuthenticationToken(asked.getAuthorizationUri(), asked.getClientId(),
				(Authentication) asked.getPrincipal(), asked.getRedirectUri(), asked.getState(), SCOPES,
				asked.getAdditionalParameters());
	}

}
