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

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.ClaimMapper;
import io.identifiabl.identity.Issuer;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.IssuerLocations;
import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;

/**
 * An identity provider that a resource server trusts. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ProviderRegistration {

	private final List<String> issuers;

	private final List<Issuer> names;

	private final Provider provider;

	private final Set<String> audiences;

	private final Set<String> allowedClientIds;

	private final Set<String> allowedOrigins;

	private final Set<String> allowedTenants;

	private final Set<JWSAlgorithm> jwsAlgorithms;

	private final @Nullable URI jwkSetUri;

	private final boolean requireHttps;

	private final @Nullable JWKSource<SecurityContext> jwkSource;

	private final @Nullable ResourceRetriever resourceRetriever;

	private final ClaimMapper claimMapper;

	private ProviderRegistration(Builder builder) {
		this.issuers = List.copyOf(builder.issuers);
		this.names = this.issuers.stream().map(Issuer::of).toList();
		this.provider = (builder.provider != null) ? builder.provider : Providers.forIssuer(this.issuers.get(0));
		this.audiences = Set.copyOf(builder.audiences);
		this.allowedClientIds = Set.copyOf(builder.allowedClientIds);
		this.allowedOrigins = Set.copyOf(builder.allowedOrigins);
		this.allowedTenants = Set.copyOf(builder.allowedTenants);
		this.jwsAlgorithms = (builder.jwsAlgorithms != null) ? builder.jwsAlgorithms
				: parse(this.provider.getJwsAlgorithms());
		this.jwkSetUri = builder.jwkSetUri;
		this.requireHttps = builder.requireHttps;
		this.jwkSource = builder.jwkSource;
		this.resourceRetriever = builder.resourceRetriever;
		this.claimMapper = (builder.claimMapper != null) ? builder.claimMapper : this.provider.getClaimMapping();
	}

	private static Set<JWSAlgorithm> parse(List<String> algorithms) {
		return algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Start to describe a provider.
	 * @param issuer the issuer, exactly as in the {@code iss} claim of its tokens
	 * @return a builder
	 */
	public static Builder withIssuer(String issuer) {
		return new Builder(issuer);
	}

	/**
	 * Return the issuers.
	 * @return at least one issuer, exactly as configured
	 */
	public List<String> getIssuers() {
		return this.issuers;
	}

	/**
	 * Return what is known about the provider's tokens.
	 * @return the preset
	 */
	public Provider getProvider() {
		return this.provider;
	}

	/**
	 * Return the audiences, one of which a token must have been issued for.
	 * @return the audiences, empty only if something else binds the provider's tokens
	 */
	public Set<String> getAudiences() {
		return this.audiences;
	}

	/**
	 * Return the tenants whose tokens are accepted where an issuer has a place for them.
	 * @return the ids, {@code *} for all tenants, empty if no issuer has such a place
	 */
	public Set<String> getAllowedTenants() {
		return this.allowedTenants;
	}

	/**
	 * Return what the claims mean.
	 * @return the mapper
	 */
	public ClaimMapper getClaimMapper() {
		return this.claimMapper;
	}

	/**
	 * Whether tokens of an issuer belong to this provider, however it is spelled. Whether
	 * such a token is accepted is for the decoder to say.
	 * @param issuer the issuer of a token
	 * @return whether it is one of the issuers, or one of an allowed tenant
	 */
	public boolean hasIssuer(String issuer) {
		return this.names.stream().anyMatch((name) -> IssuerTemplate.includes(name, this.allowedTenants, issuer));
	}

	Set<String> getAllowedClientIds() {
		return this.allowedClientIds;
	}

	Set<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	Set<JWSAlgorithm> getJwsAlgorithms() {
		return this.jwsAlgorithms;
	}

	JWKSource<SecurityContext> getKeys(String issuer, IssuerKeys keys) {
		if (this.jwkSource != null) {
			return this.jwkSource;
		}
		URI address = jwkSetUri(issuer);
		return (this.resourceRetriever != null)
				? keys.of(issuer, address, this.requireHttps, this::mayVerify, this.resourceRetriever)
				: keys.of(issuer, address, this.requireHttps, this::mayVerify);
	}

	// a key that names one tenant is no key of the others
	boolean mayVerify(String keyIssuer, String issuer) {
		String keyTenant = this.provider.getTenant(keyIssuer).orElse(IssuerLocations.TENANT);
		return keyTenant.equals(IssuerLocations.TENANT)
				|| keyTenant.equals(this.provider.getTenant(issuer).orElse(null));
	}

	// where keys will come from, null if they are there already
	@Nullable URI getKeyAddress(String issuer) {
		URI address = jwkSetUri(issuer);
		return (this.jwkSource != null) ? null : ((address != null) ? address : IssuerLocations.address(issuer));
	}

	boolean isHttpsRequired() {
		return this.requireHttps;
	}

	private @Nullable URI jwkSetUri(String issuer) {
		return (this.jwkSetUri != null) ? this.jwkSetUri : this.provider.getJwkSetUri(issuer).orElse(null);
	}

	AudienceCheck getAudienceCheck(String issuer) {
		return new AudienceCheck(this.audiences, this.allowedClientIds, this.allowedOrigins,
				this.audiences.isEmpty() && isOfOneApplication(issuer));
	}

	boolean isOfOneApplication(String issuer) {
		return this.provider.isOfOneApplication(issuer)
				|| (this.jwkSetUri != null && this.provider.isOfOneApplication(this.jwkSetUri.toString()));
	}

	/**
	 * Describes a {@link ProviderRegistration}. Not thread-safe.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private static final List<String> ALGORITHMS = List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
				"ES256", "ES384", "ES512", "EdDSA", "Ed25519", "Ed448");

		private final List<String> issuers = new ArrayList<>();

		private final Set<String> audiences = new LinkedHashSet<>();

		private @Nullable Provider provider;

		private final Set<String> allowedClientIds = new LinkedHashSet<>();

		private final Set<String> allowedOrigins = new LinkedHashSet<>();

		private final Set<String> allowedTenants = new LinkedHashSet<>();

		private @Nullable Set<JWSAlgorithm> jwsAlgorithms;

		private @Nullable URI jwkSetUri;

		private boolean requireHttps = true;

		private @Nullable JWKSource<SecurityContext> jwkSource;

		private @Nullable ResourceRetriever resourceRetriever;

		private @Nullable ClaimMapper claimMapper;

		private Builder(String issuer) {
			this.issuers.add(issuer);
		}

		/**
		 * Add further issuers of the same provider, for example of its custom domains.
		 * @param issuers the issuers
		 * @return this builder
		 */
		public Builder additionalIssuers(List<String> issuers) {
			this.issuers.addAll(issuers);
			return this;
		}

		/**
		 * Add audiences. There is no default: without an audience every token of the
		 * issuer would be good here, whatever it was issued for.
		 * @param audiences the accepted values of the {@code aud} claim
		 * @return this builder
		 */
		public Builder audiences(List<String> audiences) {
			this.audiences.addAll(audiences);
			return this;
		}

		/**
		 * Add allowed clients, for a provider whose tokens may lack an audience. A token
		 * that has an audience still needs one of the accepted ones.
		 * @param clientIds the accepted values of the {@code client_id} claim
		 * @return this builder
		 */
		public Builder allowedClientIds(List<String> clientIds) {
			this.allowedClientIds.addAll(clientIds);
			return this;
		}

		/**
		 * Add allowed origins, for a provider whose tokens may lack an audience and name
		 * the page that obtained them instead. A token that has an audience still needs
		 * one of the accepted ones.
		 * @param origins the accepted values of the {@code azp} claim
		 * @return this builder
		 */
		public Builder allowedOrigins(List<String> origins) {
			this.allowedOrigins.addAll(origins);
			return this;
		}

		/**
		 * Add the tenants whose tokens are accepted where the issuer has the place
		 * {@code {tenantid}} for them.
		 * @param tenants ids of tenants in lower case, or {@code *} for all there are
		 * @return this builder
		 */
		public Builder allowedTenants(List<String> tenants) {
			this.allowedTenants.addAll(tenants);
			return this;
		}

		/**
		 * Set the preset.
		 * @param provider the preset; by default it is told from the issuer
		 * @return this builder
		 */
		public Builder provider(Provider provider) {
			this.provider = provider;
			return this;
		}

		/**
		 * Set the accepted signature algorithms.
		 * @param names names of RFC 7518, RFC 8037 and RFC 9864, only asymmetric ones; by
		 * default those of the preset, which is {@code RS256} for most
		 * @return this builder
		 * @throws IllegalArgumentException if a name is not an asymmetric algorithm
		 */
		public Builder jwsAlgorithms(List<String> names) {
			this.jwsAlgorithms = names.stream().map(Builder::jwsAlgorithm).collect(Collectors.toUnmodifiableSet());
			return this;
		}

		private static JWSAlgorithm jwsAlgorithm(String name) {
			if (!ALGORITHMS.contains(name)) {
				throw new IllegalArgumentException("'" + name + "' is not one of " + ALGORITHMS);
			}
			return JWSAlgorithm.parse(name);
		}

		/**
		 * Set where the key set is.
		 * @param jwkSetUri the address; by default the preset knows it, or it is
		 * discovered from the issuer
		 * @return this builder
		 */
		public Builder jwkSetUri(URI jwkSetUri) {
			this.jwkSetUri = jwkSetUri;
			return this;
		}

		/**
		 * Set whether keys have to come over TLS, unless they come from this machine.
		 * @param requireHttps {@code false} for a provider inside the cluster
		 * @return this builder
		 */
		public Builder requireHttps(boolean requireHttps) {
			this.requireHttps = requireHttps;
			return this;
		}

		/**
		 * Set the keys themselves, instead of where they are.
		 * @param jwkSource a thread-safe source
		 * @return this builder
		 */
		public Builder jwkSource(JWKSource<SecurityContext> jwkSource) {
			this.jwkSource = jwkSource;
			return this;
		}

		/**
		 * Set what fetches metadata and keys of this provider.
		 * @param resourceRetriever a retriever as {@link IssuerKeys} needs it; by default
		 * theirs
		 * @return this builder
		 */
		public Builder resourceRetriever(ResourceRetriever resourceRetriever) {
			this.resourceRetriever = resourceRetriever;
			return this;
		}

		/**
		 * Set what the claims mean, instead of what the preset says.
		 * @param claimMapper the mapper
		 * @return this builder
		 */
		public Builder claimMapper(ClaimMapper claimMapper) {
			this.claimMapper = claimMapper;
			return this;
		}

		/**
		 * Build the registration.
		 * @return the registration
		 * @throws IllegalArgumentException if nothing binds the tokens to this
		 * application, neither an audience nor what the preset accepts instead, if the
		 * issuer has a place for tenants and none are allowed or the other way round, or
		 * if keys would be fetched without TLS although they must not
		 */
		public ProviderRegistration build() {
			ProviderRegistration registration = new ProviderRegistration(this);
			new RegistrationRules(registration).check();
			return registration;
		}

	}

}
