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
import java.util.Objects;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

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
final class SignatureCheck implements TokenCheck {

	/**
	 * How many keys a token without a key id is tried with, so that it does not cost more
	 * the more keys there are: the current one, the last one, the next one.
	 */
	private static final int MAX_CANDIDATES = 3;

	private final KeyVerifiers verifiers = new KeyVerifiers();

	private final Set<JWSAlgorithm> algorithms;

	private final JWKSource<SecurityContext> keys;

	private final Clock clock;

	SignatureCheck(Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> keys, Clock clock) {
		this.algorithms = algorithms;
		this.keys = keys;
		this.clock = clock;
	}

	@Override
	public void check(CompactToken token) {
		if (!this.algorithms.contains(token.getHeader().getAlgorithm())) {
			throw new TokenRefusedException(TokenError.INVALID_SIGNATURE);
		}
		List<JWSVerifier> candidates = candidates(token);
		if (candidates.isEmpty()) {
			throw new TokenRefusedException(TokenError.UNKNOWN_KEY);
		}
		byte[] signingInput = token.getSigningInput();
		for (JWSVerifier candidate : candidates) {
			if (isSigned(token, signingInput, candidate)) {
				return;
			}
		}
		if (this.keys instanceof RefreshableKeys refreshable) {
			refreshable.suspectReplacement();
		}
		throw new TokenRefusedException(TokenError.INVALID_SIGNATURE);
	}

	private List<JWSVerifier> candidates(CompactToken token) {
		Instant now = this.clock.instant();
		return find(token).stream()
			.filter((key) -> KeyPolicy.isCurrent(key, now))
			.map(this.verifiers::get)
			.filter(Objects::nonNull)
			.limit(MAX_CANDIDATES)
			.toList();
	}

	private List<JWK> find(CompactToken token) {
		JWKMatcher matcher = JWKMatcher.forJWSHeader(token.getHeader());
		try {
			return this.keys.get(new JWKSelector(matcher),
					new IssuerContext(String.valueOf(token.getClaims().get("iss"))));
		}
		catch (KeySourceException ex) {
			throw new KeysUnavailableException(ex);
		}
	}

	private static boolean isSigned(CompactToken token, byte[] signingInput, JWSVerifier verifier) {
		try {
			return verifier.verify(token.getHeader(), signingInput, token.getSignature());
		}
		catch (JOSEException ex) {
			// a key that does not fit the algorithm
			return false;
		}
	}

}
