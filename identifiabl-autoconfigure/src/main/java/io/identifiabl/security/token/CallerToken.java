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

package io.identifiabl.security.token;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/**
 * The token that an authentication was made from, wherever an application's converter or
 * filter has put it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class CallerToken {

	private CallerToken() {
	}

	/**
	 * Return the token.
	 * @param authentication the authentication
	 * @return the token, {@code null} if there is none, or none that is still there
	 */
	public static @Nullable OAuth2Token find(Authentication authentication) {
		if (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token) {
			return token.getToken();
		}
		if (authentication.getPrincipal() instanceof OAuth2Token token) {
			return token;
		}
		return (authentication.getCredentials() instanceof OAuth2Token token) ? token : null;
	}

	/**
	 * Return what the token says, or what an authorization server answered about it.
	 * @param authentication the authentication
	 * @return the claims, {@code null} if there is no token that has any
	 */
	public static @Nullable Map<String, Object> claims(Authentication authentication) {
		if (authentication.getPrincipal() instanceof Jwt token) {
			return token.getClaims();
		}
		if (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token) {
			return token.getTokenAttributes();
		}
		return (authentication.getCredentials() instanceof Jwt token) ? token.getClaims() : null;
	}

}
