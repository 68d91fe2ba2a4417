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

import jakarta.servlet.ServletRequest;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Leaves the endpoints of an authorization server in the same application (user info,
 * client registration) to that server's own decoder: the tokens they take are its own,
 * and issued for its clients. An API that happens to be in the same filter chain is none
 * of them: its tokens need an audience, and must not be ID tokens.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuthorizationServerJwtDecoder implements JwtDecoder {

	private static final String ATTRIBUTE = AuthorizationServerJwtDecoder.class.getName();

	private final JwtDecoder delegate;

	private final JwtDecoder authorizationServer;

	/**
	 * Create a decoder.
	 * @param delegate decodes the tokens of all other requests
	 * @param authorizationServer decodes the authorization server's own tokens
	 */
	public AuthorizationServerJwtDecoder(JwtDecoder delegate, JwtDecoder authorizationServer) {
		this.delegate = delegate;
		this.authorizationServer = authorizationServer;
	}

	@Override
	public Jwt decode(String token) {
		boolean ownEndpoint = AuthorizationServerContextHolder.getContext() != null && isForOwnEndpoint();
		return (ownEndpoint ? this.authorizationServer : this.delegate).decode(token);
	}

	/**
	 * Take note of what a request in the authorization server's filter chain is for.
	 * @param request the request
	 * @param ownEndpoint whether it is for one of the server's endpoints; where nobody
	 * says so, none is
	 */
	public static void setOwnEndpoint(ServletRequest request, boolean ownEndpoint) {
		request.setAttribute(ATTRIBUTE, ownEndpoint);
	}

	static boolean isForOwnEndpoint() {
		return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& Boolean.TRUE.equals(attributes.getRequest().getAttribute(ATTRIBUTE));
	}

}
