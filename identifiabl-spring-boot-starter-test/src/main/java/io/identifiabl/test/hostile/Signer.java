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
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;

/**
 * Signs whatever it is told to, also with keys that no library would sign with.
 *
 * @author Identifiabl Contributors
 */
final class Signer {

	// RFC 8017 section 9.2, note 1
	private static final Map<String, String> DIGEST_INFO = Map.of("256", "3031300d060960864801650304020105000420",
			"384", "3041300d060960864801650304020205000430", "512", "3051300d060960864801650304020305000440");

	private final CorpusKey key;

	Signer(CorpusKey key) {
		this.key = key;
	}

	byte[] sign(String algorithm, byte[] input) {
		try {
			String bits = algorithm.substring(algorithm.length() - 3);
			return switch (algorithm) {
				case "none" -> new byte[0];
				case "EdDSA" -> sign(Signature.getInstance("Ed25519"), edPrivateKey(), input);
				case "ES256" -> sign(Signature.getInstance("SHA256withECDSAinP1363Format"), ecPrivateKey(), input);
				case "ES256-DER" -> sign(Signature.getInstance("SHA256withECDSA"), ecPrivateKey(), input);
				default -> algorithm.startsWith("PS") ? pss(bits, input) : pkcs1(bits, input);
			};
		}
		catch (GeneralSecurityException | JOSEException ex) {
			throw new IllegalStateException("no " + algorithm + " signature with " + this.key.name(), ex);
		}
	}

	static byte[] hmac(String algorithm, byte[] secret, byte[] input) {
		try {
			String name = "HmacSHA" + algorithm.substring(2);
			Mac mac = Mac.getInstance(name);
			mac.init(new SecretKeySpec(secret, name));
			return mac.doFinal(input);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private PrivateKey edPrivateKey() throws GeneralSecurityException {
		return KeyFactory.getInstance("Ed25519")
			.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, this.key.octets("d")));
	}

	private PrivateKey ecPrivateKey() throws JOSEException {
		return this.key.toEcKey().toPrivateKey();
	}

	private byte[] pss(String bits, byte[] input) throws GeneralSecurityException {
		String digest = "SHA-" + bits;
		Signature signature = Signature.getInstance("RSASSA-PSS");
		signature.setParameter(new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest),
				Integer.parseInt(bits) / Byte.SIZE, 1));
		RSAPrivateKeySpec specification = new RSAPrivateKeySpec(this.key.number("n"), this.key.number("d"));
		return sign(signature, KeyFactory.getInstance("RSA").generatePrivate(specification), input);
	}

	// by hand: the JDK refuses weak keys, which is right but does not make a bad token
	private byte[] pkcs1(String bits, byte[] input) throws GeneralSecurityException {
		byte[] digest = MessageDigest.getInstance("SHA-" + bits).digest(input);
		String suffix = "00" + DIGEST_INFO.get(bits) + HexFormat.of().formatHex(digest);
		int size = this.key.octets("n").length;
		String encoded = "0001" + "ff".repeat(size - 2 - suffix.length() / 2) + suffix;
		return resize(decrypt(new BigInteger(encoded, 16)).toByteArray(), size);
	}

	// RFC 8017 section 5.1.2: the primes save time, and only good keys have them
	private BigInteger decrypt(BigInteger number) {
		if (!this.key.jwk().containsKey("p")) {
			return number.modPow(this.key.number("d"), this.key.number("n"));
		}
		BigInteger p = this.key.number("p");
		BigInteger q = this.key.number("q");
		BigInteger byP = number.modPow(this.key.number("dp"), p);
		BigInteger byQ = number.modPow(this.key.number("dq"), q);
		return byP.subtract(byQ).multiply(this.key.number("qi")).mod(p).multiply(q).add(byQ);
	}

	private static byte[] resize(byte[] number, int size) {
		byte[] resized = new byte[size];
		int length = Math.min(number.length, size);
		System.arraycopy(number, number.length - length, resized, size - length, length);
		return resized;
	}

	private static byte[] sign(Signature signature, PrivateKey key, byte[] input) throws GeneralSecurityException {
		signature.initSign(key);
		signature.update(input);
		return signature.sign();
	}

}
