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

package io.identifiabl.claims;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Actor;
import io.identifiabl.identity.Identity;
import io.identifiabl.identity.IdentityBuilder;
import io.identifiabl.identity.IdentityTrait;
import io.identifiabl.identity.PrincipalType;
import io.identifiabl.identity.Scopes;
import io.identifiabl.provider.Providers;

/**
 * A {@link ClaimMapper} that is data: which claims each attribute is read from, and how a
 * service is recognized. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see Providers
 */
public final class ClaimMapping implements ClaimMapper {

	private static final ClaimPath SID = ClaimPath.of("sid");

	private final Builder data;

	private ClaimMapping(Builder data) {
		this.data = data;
	}

	/**
	 * Start to describe a mapping. It reads the claims that OpenID Connect and RFC 9068
	 * define; everything else has to be added.
	 * @param provider the name that identities carry as their provider
	 * @return a builder
	 */
	public static Builder builder(String provider) {
		return new Builder(provider);
	}

	/**
	 * Start to describe a mapping that differs from this one.
	 * @return a builder with everything this mapping has
	 */
	public Builder toBuilder() {
		return new Builder(this.data);
	}

	@Override
	public Identity map(ClaimSet claims) {
		PrincipalType type = this.data.service.test(claims) ? PrincipalType.SERVICE : PrincipalType.USER;
		IdentityBuilder identity = Identity.builder(issuer(claims), subject(claims, type))
			.principalType(type)
			.provider(this.data.provider)
			.clientId(text(claims, IdentityAttribute.CLIENT_ID))
			.orgId(text(claims, IdentityAttribute.ORG_ID))
			.plan(text(claims, IdentityAttribute.PLAN))
			.email(text(claims, IdentityAttribute.EMAIL))
			.emailVerified(this.data.emailVerified.test(claims))
			.name(text(claims, IdentityAttribute.NAME))
			.username(text(claims, IdentityAttribute.USERNAME))
			.roles(values(claims, IdentityAttribute.ROLES))
			.groups(values(claims, IdentityAttribute.GROUPS))
			.actor(this.data.actor.apply(claims))
			.traits(traits(claims))
			.tokenId(text(claims, IdentityAttribute.TOKEN_ID))
			.authenticationContext(AuthenticationContexts.read(claims, text(claims, IdentityAttribute.SESSION_ID)))
			.claims(claims.getClaims());
		mapKeys(claims, identity, type);
		mapScopes(claims, identity, type);
		return identity.build();
	}

	private void mapKeys(ClaimSet claims, IdentityBuilder identity, PrincipalType type) {
		String tenant = text(claims, IdentityAttribute.TENANT);
		identity.tenant(tenant);
		String authority = this.data.authority.apply(claims);
		if (authority != null) {
			identity.authority(authority);
		}
		if (type == PrincipalType.USER) {
			identity.userId(PrincipalClaims.userId(claims, this.data.paths(IdentityAttribute.USER_ID),
					this.data.derive(claims, IdentityAttribute.USER_ID)));
		}
	}

	private void mapScopes(ClaimSet claims, IdentityBuilder identity, PrincipalType type) {
		Scopes delegated = claims.getScopes(this.data.paths(IdentityAttribute.SCOPES)).minus(this.data.ignoredScopes);
		identity.oauthScopes(delegated);
		if (type == PrincipalType.SERVICE && !this.data.applicationPermissions.isEmpty()) {
			Collection<String> permissions = claims.getAllValues(this.data.applicationPermissions);
			identity.permissions(permissions).scopes(delegated.union(Scopes.of(permissions)));
			return;
		}
		Collection<String> permissions = values(claims, IdentityAttribute.PERMISSIONS);
		boolean stated = !permissions.isEmpty()
				|| this.data.paths(IdentityAttribute.PERMISSIONS).stream().anyMatch(claims::has);
		Scopes permitted = this.data.permissionsHaveBlanks ? Scopes.ofPermissions(permissions) : Scopes.of(permissions);
		identity.permissions(permissions).scopes(this.data.permissionMerge.apply(delegated, permitted, stated));
	}

