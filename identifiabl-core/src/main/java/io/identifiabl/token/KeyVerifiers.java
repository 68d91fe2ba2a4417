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

import java.security.Provider;
import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

import io.identifiabl.keys.KeyPolicy;

/**
 * Verifiers for keys, made once per key and kept for as long as its source holds the key.
 * Keys that must not verify signatures have none, whatever source they come from.
 *
 * @author Identifiabl Contributors
 */
final class KeyVerifiers {

	private static final List<String> RSA = List.of("SHA256withRSA", "SHA384withRSA", "SHA512withRSA", "RSASSA-PSS");

	private static final List<String> ECDSA = List.of("SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA");

	// by identity, and gone with the set that the key was in
	private final LoadingCache<JWK, Optional<JWSVerifier>> verifiers = Caffeine.newBuilder()
		.weakKeys()
		.build(this::create);

	private final @Nullable Provider provider;

	// the provider of signatures, null for those of the platform
	KeyVerifiers(@Nullable Provider provider) {
		this.provider = provider;
	}

	@Nullable JWSVerifier get(JWK key) {
		return this.verifiers.get(key).orElse(null);
	}

	private Optional<JWSVerifier> create(JWK key) {
		if (!KeyPolicy.isUsable(key)) {
			return Optional.empty();
		}
		try {
			return Optional.ofNullable(verifier(key));
		}
		catch (JOSEException ex) {
			// not a key that the JDK can work with
			return Optional.empty();
		}
	}

	private @Nullable JWSVerifier verifier(JWK key) throws JOSEException {
		if (key instanceof RSAKey rsaKey) {
			return with(RSA, new RSASSAVerifier(rsaKey.toRSAPublicKey()));
		}
		if (key instanceof ECKey ecKey) {
			return with(ECDSA, new ECDSAVerifier(ecKey.toECPublicKey()));
		}
		return (key instanceof OctetKeyPair keyPair) ? new EdDsaVerifier(keyPair) : null;
	}

	// a provider that lacks an algorithm leaves the key to the platform
	private JWSVerifier with(List<String> algorithms, JWSVerifier verifier) {
		Provider provider = this.provider;
		if (provider != null
				&& algorithms.stream().allMatch((algorithm) -> provider.getService("Signature", algorithm) != null)) {
			verifier.getJCAContext().setProvider(provider);
		}
		return verifier;
	}

}
