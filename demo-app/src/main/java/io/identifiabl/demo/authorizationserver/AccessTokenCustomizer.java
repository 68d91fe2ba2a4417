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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * Adds what RFC 9068 asks of an access token and Spring Authorization Server leaves open:
 * the type, the client, and the audience, which is the resource that the user authorized.
 *
 * @author Identifiabl Contributors
 */
final class AccessTokenCustomizer implements OAuth2TokenCustomizer<JwtEncodingContext> {

	private final Resources resources;

	AccessTokenCustomizer(Resources resources) {
		this.resources = resources;
	}

	@Override
	public void customize(JwtEncodingContext context) {
		if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
			context.getJwsHeader().type("at+jwt");
			context.getClaims()
				.audience(List.of(audience(context.getAuthorization(), context.getAuthorizationGrant())))
				.claim(OAuth2ParameterNames.CLIENT_ID, context.getRegisteredClient().getClientId());
		}
	}

	private String audience(@Nullable OAuth2Authorization authorization, @Nullable Authentication grant) {
		String authorized = this.resources.find(authorizedResource(authorization));
		Object requested = requestedResource(grant);
		if (authorized == null || (requested != null && !authorized.equals(this.resources.find(requested)))) {
			throw new OAuth2AuthenticationException(
					Resources.invalidTarget("resource must be the one of the authorization request"));
		}
		return authorized;
	}

	private static @Nullable Object authorizedResource(@Nullable OAuth2Authorization authorization) {
		OAuth2AuthorizationRequest request = (authorization != null)
				? authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()) : null;
		return (request != null) ? request.getAdditionalParameters().get(Resources.PARAMETER) : null;
	}

	private static @Nullable Object requestedResource(@Nullable Authentication grant) {
		return (grant instanceof OAuth2AuthorizationGrantAuthenticationToken request)
				? request.getAdditionalParameters().get(Resources.PARAMETER) : null;
	}

}
