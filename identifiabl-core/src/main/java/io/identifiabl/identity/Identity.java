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

package io.identifiabl.identity;

import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.json.bind.annotation.JsonbTransient;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind a request: one form for the tokens of every provider. Immutable and
 * thread-safe.
 * <p>
 * A principal is identified by its {@linkplain #getPrincipalKey() principal key}, which
 * combines issuer and user id. Neither the subject alone nor the e-mail address is a key:
 * two issuers may use the same subject, and addresses change hands.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Identity implements Serializable {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String issuer;

	private final String authority;

	private final String subject;

	private final @Nullable String userId;

	private final PrincipalType principalType;

	private final String provider;

	private final @Nullable String tenant;

	private final @Nullable String orgId;

	private final @Nullable String clientId;

	private final Scopes scopes;

	private final Scopes oauthScopes;

	private final Set<String> roles;

	private final Set<String> permissions;

	private final Set<String> groups;

	private final @Nullable String plan;

	private final @Nullable String email;

	private final boolean emailVerified;

	private final @Nullable String name;

	private final @Nullable String username;

	private final @Nullable Actor actor;

	private final Set<IdentityTrait> traits;

	private final @Nullable String tokenId;

	private final AuthenticationContext authenticationContext;

	// no part of any serialized form, which outlives the request and is read by others
	private final transient Map<String, Object> claims;

	private final String principalKey;

	Identity(IdentityBuilder builder) {
		this.issuer = builder.issuer;
		this.authority = builder.authority;
		this.subject = builder.subject;
		this.userId = (builder.principalType == PrincipalType.USER) ? builder.userId : null;
		this.principalType = builder.principalType;
		this.provider = builder.provider;
		this.tenant = builder.tenant;
		this.orgId = builder.orgId;
		this.clientId = builder.clientId;
		this.scopes = builder.scopes;
		this.oauthScopes = builder.oauthScopes;
		this.roles = copy(builder.roles);
		this.permissions = copy(builder.permissions);
		this.groups = copy(builder.groups);
		this.plan = builder.plan;
		this.email = builder.email;
		this.emailVerified = builder.emailVerified;
		this.name = builder.name;
		this.username = builder.username;
		this.actor = builder.actor;
		this.traits = builder.traits.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(builder.traits));
		this.tokenId = builder.tokenId;
		this.authenticationContext = builder.authenticationContext;
		this.claims = Collections.unmodifiableMap(new LinkedHashMap<>(builder.claims));
		this.principalKey = PrincipalKeys.of(builder.authority, this.principalType, this.subject, this.userId);
	}

	private static Set<String> copy(Collection<String> values) {
		return values.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(values));
	}

	/**
	 * Start to build an identity.
	 * @param issuer who vouches for the subject; a trailing slash is dropped
	 * @param subject the token's subject
	 * @return a builder for a user whose id is the subject
	 * @throws IllegalArgumentException if an argument is blank
	 */
	public static IdentityBuilder builder(String issuer, String subject) {
		return new IdentityBuilder(issuer, subject);
	}

	/**
	 * Start to build an identity that differs from this one. Issuer and subject stay.
	 * @return a builder with everything this identity has
	 */
	public IdentityBuilder toBuilder() {
		return IdentityBuilder.copy(this, this.claims);
	}

	String authority() {
		return this.authority;
	}

	/**
	 * Return the issuer, without a trailing slash. The claims keep the exact form.
	 * @return the issuer
	 */
	public String getIssuer() {
		return this.issuer;
	}

	/**
	 * Return the token's subject ({@code sub}), as issued.
	 * @return the subject
	 */
	public String getSubject() {
		return this.subject;
	}

	/**
	 * Return the user's stable id at the issuer. It is not always the subject: Okta and
	 * Entra ID keep it in claims of their own.
	 * @return the user id, {@code null} for a {@link PrincipalType#SERVICE}
	 */
	public @Nullable String getUserId() {
		return this.userId;
	}

	/**
	 * Return whether a human or a program is behind the token.
	 * @return the type
	 */
	public PrincipalType getPrincipalType() {
		return this.principalType;
	}

	/**
	 * Return the name of the preset that normalized the claims.
	 * @return the preset's name, for example {@code auth0}
	 */
	public String getProvider() {
		return this.provider;
	}

	/**
	 * Return the tenant, where the provider has one (Entra ID {@code tid}). It is never
	 * derived from the organization.
	 * @return the tenant or {@code null}
	 */
	public @Nullable String getTenant() {
		return this.tenant;
	}

	/**
	 * Return the organization the user acts for.
	 * @return the organization id, {@code null} if there is none or more than one
	 */
	public @Nullable String getOrgId() {
		return this.orgId;
	}

	/**
	 * Return the OAuth client that obtained the token.
	 * @return the client id or {@code null}
	 */
	public @Nullable String getClientId() {
		return this.clientId;
	}

	/**
	 * Return the effective scopes: what was delegated, combined with the permissions as
	 * the mapping was told to.
	 * @return the scopes that every check uses
	 */
	public Scopes getScopes() {
		return this.scopes;
	}

	/**
	 * Return the scopes that were delegated to the client, without any permissions.
	 * @return the token's own scopes
	 */
	public Scopes getOauthScopes() {
		return this.oauthScopes;
	}

	/**
	 * Return the user's roles. A role is never a scope.
	 * @return an unmodifiable set
	 */
	public Set<String> getRoles() {
		return this.roles;
	}

	/**
	 * Return what the user may do at the provider, whatever was consented to.
	 * @return an unmodifiable set
	 */
	public Set<String> getPermissions() {
		return this.permissions;
	}

	/**
	 * Return the user's groups. They grant no authority.
	 * @return an unmodifiable set, incomplete with {@link IdentityTrait#GROUPS_OVERAGE}
	 */
	public Set<String> getGroups() {
		return this.groups;
	}

	/**
	 * Return the user's or organization's plan.
	 * @return the plan or {@code null}
	 */
	public @Nullable String getPlan() {
		return this.plan;
	}

	/**
	 * Return the e-mail address. It may change and may belong to somebody else tomorrow:
	 * never use it as a key.
	 * @return the address or {@code null}
	 */
	public @Nullable String getEmail() {
		return this.email;
	}

	/**
	 * Return whether the provider vouches for the e-mail address.
	 * @return whether the address is verified
	 */
	public boolean isEmailVerified() {
		return this.emailVerified;
	}

	/**
	 * Return the display name.
	 * @return the name or {@code null}
	 */
	public @Nullable String getName() {
		return this.name;
	}

	/**
	 * Return the login name. Like the e-mail address it may change.
	 * @return the login name or {@code null}
	 */
	public @Nullable String getUsername() {
		return this.username;
	}

	/**
	 * Return the party that acts for the subject.
	 * @return the outermost actor, or {@code null} if nobody acts for the subject
	 */
	public @Nullable Actor getActor() {
		return this.actor;
	}

	/**
	 * Return the circumstances of this identity.
	 * @return an unmodifiable set
	 */
	public Set<IdentityTrait> getTraits() {
		return this.traits;
	}

	/**
	 * Return the token's id ({@code jti}).
	 * @return the token id or {@code null}
	 */
	public @Nullable String getTokenId() {
		return this.tokenId;
	}

	/**
	 * Return how and when the user signed in.
	 * @return the context, {@link AuthenticationContext#UNKNOWN} if the token is silent
	 */
	public AuthenticationContext getAuthenticationContext() {
		return this.authenticationContext;
	}

	/**
	 * Return the claims as the provider issued them. They are for code that knows what it
	 * reads, and not written by Jackson, JSON-B, Gson or Java's serialization.
	 * @return an unmodifiable view, at every depth if the token was verified by this
	 * library; empty after serialization
	 */
	@JsonbTransient
	public Map<String, Object> getClaims() {
		return this.claims;
	}

	/**
	 * Return the key under which this principal's data belongs: stable, unique over all
	 * issuers, and different for a user and a service of the same name.
	 * @return the principal key
	 */
	public String getPrincipalKey() {
		return this.principalKey;
	}

	/**
	 * Return the JSON form, without absent values and without the raw claims. It is what
	 * Jackson writes, whichever version and mapper.
	 * @return an unmodifiable map in the documented order
	 */
	@JsonValue
	public Map<String, Object> toMap() {
		return IdentityJson.toMap(this);
	}

	/**
	 * Two identities are equal if they are the same principal with the same rights.
	 */
	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof Identity other && this.principalKey.equals(other.principalKey)
				&& toMap().equals(other.toMap());
	}

	@Override
	public int hashCode() {
		return this.principalKey.hashCode();
	}

	/**
	 * Return principal type and key, and nothing else: safe to log.
	 */
	@Override
	public String toString() {
		return this.principalType.getValue() + " " + this.principalKey;
	}

	@Serial
	private Object readResolve() {
		return IdentityBuilder.copy(this, Map.of()).build();
	}

}
