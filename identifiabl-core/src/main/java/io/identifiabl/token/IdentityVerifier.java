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
import java.util.Collection;
import java.util.List;

import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySettings;
import io.identifiabl.provider.Provider;
import io.identifiabl.provider.Providers;
import io.identifiabl.revocation.TokenRevocations;

/**
 * Verifies bearer tokens without Spring Boot and without a servlet container.
 * Thread-safe; keep one instance, since it holds the issuers' keys, and close it when
 * done. Keys are fetched when the first token is verified and kept up to date from then
 * on. Verified tokens are remembered for a while.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityVerifier implements AutoCloseable {

	private static final TokenRevocations NO_REVOCATIONS = (identity, issuedAt) -> false;

	private final CachingJwtDecoder decoder;

	private final IssuerKeys keys;

	private final RevocationCheck revocationCheck;

	private IdentityVerifier(Collection<ProviderRegistration> registrations, TokenSettings settings,
			TokenRevocations revocations) {
		this.keys = new IssuerKeys(KeySettings.defaults());
		this.revocationCheck = new RevocationCheck(revocations);
		this.decoder = new CachingJwtDecoder(new IdentityJwtDecoder(registrations, settings, this.keys),
				TokenCacheSettings.defaults());
	}

	/**
	 * Start to configure a verifier for the tokens of one provider.
	 * @param issuer the issuer, exactly as in the {@code iss} claim of its tokens
	 * @return a builder
	 */
	public static Builder withIssuer(String issuer) {
		return new Builder(issuer);
	}

	/**
	 * Return a verifier for the tokens of several providers.
	 * @param registrations the providers
	 * @param settings what holds for all of them
	 * @return the verifier
	 */
	public static IdentityVerifier of(Collection<ProviderRegistration> registrations, TokenSettings settings) {
		return of(registrations, settings, NO_REVOCATIONS);
	}

	/**
	 * Return a verifier for the tokens of several providers, some of which may have been
	 * revoked.
	 * @param registrations the providers
	 * @param settings what holds for all of them
	 * @param revocations what has been revoked
	 * @return the verifier
	 */
	public static IdentityVerifier of(Collection<ProviderRegistration> registrations, TokenSettings settings,
			TokenRevocations revocations) {
		return new IdentityVerifier(registrations, settings, revocations);
	}

	/**
	 * Verify a bearer token. A token that is bound to anything ({@code cnf}, RFC 7800) is
	 * refused, since there is no request to show that its sender has the key.
	 * @param token the token in compact form, without the word {@code Bearer}
	 * @return the identity or the error; it never throws because of a token
	 * @throws IdentityMappingException if a mapper or a customizer of the application
	 * failed
	 */
	public VerificationResult verify(String token) {
		try {
			IdentityJwt jwt = this.decoder.decode(token);
			Confirmation.of(jwt.getClaims()).refuseBound();
			this.revocationCheck.check(jwt);
			return VerificationResult.verified(jwt.getIdentity());
		}
		catch (TokenRefusedException ex) {
			return VerificationResult.refused(ex.getError());
		}
		catch (KeysUnavailableException ex) {
			return VerificationResult.refused(TokenError.KEYS_UNAVAILABLE);
		}
		catch (RevocationsUnavailableException ex) {
			return VerificationResult.refused(TokenError.REVOCATIONS_UNAVAILABLE);
		}
	}

	/**
	 * Stop the threads that keep keys up to date.
	 */
	@Override
	public void close() {
		this.keys.close();
	}

	/**
	 * Configures an {@link IdentityVerifier}. Not thread-safe.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private final ProviderRegistration.Builder registration;

		private TokenSettings settings = TokenSettings.defaults();

		private TokenRevocations revocations = NO_REVOCATIONS;

		private Builder(String issuer) {
			this.registration = ProviderRegistration.withIssuer(issuer);
		}

		/**
		 * Add accepted audiences; at least one is needed, unless the preset accepts
		 * something else instead.
		 * @param audiences accepted values of the {@code aud} claim
		 * @return this builder
		 */
		public Builder audience(String... audiences) {
			this.registration.audiences(List.of(audiences));
			return this;
		}

		/**
		 * Add allowed clients, for a provider whose tokens may lack an audience.
		 * @param clientIds accepted values of the {@code client_id} claim
		 * @return this builder
		 */
		public Builder allowedClientIds(String... clientIds) {
			this.registration.allowedClientIds(List.of(clientIds));
			return this;
		}

		/**
		 * Add allowed origins, for a provider whose tokens may lack an audience and name
		 * the page that obtained them.
		 * @param origins accepted values of the {@code azp} claim
		 * @return this builder
		 */
		public Builder allowedOrigins(String... origins) {
			this.registration.allowedOrigins(List.of(origins));
			return this;
		}

		/**
		 * Set the preset by name.
		 * @param type the name, for example {@code auth0}; by default it is told from the
		 * issuer
		 * @return this builder
		 * @throws IllegalArgumentException if there is no preset of that name
		 */
		public Builder providerType(String type) {
			Provider provider = Providers.forName(type)
				.orElseThrow(() -> new IllegalArgumentException(
						"'" + type + "' is not one of the provider types " + Providers.all()));
			this.registration.provider(provider);
			return this;
		}

		/**
		 * Set where the issuer's key set is.
		 * @param jwkSetUri the address; by default it is discovered
		 * @return this builder
		 */
		public Builder jwkSetUri(String jwkSetUri) {
			this.registration.jwkSetUri(URI.create(jwkSetUri));
			return this;
		}

		/**
		 * Set the accepted signature algorithms.
		 * @param names names of RFC 7518; by default those of the preset
		 * @return this builder
		 */
		public Builder jwsAlgorithms(String... names) {
			this.registration.jwsAlgorithms(List.of(names));
			return this;
		}

		/**
		 * Set limits and clock.
		 * @param settings the settings
		 * @return this builder
		 */
		public Builder settings(TokenSettings settings) {
			this.settings = settings;
			return this;
		}

		/**
		 * Set what has been revoked.
		 * @param revocations the revocations; by default there are none
		 * @return this builder
		 */
		public Builder revocations(TokenRevocations revocations) {
			this.revocations = revocations;
			return this;
		}

		/**
		 * Build the verifier.
		 * @return the verifier
		 * @throws IllegalArgumentException if there is no audience, or keys would have to
		 * be fetched without TLS from another machine
		 */
		public IdentityVerifier build() {
			return of(List.of(this.registration.build()), this.settings, this.revocations);
		}

	}

}
