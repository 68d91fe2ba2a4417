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

package io.identifiabl.test.hostile;

import java.math.BigInteger;
import java.util.Arrays;

import com.nimbusds.jose.util.Base64URL;

/**
 * What can be made of a good signature without the key: two numbers of the same length
 * for ECDSA and EdDSA, one number for RSA.
 *
 * @author Identifiabl Contributors
 */
final class OtherSignature {

	// SEC 2 section 2.4.2
	private static final BigInteger P256_ORDER = new BigInteger(
			"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

	// RFC 8032 section 5.1
	private static final BigInteger ED25519_ORDER = new BigInteger(
			"1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);

	private final byte[] signature;

	private final CorpusKey key;

	OtherSignature(byte[] signature, CorpusKey key) {
		this.signature = signature;
		this.key = key;
	}

	String toText(String form) {
		return Base64URL.encode(octets(form)).toString();
	}

	private byte[] octets(String form) {
		byte[] first = Arrays.copyOfRange(this.signature, 0, half());
		byte[] second = Arrays.copyOfRange(this.signature, half(), this.signature.length);
		byte[] zero = new byte[half()];
		return switch (form) {
			case "other-r" -> join(other(first), second);
			case "other-s" -> join(first, other(second));
			case "no-r" -> join(zero, second);
			case "no-s" -> join(first, zero);
			case "order-r" -> join(octets(P256_ORDER), second);
			case "order-s" -> join(first, octets(P256_ORDER));
			case "plus-order" -> join(first, plusOrder(second));
			case "swap" -> join(second, first);
			case "twice" -> join(this.signature, this.signature);
			case "short" -> Arrays.copyOf(this.signature, this.signature.length - 1);
			case "wide" -> wide(first, second);
			case "negative" -> octets(this.key.number("n").subtract(new BigInteger(1, this.signature)));
			default -> throw new IllegalArgumentException("no signature '" + form + "'");
		};
	}

	private int half() {
		return this.signature.length / 2;
	}

	private byte[] other(byte[] number) {
		return octets(P256_ORDER.subtract(new BigInteger(1, number)));
	}

	// its octets are in the other order (RFC 8032 section 5.1.2)
	private byte[] plusOrder(byte[] number) {
		BigInteger sum = new BigInteger(1, reverse(number)).add(ED25519_ORDER);
		return reverse(octets(sum));
	}

	private byte[] wide(byte[] first, byte[] second) {
		byte[] zero = new byte[1];
		boolean twoNumbers = !this.key.jwk().containsKey("n");
		return twoNumbers ? join(join(zero, first), join(zero, second)) : join(zero, this.signature);
	}

	// as many as the number that it stands for had
	private byte[] octets(BigInteger number) {
		int size = this.key.jwk().containsKey("n") ? this.signature.length : half();
		byte[] octets = number.toByteArray();
		byte[] resized = new byte[size];
		int length = Math.min(octets.length, size);
		System.arraycopy(octets, octets.length - length, resized, size - length, length);
		return resized;
	}

	private static byte[] reverse(byte[] octets) {
		byte[] reversed = new byte[octets.length];
		for (int i = 0; i < octets.length; i++) {
			reversed[i] = octets[octets.length - 1 - i];
		}
		return reversed;
	}

	private static byte[] join(byte[] first, byte[] second) {
		byte[] joined = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, joined, first.length, second.length);
		return joined;
	}

}
