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

import java.util.List;
import java.util.function.Predicate;

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

	private final Predicate<String> issuers;

	private final List<Refusal> refusals;

	private final ClaimMapping claimMapping;

	private final String name;

	Provider(String name, Predicate<String> issuers, ClaimMapping claimMapping, Refusal... refusals) {
		this.name = name;
		this.issuers = issuers;
		this.claimMapping = claimMapping;
		this.refusals = List.of(refusals);
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
