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

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;
import org.springframework.util.Assert;

/**
 * Tells the client that the user consented to nothing new. Spring Security does so only
 * for the first request; later it would issue a code for what was granted before, or for
 * no scope at all.
 *
 * @author Identifiabl Contributors
 */
final class ConsentRefusal implements Consumer<OAuth2AuthorizationConsentAuthenticationContext> {

	@Override
	public void accept(OAuth2AuthorizationConsentAuthenticationContext context) {
		OAuth2AuthorizationConsentAuthenticationToken consent = context.getAuthentication();
		OAuth2AuthorizationRequest request = context.getAuthorizationRequest();
		Assert.state(request != null, "consent must belong to a request");
		if (consent.getScopes().isEmpty() && !isGranted(request.getScopes(), context)) {
			throw new OAuth2AuthorizationCodeRequestAuthenticationException(
					new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED, "the user did not consent",
							"https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2.1"),
					new OAuth2AuthorizationCodeRequestAuthenticationToken(consent.getAuthorizationUri(),
							consent.getClientId(), (Authentication) consent.getPrincipal(), request.getRedirectUri(),
							request.getState(), request.getScopes(), null));
		}
	}

	private static boolean isGranted(Set<String> requested, OAuth2AuthorizationConsentAuthenticationContext context) {
		Set<String> missing = new HashSet<>(requested);
		context.getAuthorizationConsent()
			.authorities((granted) -> missing
				.removeIf((scope) -> granted.contains(new SimpleGrantedAuthority("SCOPE_" + scope))));
		return missing.isEmpty();
	}

}
