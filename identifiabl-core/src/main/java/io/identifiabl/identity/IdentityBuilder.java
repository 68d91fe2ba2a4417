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

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link Identity}. Everything that is not set is absent. Not thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityBuilder {

	final String issuer;

	final String subject;

	String authority;

	@Nullable String userId;

	PrincipalType principalType = PrincipalType.USER;

	String provider = "generic";

	@Nullable String tenant;

	@Nullable String orgId;

	@Nullable String clientId;

	Scopes scopes = Scopes.none();

	Scopes oauthScopes = Scopes.none();

	Collection<String> roles = Set.of();

	Collection<String> permissions = Set.of();

	Collection<String> groups = Set.of();

	@Nullable String plan;

	@Nullable String email;

	boolean emailVerified;

	@Nullable String name;

	@Nullable String username;

	@Nullable Actor actor;

	Set<IdentityTrait> traits = Set.of();

	@Nullable String tokenId;

	AuthenticationContext authenticationContext = AuthenticationContext.UNKNOWN;

	Map<String, Object> claims = Map.of();

	IdentityBuilder(String issuer, String subject) {
		this.issuer = Issuer.normalize(issuer);
		if (this.issuer.isBlank() || subject.isBlank()) {
			throw new IllegalArgumentException("issuer and subject must not be blank");
		}
		this.subject = subject;
		this.authority = this.issuer;
		this.userId = subject;
	}

	static IdentityBuilder copy(Identity identity, Map<String, Object> claims) {
		String userId = identity.getUserId();
		return new IdentityBuilder(identity.getIssuer(), identity.getSubject()).authority(identity.authority())
			.userId((userId != null) ? userId : identity.getSubject())
			.principalType(identity.getPrincipalType())
			.provider(identity.getProvider())
			.tenant(identity.getTenant())
			.orgId(identity.getOrgId())
			.clientId(identity.getClientId())
			.scopes(identity.getScopes())
			.oauthScopes(identity.getOauthScopes())
			.roles(identity.getRoles())
			.permissions(identity.getPermissions())
			.groups(identity.getGroups())
			.plan(identity.getPlan())
			.email(identity.getEmail())
			.emailVerified(identity.isEmailVerified())
			.name(identity.getName())
			.username(identity.getUsername())
			.actor(identity.getActor())
			.traits(identity.getTraits())
			.tokenId(identity.getTokenId())
			.authenticationContext(identity.getAuthenticationContext())
			.claims(claims);
	}

	/**
	 * Set what the principal key is unique within, where that is not the issuer: an Entra
	 * ID tenant has several issuers but one directory.
	 * @param authority a URI without query and fragment
	 * @return this builder
	 */
	public IdentityBuilder authority(String authority) {
		this.authority = authority;
		return this;
	}

	/**
	 * Set the stable user id; ignored for a service.
	 * @param userId the id
	 * @return this builder
	 */
	public IdentityBuilder userId(@Nullable String userId) {
		this.userId = userId;
		return this;
	}

	/**
	 * Set whether a human or a program is behind the token.
	 * @param principalType the type
	 * @return this builder
	 */
	public IdentityBuilder principalType(PrincipalType principalType) {
		this.principalType = principalType;
		return this;
	}

	/**
	 * Set the name of the preset.
	 * @param provider the preset's name
	 * @return this builder
	 */
	public IdentityBuilder provider(String provider) {
		this.provider = provider;
		return this;
	}

	/**
	 * Set the tenant.
	 * @param tenant the value
	 * @return this builder
	 */
	public IdentityBuilder tenant(@Nullable String tenant) {
		this.tenant = tenant;
		return this;
	}

	/**
	 * Set the organization.
	 * @param orgId the value
	 * @return this builder
	 */
	public IdentityBuilder orgId(@Nullable String orgId) {
		this.orgId = orgId;
		return this;
	}

	/**
	 * Set the OAuth client.
	 * @param clientId the value
	 * @return this builder
	 */
	public IdentityBuilder clientId(@Nullable String clientId) {
		this.clientId = clientId;
		return this;
	}

	/**
	 * Set the effective scopes.
	 * @param scopes the value
	 * @return this builder
	 */
	public IdentityBuilder scopes(Scopes scopes) {
		this.scopes = scopes;
		return this;
	}

	/**
	 * Set the delegated scopes.
	 * @param oauthScopes the value
	 * @return this builder
	 */
	public IdentityBuilder oauthScopes(Scopes oauthScopes) {
		this.oauthScopes = oauthScopes;
		return this;
	}

	/**
	 * Set the roles.
	 * @param roles the value
	 * @return this builder
	 */
	public IdentityBuilder roles(Collection<String> roles) {
		this.roles = roles;
		return this;
	}

	/**
	 * Set the permissions.
	 * @param permissions the value
	 * @return this builder
	 */
	public IdentityBuilder permissions(Collection<String> permissions) {
		this.permissions = permissions;
		return this;
	}

	/**
	 * Set the groups.
	 * @param groups the value
	 * @return this builder
	 */
	public IdentityBuilder groups(Collection<String> groups) {
		this.groups = groups;
		return this;
	}

	/**
	 * Set the plan.
	 * @param plan the value
	 * @return this builder
	 */
	public IdentityBuilder plan(@Nullable String plan) {
		this.plan = plan;
		return this;
	}

	/**
	 * Set the e-mail address.
	 * @param email the value
	 * @return this builder
	 */
	public IdentityBuilder email(@Nullable String email) {
		this.email = email;
		return this;
	}

	/**
	 * Set whether the provider vouches for the e-mail address.
	 * @param emailVerified whether it is verified
	 * @return this builder
	 */
	public IdentityBuilder emailVerified(boolean emailVerified) {
		this.emailVerified = emailVerified;
		return this;
	}

	/**
	 * Set the display name.
	 * @param name the value
	 * @return this builder
	 */
	public IdentityBuilder name(@Nullable String name) {
		this.name = name;
		return this;
	}

	/**
	 * Set the login name.
	 * @param username the value
	 * @return this builder
	 */
	public IdentityBuilder username(@Nullable String username) {
		this.username = username;
		return this;
	}

	/**
	 * Set who acts for the subject.
	 * @param actor the value
	 * @return this builder
	 */
	public IdentityBuilder actor(@Nullable Actor actor) {
		this.actor = actor;
		return this;
	}

	/**
	 * Set the circumstances.
	 * @param traits the value
	 * @return this builder
	 */
	public IdentityBuilder traits(Set<IdentityTrait> traits) {
		this.traits = traits;
		return this;
	}

	/**
	 * Set the token's id.
	 * @param tokenId the value
	 * @return this builder
	 */
	public IdentityBuilder tokenId(@Nullable String tokenId) {
		this.tokenId = tokenId;
		return this;
	}

	/**
	 * Set how and when the user signed in.
	 * @param authenticationContext the value
	 * @return this builder
	 */
	public IdentityBuilder authenticationContext(AuthenticationContext authenticationContext) {
		this.authenticationContext = authenticationContext;
		return this;
	}

	/**
	 * Set the claims as issued.
	 * @param claims the claims
	 * @return this builder
	 */
	public IdentityBuilder claims(Map<String, Object> claims) {
		this.claims = claims;
		return this;
	}

	/**
	 * Build the identity.
	 * @return the identity
	 * @throws IllegalArgumentException if the subject or the user id is no
	 * {@linkplain PrincipalIds#isValid valid id}, or the authority is no URI without
	 * query and fragment
	 */
	public Identity build() {
		return new Identity(this);
	}

}
