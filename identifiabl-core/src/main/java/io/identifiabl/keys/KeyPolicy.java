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

package io.identifiabl.keys;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * Which keys may verify signatures. It looks at one key at a time, and is to be asked
 * once per key rather than once per token.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class KeyPolicy {

	// the curves for signatures, with the length of their points (RFC 8032 section 5)
	private static final Map<Curve, Integer> EDWARDS_CURVES = Map.of(Curve.Ed25519, 32, Curve.Ed448, 57);

	private static final int MIN_RSA_SIZE = 2048;

	private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(3);

	private KeyPolicy() {
	}

	/**
	 * Whether signatures may be verified with a key: it is neither weak (RFC 8725 section
	 * 3.2, RFC 7518 section 3.3) nor revoked nor meant for something else (RFC 7517
	 * sections 4.2 and 4.3). Whether it is expired is not asked here, since that changes.
	 * @param key the key
	 * @return whether it is sound and a key for signatures
	 */
	public static boolean isUsable(JWK key) {
		return isForSignatures(key) && fault(key) == null;
	}

	/**
	 * Whether a key is within the period that it is published for.
	 * @param key the key
	 * @param now the current time
	 * @return whether its {@code nbf} has come and its {@code exp} has not, as far as it
	 * has any
	 */
	public static boolean isCurrent(JWK key, Instant now) {
		Date notBefore = key.getNotBeforeTime();
		Date expiry = key.getExpirationTime();
		return (notBefore == null || !now.isBefore(notBefore.toInstant()))
				&& (expiry == null || now.isBefore(expiry.toInstant()));
	}

	static boolean isForSignatures(JWK key) {
		if (key instanceof OctetKeyPair edwardsKey && !EDWARDS_CURVES.containsKey(edwardsKey.getCurve())) {
			return false;
		}
		KeyUse use = key.getKeyUse();
		Set<KeyOperation> operations = key.getKeyOperations();
		return (use == null || use.equals(KeyUse.SIGNATURE))
				&& (operations == null || operations.contains(KeyOperation.VERIFY));
	}

	// What is wrong with the public part of the key.
	static @Nullable KeyFault fault(JWK key) {
		if (key.getKeyRevocation() != null) {
			return KeyFault.REVOKED;
		}
		if (key instanceof OctetKeyPair edwardsKey) {
			return hasLength(edwardsKey) ? null : KeyFault.MISSHAPEN;
		}
		return (key instanceof RSAKey rsaKey) ? fault(rsaKey) : null;
	}

	private static boolean hasLength(OctetKeyPair key) {
		Integer length = EDWARDS_CURVES.get(key.getCurve());
		return length == null || key.getDecodedX().length == length;
	}

	private static @Nullable KeyFault fault(RSAKey key) {
		BigInteger modulus = key.getModulus().decodeToBigInteger();
		BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
		if (modulus.bitLength() < MIN_RSA_SIZE) {
			return KeyFault.SHORT;
		}
		if (!exponent.testBit(0) || exponent.compareTo(MIN_EXPONENT) < 0) {
			return KeyFault.UNSAFE_EXPONENT;
		}
		return RocaFingerprint.matches(modulus) ? KeyFault.GUESSABLE : null;
	}

}
