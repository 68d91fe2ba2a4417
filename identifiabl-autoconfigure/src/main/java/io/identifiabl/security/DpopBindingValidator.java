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

package io.identifiabl.security;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.identifiabl.token.TokenError;
import io.identifiabl.token.TokenRefusedException;

/**
 * Refuses a DPoP-bound token that comes as a bearer token (RFC 9449 section 7.1), before
 * its authentication is announced as a success. A request with the {@code DPoP} scheme is
 * left to Spring Security, which checks the proof.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class DpopBindingValidator implements OAuth2TokenValidator<Jwt> {

	private static final String DPOP_SCHEME = "DPoP ";

	@Override
	public OAuth2TokenValidatorResult validate(Jwt jwt) {
		if (jwt.getClaims().get("cnf") instanceof Map<?, ?> confirmation && confirmation.containsKey("jkt")
				&& !isDpopRequest()) {
			throw new TokenRefusedException(TokenError.DPOP_BOUND_TOKEN_AS_BEARER);
		}
		return OAuth2TokenValidatorResult.success();
	}

	private static boolean isDpopRequest() {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return false;
		}
		HttpServletRequest request = attributes.getRequest();
		String authorization = request.getHeader("Authorization");
		return authorization != null && authorization.regionMatches(true, 0, DPOP_SCHEME, 0, DPOP_SCHEME.length());
	}

}
