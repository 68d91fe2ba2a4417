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

package io.identifiabl.token;

import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.identity.Identity;

/**
 * A verified token together with the identity it stands for: a {@link Jwt} for existing
 * code and the principal of the authentication at the same time. Immutable.
 * <p>
 * Scopes, roles and permissions become authorities of their own kinds
 * ({@code SCOPE_memories:read}, {@code ROLE_admin}, {@code PERMISSION_export}); groups
 * grant none. Implied scopes are authorities too, but no part of the identity.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityJwt extends Jwt implements OAuth2AuthenticatedPrincipal {

	@Serial
	private static final long serialVersionUID = 1L;

	// Jwt insists on headers and claims
	private static final Map<String, Object> NOTHING = Map.of("", "");

	private final Map<String, Object> headers;

	private final Map<String, Object> claims;

	private final Identity identity;

	private final List<GrantedAuthority> authorities;

	/**
	 * Create the principal.
	 * @param jwt the verified token
	 * @param identity the identity it stands for
	 */
	public IdentityJwt(Jwt jwt, Identity identity) {
		this(jwt, identity, ScopeHierarchy.none());
	}

	/**
	 * Create the principal.
	 * @param jwt the verified token
	 * @param identity the identity it stands for
	 * @param scopeHierarchy which scopes imply which others
	 */
	public IdentityJwt(Jwt jwt, Identity identity, ScopeHierarchy scopeHierarchy) {
		this(jwt.getTokenValue(), jwt.getIssuedAt(), jwt.getExpiresAt(), copy(jwt.getHeaders()), copy(jwt.getClaims()),
				identity, scopeHierarchy);
	}

	private static Map<String, Object> copy(Map<String, Object> map) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(map));
	}

	// both maps have to be unmodifiable

	IdentityJwt(String tokenValue, @Nullable Instant issuedAt, @Nullable Instant expiresAt, Map<String, Object> headers,
			Map<String, Object> claims, Identity identity, ScopeHierarchy scopeHierarchy) {
		this(tokenValue, issuedAt, expiresAt, headers, claims, identity, authorities(identity, scopeHierarchy));
	}

	private IdentityJwt(String tokenValue, @Nullable Instant issuedAt, @Nullable Instant expiresAt,
			Map<String, Object> headers, Map<String, Object> claims, Identity identity,
			List<GrantedAuthority> authorities) {
		// which would copy them, and is never asked for them
		super(tokenValue, issuedAt, expiresAt, NOTHING, NOTHING);
		this.headers = headers;
		this.claims = claims;
		this.identity = identity;
		this.authorities = authorities;
	}

	private static List<GrantedAuthority> authorities(Identity identity, ScopeHierarchy scopeHierarchy) {
		List<GrantedAuthority> authorities = new ArrayList<>();
		scopeHierarchy.expand(identity.getScopes())
			.forEach((scope) -> authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope)));
		identity.getRoles().forEach((role) -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
		identity.getPermissions()
			.forEach((permission) -> authorities.add(new SimpleGrantedAuthority("PERMISSION_" + permission)));
		return List.copyOf(authorities);
	}

	@Override
	public Map<String, Object> getHeaders() {
		return this.headers;
	}

	@Override
	public Map<String, Object> getClaims() {
		return this.claims;
	}

	/**
	 * Return who the token stands for.
	 * @return the identity
	 */
	public Identity getIdentity() {
		return this.identity;
	}

	/**
	 * Return the subject, which existing code takes for the user's name. It is not unique
	 * over issuers: data belongs under the identity's principal key.
	 */
	@Override
	public String getName() {
		return this.identity.getSubject();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return getClaims();
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return this.authorities;
	}

	/**
	 * Return whom the token stands for, never the token.
	 */
	@Override
	public String toString() {
		return "IdentityJwt [" + this.identity + "]";
	}

	// the claims are those of the token, and written once
	@Serial
	private Object readResolve() {
		return new IdentityJwt(getTokenValue(), getIssuedAt(), getExpiresAt(), this.headers, this.claims,
				this.identity.toBuilder().claims(this.claims).build(), this.authorities);
	}

}
