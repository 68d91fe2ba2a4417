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
import java.util.function.Consumer;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Decides whether the user is to be asked at all: about this redirect URI, these scopes
 * and this resource.
 *
 * @author Identifiabl Contributors
 */
final class AuthorizationRequestValidator implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

	private final Resources resources;

	AuthorizationRequestValidator(Resources resources) {
		this.resources = resources;
	}

	@Override
	public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
		OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
		RegisteredClient client = context.getRegisteredClient();
		// first, since the other errors go to the redirect URI
		if (!isOnLocalhost(request, client)) {
			OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR.accept(context);
		}
		OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR.accept(context);
		// Spring Security would grant it without asking the user
		if (request.getScopes().equals(Set.of(OidcScopes.OPENID))) {
			throw refuse(request, client,
					new OAuth2Error(OAuth2ErrorCodes.INVALID_SCOPE, "openid needs another scope beside it",
							"https://datatracker.ietf.org/doc/html/rfc6749#section-3.3"));
		}
		if (this.resources.find(request.getAdditionalParameters().get(Resources.PARAMETER)) == null) {
			throw refuse(request, client, Resources.invalidTarget("resource is not known here"));
		}
	}

	private static boolean isOnLocalhost(OAuth2AuthorizationCodeRequestAuthenticationToken request,
			RegisteredClient client) {
		String requested = request.getRedirectUri();
		return requested != null && client.getRedirectUris()
			.stream()
			.anyMatch((registered) -> RedirectUris.isSameOnLocalhost(requested, registered));
	}

	private static OAuth2AuthorizationCodeRequestAuthenticationException refuse(
			OAuth2AuthorizationCodeRequestAuthenticationToken request, RegisteredClient client, OAuth2Error error) {
		String redirectUri = (request.getRedirectUri() != null) ? request.getRedirectUri()
				: client.getRedirectUris().iterator().next();
		return new OAuth2AuthorizationCodeRequestAuthenticationException(error,
				new OAuth2AuthorizationCodeRequestAuthenticationToken(request.getAuthorizationUri(),
						request.getClientId(), (Authentication) request.getPrincipal(), redirectUri, request.getState(),
						request.getScopes(), request.getAdditionalParameters()));
	}

}
