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
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyRevocation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyPolicyTests {

	private static final Instant NOW = Instant.ofEpochSecond(1767225600L);

	private static final Map<Integer, RSAKey> KEYS = new ConcurrentHashMap<>();

	private static final RSAKey SOUND = key(2048);

	@Test
	void faultWhenRsaKeyHas2048BitsThenNone() {
		assertThat(KeyPolicy.fault(SOUND)).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 512, 1024, 2040 })
	void faultWhenRsaKeyIsShorterThenShort(int size) {
		assertThat(KeyPolicy.fault(key(size))).isEqualTo(KeyFault.SHORT);
	}

	@Test
	void faultWhenModulusHasOneBitTooFewThenShort() {
		RSAKey key = rsa(BigInteger.TWO.pow(2047).subtract(BigInteger.ONE), 65537);
		assertThat(KeyPolicy.fault(key)).isEqualTo(KeyFault.SHORT);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 2, 4, 65536 })
	void faultWhenExponentIsUnsafeThenSaysSo(long exponent) {
		assertThat(KeyPolicy.fault(rsa(modulus(), exponent))).isEqualTo(KeyFault.UNSAFE_EXPONENT);
	}

	@ParameterizedTest
	@ValueSource(longs = { 3, 17, 65537 })
	void faultWhenExponentIsUsualThenNone(long exponent) {
		assertThat(KeyPolicy.fault(rsa(modulus(), exponent))).isNull();
	}

	// a power of the generator leaves a power of the generator, whatever it is divided by
	@Test
	void faultWhenModulusHasTheFingerprintOfRocaThenGuessable() {
		RSAKey key = rsa(BigInteger.valueOf(65537).pow(130), 65537);
		assertThat(KeyPolicy.fault(key)).isEqualTo(KeyFault.GUESSABLE);
	}

	@Test
	void faultWhenModulusIsNextToOneWithTheFingerprintThenNone() {
		RSAKey key = rsa(BigInteger.valueOf(65537).pow(130).add(BigInteger.TWO), 65537);
		assertThat(KeyPolicy.fault(key)).isNull();
	}

	@Test
	void faultWhenKeyIsRevokedThenRevoked() throws JOSEException {
		ECKey key = new ECKey.Builder(curve()).keyRevocation(new KeyRevocation(Date.from(NOW), null)).build();
		assertThat(KeyPolicy.fault(key)).isEqualTo(KeyFault.REVOKED);
	}

	@ParameterizedTest
	@CsvSource({ "Ed25519, 31", "Ed25519, 33", "Ed25519, 57", "Ed448, 56", "Ed448, 32" })
	void faultWhenPointHasAnotherLengthThenMisshapen(String curve, int length) {
		assertThat(KeyPolicy.fault(edwards(curve, length))).isEqualTo(KeyFault.MISSHAPEN);
	}

	@ParameterizedTest
	@CsvSource({ "Ed25519, 32", "Ed448, 57" })
	void isUsableWhenPointIsOfAnEdwardsCurveThenTrue(String curve, int length) {
		assertThat(KeyPolicy.isUsable(edwards(curve, length))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "X25519, 32", "X448, 56" })
	void isUsableWhenCurveIsForKeyAgreementThenFalse(String curve, int length) {
		assertThat(KeyPolicy.isUsable(edwards(curve, length))).isFalse();
	}

	private static JWK edwards(String curve, int length) {
		return new OctetKeyPair.Builder(Curve.parse(curve), Base64URL.encode(new byte[length])).build();
	}

	@Test
	void isUsableWhenKeyIsSoundThenTrue() throws JOSEException {
		assertThat(KeyPolicy.isUsable(curve())).isTrue();
	}

	@Test
	void isUsableWhenKeyIsWeakThenFalse() {
		assertThat(KeyPolicy.isUsable(key(1024))).isFalse();
	}

	@Test
	void isUsableWhenKeyIsForEncryptionThenFalse() {
		assertThat(KeyPolicy.isUsable(new RSAKey.Builder(SOUND).keyUse(KeyUse.ENCRYPTION).build())).isFalse();
	}

	@Test
	void isUsableWhenKeyIsForSignaturesThenTrue() {
		assertThat(KeyPolicy.isUsable(new RSAKey.Builder(SOUND).keyUse(KeyUse.SIGNATURE).build())).isTrue();
	}

	@Test
	void isUsableWhenOperationsLackVerificationThenFalse() {
		assertThat(KeyPolicy.isUsable(operations(KeyOperation.ENCRYPT))).isFalse();
		assertThat(KeyPolicy.isUsable(operations(KeyOperation.SIGN))).isFalse();
	}

	@Test
	void isUsableWhenOperationsHaveVerificationThenTrue() {
		assertThat(KeyPolicy.isUsable(operations(KeyOperation.SIGN, KeyOperation.VERIFY))).isTrue();
	}

	@Test
	void isCurrentWhenKeyHasNoPeriodThenTrue() {
		assertThat(KeyPolicy.isCurrent(SOUND, NOW)).isTrue();
	}

	@Test
	void isCurrentWhenKeyExpiresInThisSecondThenFalse() {
		assertThat(KeyPolicy.isCurrent(expiring(NOW), NOW)).isFalse();
	}

	@Test
	void isCurrentWhenKeyExpiresInTheNextSecondThenTrue() {
		assertThat(KeyPolicy.isCurrent(expiring(NOW.plusSeconds(1)), NOW)).isTrue();
	}

	@Test
	void isCurrentWhenKeyStartsInThisSecondThenTrue() {
		assertThat(KeyPolicy.isCurrent(starting(NOW), NOW)).isTrue();
	}

	@Test
	void isCurrentWhenKeyStartsInTheNextSecondThenFalse() {
		assertThat(KeyPolicy.isCurrent(starting(NOW.plusSeconds(1)), NOW)).isFalse();
	}

	private static JWK expiring(Instant time) {
		return new RSAKey.Builder(SOUND).expirationTime(Date.from(time)).build();
	}

	private static JWK starting(Instant time) {
		return new RSAKey.Builder(SOUND).notBeforeTime(Date.from(time)).build();
	}

	private static JWK operations(KeyOperation... operations) {
		return new RSAKey.Builder(SOUND).keyOperations(Set.of(operations)).build();
	}

	private static BigInteger modulus() {
		return SOUND.getModulus().decodeToBigInteger();
	}

	private static RSAKey rsa(BigInteger modulus, long exponent) {
		return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(BigInteger.valueOf(exponent))).build();
	}

	private static ECKey curve() throws JOSEException {
		return new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
	}

	private static RSAKey key(int size) {
		return KEYS.computeIfAbsent(size, KeyPolicyTests::generate);
	}

	private static RSAKey generate(int size) {
		try {
			return new RSAKeyGenerator(size, true).keyID("key-1").generate().toPublicJWK();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
