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

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.IssuerContext;
import io.identifiabl.keys.KeyPolicy;
import io.identifiabl.keys.RefreshableKeys;

/**
 * Signature, with one of the provider's algorithms and a key of the issuer's. Whatever
 * else the header says about keys ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}) is
 * neither used nor fetched.
 *
 * @author Identifiabl Contributors
 */
final class SignatureCheck {

	/**
	 * How many keys a token without a key id is tried with, so that it does not cost more
	 * the more keys there are: the current one, the last one, the next one.
	 */
	private static final int MAX_CANDIDATES = 3;

	private final KeyVerifiers verifiers;

	private final Set<JWSAlgorithm> algorithms;

	private final JWKSource<SecurityContext> keys;

	private final Clock clock;

	SignatureCheck(Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> keys, TokenSettings settings) {
		this.verifiers = new KeyVerifiers(settings.getSignatureProvider());
		this.algorithms = algorithms;
		this.keys = keys;
		this.clock = settings.getClock();
	}

	// Return the key that signed the token.
	SigningKey check(CompactToken token) {
		JWKSelector selector = token.getHeader().getKeySelector();
		if (selector == null || !this.algorithms.contains(token.getHeader().getJwsHeader().getAlgorithm())) {
			throw new TokenRefusedException(TokenError.ALGORITHM_NOT_ACCEPTED, () -> unaccepted(token));
		}
		RefreshableKeys refreshable = (this.keys instanceof RefreshableKeys source) ? source : null;
		// before the keys themselves, so that a change in between is not overlooked
		long version = (refreshable != null) ? refreshable.getVersion() : RefreshableKeys.NO_VERSION;
		JWK key = find(token, selector);
		if (key == null) {
			if (refreshable != null) {
				refreshable.suspectReplacement();
			}
			throw new TokenRefusedException(TokenError.INVALID_SIGNATURE);
		}
		return new SigningKey(key, refreshable, version);
	}

	private @Nullable JWK find(CompactToken token, JWKSelector selector) {
		Instant now = this.clock.instant();
		byte[] signingInput = token.getSigningInput();
		int candidates = 0;
		for (JWK key : select(token, selector)) {
			JWSVerifier verifier = KeyPolicy.isCurrent(key, now) ? this.verifiers.get(key) : null;
			if (verifier != null && candidates++ < MAX_CANDIDATES && isSigned(token, signingInput, verifier)) {
				return key;
			}
		}
		if (candidates == 0) {
			throw new TokenRefusedException(TokenError.UNKNOWN_KEY, () -> unknown(token));
		}
		return null;
	}

	private String unaccepted(CompactToken token) {
		return "alg " + Reason.text(token.getHeader().getParameters().get("alg")) + " is none of "
				+ Reason.list(this.algorithms) + ", which jws-algorithms sets";
	}

	private static String unknown(CompactToken token) {
		Object id = token.getHeader().getParameters().get("kid");
		return (id != null) ? "no usable key has the kid " + Reason.text(id) : "there is no kid, and no usable key";
	}

	private List<JWK> select(CompactToken token, JWKSelector selector) {
		try {
			return this.keys.get(selector, new IssuerContext(String.valueOf(token.getClaims().get("iss"))));
		}
		catch (KeySourceException ex) {
			throw new KeysUnavailableException(ex);
		}
	}

	private static boolean isSigned(CompactToken token, byte[] signingInput, JWSVerifier verifier) {
		try {
			return verifier.verify(token.getHeader().getJwsHeader(), signingInput, token.getSignature());
		}
		catch (JOSEException ex) {
			// a key that does not fit the algorithm
			return false;
		}
	}

}
