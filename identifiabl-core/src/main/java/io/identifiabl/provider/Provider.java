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

package io.identifiabl.provider;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.ClaimMapping;
import io.identifiabl.claims.ClaimSet;
import io.identifiabl.claims.InvalidClaimException;

/**
 * What is known about the tokens of one identity provider: how its issuers look, what
 * else it issues that must not pass for an access token, and what its claims mean.
 * Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see Providers
 */
public final class Provider {

	private final String name;

	private final Predicate<String> issuers;

	private final ClaimMapping claimMapping;

	private final List<Refusal> refusals;

	private final List<String> jwsAlgorithms;

	private final Function<String, @Nullable String> jwkSetUri;

	private final Set<TokenBinding> tokenBindings;

	private final Predicate<String> ofOneApplication;

	private final Function<String, @Nullable String> tenant;

	Provider(String name, Predicate<String> issuers, ClaimMapping claimMapping, Refusal... refusals) {
		this(name, issuers, claimMapping, List.of(refusals), List.of("RS256"), (issuer) -> null, Set.of(),
				(issuer) -> false, (issuer) -> null);
	}

	private Provider(String name, Predicate<String> issuers, ClaimMapping claimMapping, List<Refusal> refusals,
			List<String> jwsAlgorithms, Function<String, @Nullable String> jwkSetUri, Set<TokenBinding> tokenBindings,
			Predicate<String> ofOneApplication, Function<String, @Nullable String> tenant) {
		this.name = name;
		this.issuers = issuers;
		this.claimMapping = claimMapping;
		this.refusals = refusals;
		this.jwsAlgorithms = jwsAlgorithms;
		this.jwkSetUri = jwkSetUri;
		this.tokenBindings = tokenBindings;
		this.ofOneApplication = ofOneApplication;
		this.tenant = tenant;
	}

	// The algorithms it signs with, RS256 if nothing else is said.
	Provider withJwsAlgorithms(String... algorithms) {
		return new Provider(this.name, this.issuers, this.claimMapping, this.refusals, List.of(algorithms),
				this.jwkSetUri, this.tokenBindings, this.ofOneApplication, this.tenant);
	}

	// Where the keys of one of its issuers are, null where they can be discovered.
	Provider withJwkSetUri(Function<String, @Nullable String> address) {
		return new Provider(this.name, this.issuers, this.claimMapping, this.refusals, this.jwsAlgorithms, address,
				this.tokenBindings, this.ofOneApplication, this.tenant);
	}

	// What stands for the audience in tokens that have none.
	Provider withTokenBindings(TokenBinding... bindings) {
		return new Provider(this.name, this.issuers, this.claimMapping, this.refusals, this.jwsAlgorithms,
				this.jwkSetUri, Set.of(bindings), this.ofOneApplication, this.tenant);
	}

	// Which issuers or key sets belong to one application only.
	Provider withOneApplicationAt(Predicate<String> addresses) {
		return new Provider(this.name, this.issuers, this.claimMapping, this.refusals, this.jwsAlgorithms,
				this.jwkSetUri, this.tokenBindings, addresses, this.tenant);
	}

	// Where issuers name the tenant, for a provider with one issuer per tenant and keys
	// that tenants share.
	Provider withTenants(Function<String, @Nullable String> tenant) {
		return new Provider(this.name, this.issuers, this.claimMapping, this.refusals, this.jwsAlgorithms,
				this.jwkSetUri, this.tokenBindings, this.ofOneApplication, tenant);
	}

	/**
	 * Return the name by which the preset is configured.
	 * @return the name, for example {@code auth0}
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the meaning of the provider's claims.
	 * @return the mapping
	 */
	public ClaimMapping getClaimMapping() {
		return this.claimMapping;
	}

	/**
	 * Return the algorithms the provider signs with unless it is configured otherwise.
	 * @return names of RFC 7518
	 */
	public List<String> getJwsAlgorithms() {
		return this.jwsAlgorithms;
	}

	/**
	 * Return where the keys of an issuer are, if the provider publishes no metadata that
	 * says so.
	 * @param issuer the issuer from the configuration, never one from a token
	 * @return the address of the key set, empty if it has to be discovered or if this is
	 * not a usual issuer of the provider
	 */
	public Optional<URI> getJwkSetUri(String issuer) {
		return hasIssuer(issuer) ? Optional.ofNullable(this.jwkSetUri.apply(issuer)).map(URI::create)
				: Optional.empty();
	}

	/**
	 * Return what binds those tokens of the provider that have no audience to this
	 * application.
	 * @return the possible bindings, empty if every token has to have an audience
	 */
	public Set<TokenBinding> getTokenBindings() {
		return this.tokenBindings;
	}

	/**
	 * Whether everything that comes from an issuer, or is signed with a set of keys, was
	 * issued for one and the same application, so that its tokens need no audience.
	 * @param address the issuer or the address of the key set, from the configuration
	 * @return whether it belongs to one application only
	 */
	public boolean isOfOneApplication(String address) {
		return this.ofOneApplication.test(address);
	}

	/**
	 * Return the tenant whose issuer that is, for a provider that has one issuer for each
	 * of them and one set of keys for all.
	 * @param issuer the issuer of a token or a key, or one with a place for the tenant
	 * @return the tenant or its place as in the issuer, empty if issuers of this provider
	 * name none
	 */
	public Optional<String> getTenant(String issuer) {
		return Optional.ofNullable(this.tenant.apply(issuer));
	}

	/**
	 * Whether a configured issuer looks like one of this provider's.
	 * @param issuer the issuer from the configuration, never one from a token
	 * @return whether it does
	 */
	boolean hasIssuer(String issuer) {
		return this.issuers.test(issuer);
	}

	/**
	 * Refuse what this provider issues for another purpose than calling an API. It needs
	 * no verified claims, since it only ever refuses.
	 * @param claims the claims
	 * @throws InvalidClaimException if the token must not be used as an access token
	 */
	public void refuseForeignUse(ClaimSet claims) {
		for (Refusal refusal : this.refusals) {
			if (refusal.matches().test(claims)) {
				throw new InvalidClaimException(refusal.code());
			}
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
