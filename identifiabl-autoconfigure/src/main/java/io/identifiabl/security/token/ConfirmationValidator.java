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

import java.security.cert.X509Certificate;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.identifiabl.token.Confirmation;

/**
 * Refuses a bound token that comes without its proof, before its authentication is
 * announced as a success: without the client certificate that it names (RFC 8705 section
 * 3), or as a bearer token although it is bound to a DPoP key (RFC 9449 section 7.1). The
 * proof of a request with the {@code DPoP} scheme is left to Spring Security, which only
 * decodes the token of such a request in order to check its proof.
 *
 * @author Identifiabl Contributors
 */
final class ConfirmationValidator implements OAuth2TokenValidator<Jwt> {

	private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

	private static final String DPOP_SCHEME = "DPoP ";

	@Override
	public OAuth2TokenValidatorResult validate(Jwt jwt) {
		Confirmation confirmation = Confirmation.of(jwt.getClaims());
		HttpServletRequest request = request();
		if (request != null && isSentWithProof(request, jwt)) {
			ProvedToken.of(request, jwt);
		}
		else {
			confirmation.refuseBearer();
		}
		confirmation.requireCertificate((request != null) ? certificate(request) : null);
		return OAuth2TokenValidatorResult.success();
	}

	// a proof is for the token beside it, and for no other that the request may hold
	private static boolean isSentWithProof(HttpServletRequest request, Jwt jwt) {
		String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
		return authorization != null && authorization.regionMatches(true, 0, DPOP_SCHEME, 0, DPOP_SCHEME.length())
				&& authorization.substring(DPOP_SCHEME.length()).trim().equals(jwt.getTokenValue());
	}

	private static @Nullable X509Certificate certificate(HttpServletRequest request) {
		return (request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0) ? chain[0]
				: null;
	}

	private static @Nullable HttpServletRequest request() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest() : null;
	}

}