	private String issuer(ClaimSet claims) {
		String issuer = PrincipalClaims.issuer(claims);
		return this.data.issuerAliases.getOrDefault(issuer, issuer);
	}

	private String subject(ClaimSet claims, PrincipalType type) {
		boolean lacked = type == PrincipalType.SERVICE && this.data.servicesLackSubject && !claims.has(SID);
		return PrincipalClaims.subject(claims, lacked ? text(claims, IdentityAttribute.CLIENT_ID) : null);
	}

	private @Nullable String text(ClaimSet claims, IdentityAttribute attribute) {
		String text = claims.getFirstText(this.data.paths(attribute));
		List<String> derived = (text != null) ? List.of(text) : this.data.derive(claims, attribute);
		return derived.isEmpty() ? null : derived.get(0);
	}

	private Set<String> values(ClaimSet claims, IdentityAttribute attribute) {
		Set<String> values = claims.getAllValues(this.data.paths(attribute));
		values.addAll(this.data.derive(claims, attribute));
		return values;
	}

	private Set<IdentityTrait> traits(ClaimSet claims) {
		Set<IdentityTrait> traits = EnumSet.noneOf(IdentityTrait.class);
		this.data.traits.forEach((trait, rule) -> {
			if (rule.test(claims)) {
				traits.add(trait);
			}
		});
		return traits;
	}

	/**
	 * Describes a {@link ClaimMapping}. Not thread-safe.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private final String provider;

		private final Map<IdentityAttribute, List<ClaimPath>> paths = new EnumMap<>(IdentityAttribute.class);

		private final Map<IdentityAttribute, Function<ClaimSet, Collection<String>>> readers = new EnumMap<>(
				IdentityAttribute.class);

		private final Map<IdentityTrait, Predicate<ClaimSet>> traits = new EnumMap<>(IdentityTrait.class);

		private final Map<String, String> issuerAliases = new HashMap<>();

		private Predicate<ClaimSet> service = ClaimRules.never();

		private Function<ClaimSet, @Nullable Actor> actor = Actors::read;

		private List<ClaimPath> applicationPermissions = List.of();

		private Scopes ignoredScopes = Scopes.none();

		private PermissionMerge permissionMerge = PermissionMerge.UNION;

		private Function<ClaimSet, @Nullable String> authority = (claims) -> null;

		private Predicate<ClaimSet> emailVerified = ClaimRules.isTrue("email_verified");

		private boolean servicesLackSubject;

		private boolean permissionsHaveBlanks;

		private Builder(String provider) {
			this.provider = provider;
			read(IdentityAttribute.USER_ID, "sub");
			read(IdentityAttribute.CLIENT_ID, "client_id", "azp");
			read(IdentityAttribute.SCOPES, "scope", "scp", "scopes");
			read(IdentityAttribute.EMAIL, "email");
			read(IdentityAttribute.NAME, "name");
			read(IdentityAttribute.USERNAME, "preferred_username", "username");
			read(IdentityAttribute.TOKEN_ID, "jti");
			read(IdentityAttribute.SESSION_ID, "sid");
		}

		private Builder(Builder other) {
			this.provider = other.provider;
			this.paths.putAll(other.paths);
			this.readers.putAll(other.readers);
			this.traits.putAll(other.traits);
			this.issuerAliases.putAll(other.issuerAliases);
			this.service = other.service;
			this.actor = other.actor;
			this.applicationPermissions = other.applicationPermissions;
			this.ignoredScopes = other.ignoredScopes;
			this.permissionMerge = other.permissionMerge;
			this.authority = other.authority;
			this.emailVerified = other.emailVerified;
			this.servicesLackSubject = other.servicesLackSubject;
			this.permissionsHaveBlanks = other.permissionsHaveBlanks;
		}

		/**
		 * Read an attribute from claims of these literal names, and from no others.
		 * @param attribute the attribute
		 * @param claims the claims' names, in order of preference
		 * @return this builder
		 */
		public Builder read(IdentityAttribute attribute, String... claims) {
			return read(attribute, Arrays.stream(claims).map(ClaimPath::of).toList());
		}

