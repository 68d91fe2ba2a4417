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

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.identifiabl.identity.Issuer;
import io.identifiabl.identity.TokenError;
import io.identifiabl.token.TokenRefusedException;

/**
 * Refuses a token in the header of Google's Identity-Aware Proxy that the proxy did not
 * issue: whatever stands in front of an application looks for credentials in
 * {@code Authorization}, and must not be evaded by sending them elsewhere.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see <a href="https://cloud.google.com/iap/docs/signed-headers-howto">Securing your app
 * with signed headers</a>
 */
public final class IapAssertionValidator implements OAuth2TokenValidator<Jwt> {

	/**
	 * The header in which the proxy says who it let through.
	 */
	public static final String HEADER = "x-goog-iap-jwt-assertion";

	private final Set<Issuer> issuers;

	/**
	 * Create a validator.
	 * @param issuers the issuers of the proxy's tokens
	 */
	public IapAssertionValidator(Set<String> issuers) {
		this.issuers = issuers.stream().map(Issuer::of).collect(Collectors.toUnmodifiableSet());
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt jwt) {
		if (isAssertion() && !this.issuers.contains(Issuer.of(String.valueOf(jwt.getClaimAsString("iss"))))) {
			throw new TokenRefusedException(TokenError.UNTRUSTED_ISSUER);
		}
		return OAuth2TokenValidatorResult.success();
	}

	// a request with both headers has been refused before
	private static boolean isAssertion() {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return false;
		}
		HttpServletRequest request = attributes.getRequest();
		return request.getHeader(HEADER) != null && request.getHeader("Authorization") == null;
	}

}
