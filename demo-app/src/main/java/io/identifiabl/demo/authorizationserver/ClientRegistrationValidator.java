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

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponseType;
import org.springframework.security.oauth2.server.authorization.OAuth2ClientRegistration;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientRegistrationAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientRegistrationAuthenticationToken;

/**
 * Refuses clients that could not do anything, or that would have codes sent to where
 * others may read them (RFC 7591 section 3.2.2).
 *
 * @author Identifiabl Contributors
 */
final class ClientRegistrationValidator implements Consumer<OAuth2ClientRegistrationAuthenticationContext> {

	private final Set<String> scopes;

	ClientRegistrationValidator(Set<String> scopes) {
		this.scopes = scopes;
	}

	@Override
	public void accept(OAuth2ClientRegistrationAuthenticationContext context) {
		OAuth2ClientRegistrationAuthenticationToken request = context.getAuthentication();
		OAuth2ClientRegistration client = request.getClientRegistration();
		List<String> redirectUris = client.getRedirectUris();
		if (redirectUris == null || !redirectUris.stream().allMatch(RedirectUris::isAllowed)) {
			throw refuse(OAuth2ErrorCodes.INVALID_REDIRECT_URI,
					"redirect_uris must use https, or http on a loopback interface");
		}
		if (excludes(client.getGrantTypes(), AuthorizationGrantType.AUTHORIZATION_CODE.getValue())) {
			throw refuse("invalid_client_metadata", "grant_types must contain authorization_code");
		}
		if (excludes(client.getResponseTypes(), OAuth2AuthorizationResponseType.CODE.getValue())) {
			throw refuse("invalid_client_metadata", "response_types must contain code");
		}
		List<String> requested = client.getScopes();
		if (requested != null && !requested.isEmpty() && Collections.disjoint(requested, this.scopes)) {
			throw refuse("invalid_client_metadata", "scope must contain one that there is");
		}
	}

	// what is left out has its default, which is the one value that works here
	private static boolean excludes(@Nullable List<String> values, String value) {
		return values != null && !values.contains(value);
	}

	private static OAuth2AuthenticationException refuse(String code, String description) {
		return new OAuth2AuthenticationException(
				new OAuth2Error(code, description, "https://datatracker.ietf.org/doc/html/rfc7591#section-3.2.2"));
	}

}
