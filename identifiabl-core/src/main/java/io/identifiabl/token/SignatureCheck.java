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

import java.security.Key;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SimpleSecurityContext;

/**
 * Signature, with one of the provider's algorithms and a key of the issuer's.
 *
 * @author Identifiabl Contributors
 */
final class SignatureCheck implements TokenCheck {

	private static final SecurityContext CONTEXT = new SimpleSecurityContext();

	private final JWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

	private final Set<JWSAlgorithm> algorithms;

	private final JWSVerificationKeySelector<SecurityContext> keys;

	SignatureCheck(Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> keys) {
		this.algorithms = algorithms;
		this.keys = new JWSVerificationKeySelector<>(algorithms, keys);
	}

	@Override
	public void check(CompactToken token) {
		if (!this.algorithms.contains(token.getHeader().getAlgorithm())) {
			throw new TokenRefusedException(TokenError.INVALID_SIGNATURE);
		}
		List<Key> candidates = candidates(token);
		if (candidates.isEmpty()) {
			throw new TokenRefusedException(TokenError.UNKNOWN_KEY);
		}
		byte[] signingInput = token.getSigningInput();
		for (Key key : candidates) {
			if (isSignedWith(key, token, signingInput)) {
				return;
			}
		}
		throw new TokenRefusedException(TokenError.INVALID_SIGNATURE);
	}

	private List<Key> candidates(CompactToken token) {
		try {
			return this.keys.selectJWSKeys(token.getHeader(), CONTEXT);
		}
		catch (KeySourceException ex) {
			throw new KeysUnavailableException(ex);
		}
	}

	private boolean isSignedWith(Key key, CompactToken token, byte[] signingInput) {
		try {
			return this.verifiers.createJWSVerifier(token.getHeader(), key)
				.verify(token.getHeader(), signingInput, token.getSignature());
		}
		catch (JOSEException ex) {
			// a key that does not fit the algorithm
			return false;
		}
	}

}
