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

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientRegistrationAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads the registration of a client. Anybody may send one, so it is a small one, and
 * JSON: a page in the user's browser cannot send that to another origin.
 *
 * @author Identifiabl Contributors
 */
final class ClientRegistrationReader implements AuthenticationConverter {

	private static final int MAX_SIZE = 16 * 1024;

	private final AuthenticationConverter delegate = new OAuth2ClientRegistrationAuthenticationConverter();

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		MediaType type = new ServletServerHttpRequest(request).getHeaders().getContentType();
		if (type == null || !type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
			throw refuse("Content-Type must be application/json");
		}
		long size = request.getContentLengthLong();
		// without a length nobody knows
		if (size < 0 || size > MAX_SIZE) {
			throw refuse("Content-Length must be at most " + MAX_SIZE);
		}
		return this.delegate.convert(request);
	}

	private static OAuth2AuthenticationException refuse(String description) {
		return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, description,
				"https://datatracker.ietf.org/doc/html/rfc7591#section-3.1"));
	}

}
