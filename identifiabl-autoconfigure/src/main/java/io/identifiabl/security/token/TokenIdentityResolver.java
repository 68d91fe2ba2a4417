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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.InvalidClaimException;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.token.IdentityJwt;
import io.identifiabl.token.IdentityMappingException;

/**
 * Takes the identity that came with the token, or maps what somebody else authenticated:
 * an application's own {@code JwtDecoder}, an opaque token, a test.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TokenIdentityResolver implements IdentityResolver {

	private static final String ISS = "iss";

	// never one of the configured issuers: a token without an issuer may come from
	// anywhere
	static final String UNKNOWN_ISSUER = "urn:identifiabl:unknown-issuer";

	private final Log logger = LogFactory.getLog(getClass());

	private final Function<String, ClaimMapper> mappers;

	/**
	 * Create a resolver.
	 * @param mappers the mapper for an issuer
	 */
	public TokenIdentityResolver(Function<String, ClaimMapper> mappers) {
		this.mappers = mappers;
	}

	@Override
	public @Nullable Identity resolve(@Nullable Authentication authentication) {
		if (authentication == null || !authentication.isAuthenticated()) {
			return null;
		}
		if (authentication.getPrincipal() instanceof IdentityJwt principal) {
			return principal.getIdentity();
		}
		if (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token) {
			return (token.getToken() instanceof IdentityJwt jwt) ? jwt.getIdentity() : map(token);
		}
		return null;
	}

	private @Nullable Identity map(AbstractOAuth2TokenAuthenticationToken<?> authentication) {
		Map<String, Object> claims = new LinkedHashMap<>(authentication.getTokenAttributes());
		claims.putIfAbsent(ISS, UNKNOWN_ISSUER);
		Map<String, Object> header = (authentication.getToken() instanceof Jwt jwt) ? jwt.getHeaders() : Map.of();
		try {
			return this.mappers.apply(claims.get(ISS).toString()).map(ClaimSet.of(claims, header));
		}
		catch (InvalidClaimException ex) {
			if (this.logger.isDebugEnabled()) {
				this.logger.debug("Authenticated token has no identity: " + ex.getCode());
			}
			return null;
		}
		catch (RuntimeException ex) {
			throw new IdentityMappingException(ex);
		}
	}

}
