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

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.identifiabl.identity.Issuer;
import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.IssuerKeys;

/**
 * Verifies tokens of several issuers and maps each of them to its identity. Thread-safe.
 * <p>
 * It checks all that does not depend on the request. Whether a token that is bound to a
 * key is presented by the holder of that key is for the caller to check.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see IdentityVerifier
 */
public final class IdentityJwtDecoder implements JwtDecoder {

	private final Map<String, IssuerVerifier> verifiers = new HashMap<>();

	private final Map<IssuerTemplate, IssuerVerifier> templates = new LinkedHashMap<>();

	private final Map<Issuer, ProviderRegistration> owners = new HashMap<>();

	private final NearIssuers nearIssuers = new NearIssuers();

	private final TokenHeaderCache headers = new TokenHeaderCache();

	private final TokenSettings settings;

	private final VerificationListener listener;

	/**
	 * Create a decoder.
	 * @param registrations the trusted providers
	 * @param settings what holds for all of them
	 * @param keys where the keys of issuers come from; closing them is up to the caller
	 * @throws IllegalArgumentException if there is no provider, or two claim one issuer
	 */
	public IdentityJwtDecoder(Collection<ProviderRegistration> registrations, TokenSettings settings, IssuerKeys keys) {
		this(registrations, settings, keys, VerificationListener.NOOP);
	}

	/**
	 * Create a decoder that somebody listens to.
	 * @param registrations the trusted providers
	 * @param settings what holds for all of them
	 * @param keys where the keys of issuers come from; closing them is up to the caller
	 * @param listener is told of every verification
	 * @throws IllegalArgumentException if there is no provider, or two claim one issuer
	 */
	public IdentityJwtDecoder(Collection<ProviderRegistration> registrations, TokenSettings settings, IssuerKeys keys,
			VerificationListener listener) {
		if (registrations.isEmpty()) {
			throw new IllegalArgumentException("registrations must not be empty");
		}
		this.settings = settings;
		this.listener = listener;
		registrations.forEach((registration) -> add(registration, keys));
	}

	private void add(ProviderRegistration registration, IssuerKeys keys) {
		for (String issuer : registration.getIssuers()) {
			claim(issuer, registration);
			IssuerVerifier verifier = new IssuerVerifier(issuer, registration, this.settings, keys);
			this.nearIssuers.add(issuer);
			if (this.verifiers.put(key(issuer), verifier) != null) {
				throw new IllegalArgumentException("issuer '" + issuer + "' is registered twice");
			}
			if (IssuerTemplate.isTemplate(issuer)) {
				this.templates.put(new IssuerTemplate(key(issuer), registration.getAllowedTenants()), verifier);
			}
		}
	}

	// with and without a slash at the end it is one issuer in every identity, so it must
	// not be two providers
	private void claim(String issuer, ProviderRegistration registration) {
		ProviderRegistration owner = this.owners.putIfAbsent(Issuer.of(issuer), registration);
		if (owner != null && owner != registration) {
			throw new IllegalArgumentException("issuer '" + issuer + "' is registered twice");
		}
	}

	/**
	 * Verify a token.
	 * @param token the token in compact form
	 * @return the verified token
	 * @throws TokenRefusedException if the token is not good
	 * @throws KeysUnavailableException if the issuer's keys cannot be had
	 * @throws IdentityMappingException if a mapper or a customizer of the application
	 * failed
	 */
	@Override
	public IdentityJwt decode(String token) {
		return verify(token).principal();
	}

	TokenSettings getSettings() {
		return this.settings;
	}

	VerifiedToken verify(String token) {
		long start = System.nanoTime();
		String issuer = VerificationListener.UNKNOWN_ISSUER;
		String outcome = VerificationListener.INTERNAL_ERROR;
		CompactToken compact = null;
		String configured = null;
		try {
			compact = CompactToken.parse(token, this.settings.getMaxSize(), this.headers::get);
			IssuerVerifier verifier = verifier(key(issuer(compact)));
			configured = verifier.getIssuer();
			issuer = configured;
			VerifiedToken verified = verifier.verify(compact);
			this.headers.keep(compact.getHeader());
			outcome = VerificationListener.SUCCESS;
			return verified;
		}
		catch (TokenRefusedException ex) {
			outcome = ex.getError().getCode();
			throw ex.about(compact, configured);
		}
		catch (KeysUnavailableException ex) {
			outcome = TokenError.KEYS_UNAVAILABLE.getCode();
			throw ex;
		}
		finally {
			this.listener.onVerification(issuer, outcome, System.nanoTime() - start);
		}
	}

	private IssuerVerifier verifier(String issuer) {
		IssuerVerifier verifier = this.verifiers.get(issuer);
		if (verifier != null && !IssuerTemplate.isTemplate(issuer)) {
			return verifier;
		}
		return this.templates.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().matches(issuer))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseThrow(() -> untrusted(issuer));
	}

	private TokenRefusedException untrusted(String issuer) {
		this.nearIssuers.notice(issuer);
		return new TokenRefusedException(TokenError.UNTRUSTED_ISSUER,
				() -> "iss " + Reason.text(issuer) + " is none of " + Reason.list(this.owners.keySet()));
	}

	private static String issuer(CompactToken token) {
		Object issuer = token.getClaims().get("iss");
		if (issuer == null) {
			throw new TokenRefusedException(TokenError.UNTRUSTED_ISSUER);
		}
		if (!(issuer instanceof String text)) {
			throw new TokenRefusedException(TokenError.INVALID_CLAIM);
		}
		return text;
	}

	private String key(String issuer) {
		return this.settings.isTrailingSlashIgnored() ? Issuer.normalize(issuer) : issuer;
	}

}