		/**
		 * Read an attribute from these places, and from no others.
		 * @param attribute the attribute
		 * @param paths where to read it, in order of preference
		 * @return this builder
		 */
		public Builder read(IdentityAttribute attribute, List<ClaimPath> paths) {
			this.paths.put(attribute, List.copyOf(paths));
			this.readers.remove(attribute);
			if (attribute == IdentityAttribute.PERMISSIONS && !this.applicationPermissions.isEmpty()) {
				this.applicationPermissions = List.copyOf(paths);
			}
			return this;
		}

		/**
		 * Read an attribute from this claim as well.
		 * @param attribute the attribute
		 * @param claim the claim's literal name
		 * @return this builder
		 */
		public Builder alsoRead(IdentityAttribute attribute, String claim) {
			return alsoRead(attribute, ClaimPath.of(claim));
		}

		/**
		 * Read an attribute from this place as well, for example the roles from
		 * Keycloak's {@code /resource_access/inventory/roles}.
		 * @param attribute the attribute
		 * @param path where to read it
		 * @return this builder
		 */
		public Builder alsoRead(IdentityAttribute attribute, ClaimPath path) {
			List<ClaimPath> extended = new ArrayList<>(paths(attribute));
			extended.add(path);
			this.paths.put(attribute, List.copyOf(extended));
			return this;
		}

		// Read an attribute, after its claims, by code: for what paths cannot say. It
		// goes when the attribute is configured to be read from elsewhere.
		public Builder derive(IdentityAttribute attribute, Function<ClaimSet, Collection<String>> reader) {
			this.readers.put(attribute, reader);
			return this;
		}

		/**
		 * Set how a service is told from a user.
		 * @param rule whether a token was issued to a service
		 * @return this builder
		 */
		public Builder service(Predicate<ClaimSet> rule) {
			this.service = rule;
			return this;
		}

		/**
		 * Set how permissions take part in the effective scopes.
		 * @param permissionMerge the way to combine them, {@link PermissionMerge#UNION}
		 * by default
		 * @return this builder
		 */
		public Builder permissionMerge(PermissionMerge permissionMerge) {
			this.permissionMerge = permissionMerge;
			return this;
		}

		// Set the claim that holds what was granted to a service itself, which then
		// counts as its scopes.
		public Builder applicationPermissions(String claim) {
			this.applicationPermissions = List.of(ClaimPath.of(claim));
			return this;
		}

		public Builder ignoreScope(String scope) {
			this.ignoredScopes = Scopes.of(scope);
			return this;
		}

		// Take two names of one issuer for the same issuer.
		public Builder issuerAlias(String alias, String issuer) {
			this.issuerAliases.put(alias, issuer);
			return this;
		}

		public Builder emailVerified(Predicate<ClaimSet> rule) {
			this.emailVerified = rule;
			return this;
		}

		// Take the client for the subject of a service whose token has no subject.
		public Builder servicesLackSubject() {
			this.servicesLackSubject = true;
			return this;
		}

		// Let permissions with blanks count as scopes.
		public Builder permissionsHaveBlanks() {
			this.permissionsHaveBlanks = true;
			return this;
		}

		// What user ids are unique within, where that is not the issuer. It does not
		// follow a tenant that is configured to be read from elsewhere.
		public Builder authority(Function<ClaimSet, @Nullable String> authority) {
			this.authority = authority;
			return this;
		}

		public Builder actor(Function<ClaimSet, @Nullable Actor> actor) {
			this.actor = actor;
			return this;
		}

		public Builder trait(IdentityTrait trait, Predicate<ClaimSet> rule) {
			this.traits.put(trait, rule);
			return this;
		}

		/**
		 * Build the mapping.
		 * @return the mapping
		 */
		public ClaimMapping build() {
			return new ClaimMapping(new Builder(this));
		}

		private List<String> derive(ClaimSet claims, IdentityAttribute attribute) {
			Function<ClaimSet, Collection<String>> reader = this.readers.get(attribute);
			return (reader != null) ? reader.apply(claims).stream().filter(SafeText::isSafe).toList() : List.of();
		}

		private List<ClaimPath> paths(IdentityAttribute attribute) {
			return this.paths.getOrDefault(attribute, List.of());
		}

	}

}
