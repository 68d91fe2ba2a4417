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

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.identity.Identity;
import io.identifiabl.token.IdentityJwt;
import io.identifiabl.token.IdentityMappingException;

/**
 * Creates the converter from a verified token to an authentication. What comes out is a
 * plain {@link JwtAuthenticationToken}, with the identity as its principal and the
 * identity's authorities.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class JwtIdentityConverters {

	private final JwtGrantedAuthoritiesConverter stockAuthorities = new JwtGrantedAuthoritiesConverter();

	private final JwtAuthenticationConverter stock = new JwtAuthenticationConverter();

	private final IdentityResolver identityResolver;

	private final ScopeHierarchy scopeHierarchy;

	private JwtIdentityConverters(IdentityResolver identityResolver, ScopeHierarchy scopeHierarchy) {
		this.identityResolver = identityResolver;
		this.scopeHierarchy = scopeHierarchy;
	}

	/**
	 * Create the converter.
	 * @param identityResolver maps tokens that another decoder verified
	 * @param scopeHierarchy which of their scopes imply which others
	 * @return the converter; a token of another decoder that has no identity is converted
	 * as Spring Security would
	 */
	public static JwtAuthenticationConverter create(IdentityResolver identityResolver, ScopeHierarchy scopeHierarchy) {
		JwtIdentityConverters converters = new JwtIdentityConverters(identityResolver, scopeHierarchy);
		JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
		converter.setJwtGrantedAuthoritiesConverter(converters::authorities);
		converter.setJwtPrincipalConverter(converters::principal);
		return converter;
	}

	// an identity brings its own authorities along
	private Collection<GrantedAuthority> authorities(Jwt jwt) {
		Collection<GrantedAuthority> stock = (identity(jwt) == null) ? this.stockAuthorities.convert(jwt) : null;
		return (stock != null) ? stock : List.of();
	}

	private OAuth2AuthenticatedPrincipal principal(Jwt jwt) {
		if (jwt instanceof IdentityJwt principal) {
			return principal;
		}
		Identity identity = identity(jwt);
		if (identity != null) {
			return new IdentityJwt(jwt, identity, this.scopeHierarchy);
		}
		Authentication converted = this.stock.convert(jwt);
		if (converted.getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal) {
			return principal;
		}
		throw new InvalidBearerTokenException("The access token has no principal");
	}

	private @Nullable Identity identity(Jwt jwt) {
		if (jwt instanceof IdentityJwt principal) {
			return principal.getIdentity();
		}
		try {
			return this.identityResolver.resolve(new JwtAuthenticationToken(jwt, List.of()));
		}
		catch (IdentityMappingException ex) {
			// as Spring Security does where its decoder throws
			throw new AuthenticationServiceException(String.valueOf(ex.getMessage()), ex);
		}
	}

}
