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

package io.identifiabl.security.web;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.Issuer;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.token.CallerToken;
import io.identifiabl.token.Confirmation;
import io.identifiabl.token.IdentityMappingException;
import io.identifiabl.token.TokenRefusedException;

/**
 * Whether two authentications of one request are of one caller. Names are the last thing
 * to compare: one person has one in a token and another one at a login, and two people of
 * two issuers may have the same. A client is the same caller as the user whose token is
 * bound to the client's certificate. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SameCaller {

	private static final String ISSUER = "iss";

	private final IdentityResolver identityResolver;

	SameCaller(IdentityResolver identityResolver) {
		this.identityResolver = identityResolver;
	}

	boolean isSame(Authentication one, Authentication other) {
		if (haveSameToken(one, other) || isBound(one, other) || isBound(other, one)) {
			return true;
		}
		Identity first = this.identityResolver.resolve(one);
		Identity second = this.identityResolver.resolve(other);
		if (first != null && second != null) {
			return first.getPrincipalKey().equals(second.getPrincipalKey());
		}
		if (second != null && one.getPrincipal() instanceof OidcUser login) {
			return isLogin(login, second);
		}
		if (first != null && other.getPrincipal() instanceof OidcUser login) {
			return isLogin(login, first);
		}
		return one.getName().equals(other.getName());
	}

	private static boolean haveSameToken(Authentication one, Authentication other) {
		OAuth2Token token = CallerToken.find(one);
		OAuth2Token otherToken = CallerToken.find(other);
		return token != null && otherToken != null && token.getTokenValue().equals(otherToken.getTokenValue());
	}

	private static boolean isBound(Authentication token, Authentication client) {
		Map<String, Object> claims = CallerToken.claims(token);
		if (claims == null || !(client.getCredentials() instanceof X509Certificate certificate)) {
			return false;
		}
		try {
			return Confirmation.of(claims).isBoundTo(certificate);
		}
		catch (TokenRefusedException ex) {
			// what cannot be checked binds nobody
			return false;
		}
	}

	// subjects may be pairwise, and the user id may be a claim that ID tokens do not have
	private boolean isLogin(OidcUser login, Identity identity) {
		Identity mapped = map(login);
		if (mapped != null && mapped.getPrincipalKey().equals(identity.getPrincipalKey())) {
			return true;
		}
		String issuer = Objects.toString(login.getClaims().get(ISSUER), null);
		return identity.getSubject().equals(login.getSubject())
				&& (issuer == null || Issuer.isSame(issuer, identity.getIssuer()))
				&& (mapped == null || isSameTenant(mapped, identity));
	}

	private @Nullable Identity map(OidcUser login) {
		Map<String, Object> claims = new LinkedHashMap<>(login.getIdToken().getClaims());
		// login keeps it as a URL
		claims.computeIfPresent(ISSUER, (name, issuer) -> issuer.toString());
		Jwt token = Jwt.withTokenValue(login.getIdToken().getTokenValue())
			.header("typ", "JWT")
			.claims((all) -> all.putAll(claims))
			.build();
		try {
			return this.identityResolver.resolve(new JwtAuthenticationToken(token, List.of()));
		}
		catch (IdentityMappingException ex) {
			// a mapper of the application need not know ID tokens
			return null;
		}
	}

	private static boolean isSameTenant(Identity one, Identity other) {
		return one.getTenant() == null || other.getTenant() == null || one.getTenant().equals(other.getTenant());
	}

}
