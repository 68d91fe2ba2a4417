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

import java.math.BigInteger;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.keys.KeyPolicy;

import static org.assertj.core.api.Assertions.assertThat;

class KeyVerifiersTests {

	private static final List<String> RSA = List.of("SHA256withRSA", "SHA384withRSA", "SHA512withRSA", "RSASSA-PSS");

	private static final List<String> ECDSA = List.of("SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA");

	private final KeyVerifiers verifiers = new KeyVerifiers(null);

	@Test
	void getWhenKeyIsKnownThenReturnsTheSameVerifier() {
		assertThat(this.verifiers.get(TestTokens.KEY)).isNotNull().isSameAs(this.verifiers.get(TestTokens.KEY));
	}

	@Test
	void getWhenKeyWasPublishedAnewThenReturnsAnotherVerifier() {
		JWK again = new RSAKey.Builder(TestTokens.KEY).build();
		assertThat(this.verifiers.get(again)).isNotNull().isNotSameAs(this.verifiers.get(TestTokens.KEY));
	}

	@Test
	void getWhenKeyIsForEncryptionThenThereIsNone() {
		assertThat(this.verifiers.get(new RSAKey.Builder(TestTokens.KEY).keyUse(KeyUse.ENCRYPTION).build())).isNull();
	}

	@Test
	void getWhenKeyIsSharedThenThereIsNone() {
		assertThat(this.verifiers.get(new OctetSequenceKey.Builder(new byte[64]).build())).isNull();
	}

	@Test
	void getWhenPlatformCannotUseTheKeyThenThereIsNone() {
		BigInteger modulus = BigInteger.TWO.pow(20_000).add(BigInteger.ONE);
		JWK key = new RSAKey.Builder(Base64URL.encode(modulus), TestTokens.KEY.getPublicExponent()).build();
		assertThat(KeyPolicy.isUsable(key)).isTrue();
		assertThat(this.verifiers.get(key)).isNull();
	}

	@Test
	void getWhenKeyIsOfAnEdwardsCurveThenThereIsOne() {
		assertThat(this.verifiers.get(edwards(new byte[32]))).isInstanceOf(EdDsaVerifier.class);
	}

	@Test
	void getWhenNoProviderIsSetThenPlatformVerifies() throws JOSEException {
		assertThat(provider(this.verifiers, TestTokens.KEY)).isNull();
		assertThat(provider(this.verifiers, curve())).isNull();
	}

	@Test
	void getWhenProviderHasEveryAlgorithmOfRsaThenItVerifies() {
		Provider complete = new StubProvider(RSA);
		assertThat(provider(new KeyVerifiers(complete), TestTokens.KEY)).isSameAs(complete);
	}

	@Test
	void getWhenProviderHasEveryAlgorithmOfCurvesThenItVerifies() throws JOSEException {
		Provider complete = new StubProvider(ECDSA);
		assertThat(provider(new KeyVerifiers(complete), curve())).isSameAs(complete);
	}

	@Test
	void getWhenProviderHasAlgorithmsOfTheOtherKindThenPlatformVerifies() throws JOSEException {
		assertThat(provider(new KeyVerifiers(new StubProvider(ECDSA)), TestTokens.KEY)).isNull();
		assertThat(provider(new KeyVerifiers(new StubProvider(RSA)), curve())).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SHA256withRSA", "SHA384withRSA", "SHA512withRSA", "RSASSA-PSS" })
	void getWhenProviderLacksAnAlgorithmOfRsaThenPlatformVerifies(String missing) {
		Provider incomplete = new StubProvider(RSA.stream().filter((name) -> !name.equals(missing)).toList());
		assertThat(provider(new KeyVerifiers(incomplete), TestTokens.KEY)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA" })
	void getWhenProviderLacksAnAlgorithmOfCurvesThenPlatformVerifies(String missing) throws JOSEException {
		Provider incomplete = new StubProvider(ECDSA.stream().filter((name) -> !name.equals(missing)).toList());
		assertThat(provider(new KeyVerifiers(incomplete), curve())).isNull();
	}

	// the one and the other provider of the JDK
	@Test
	void getWhenProviderIsOfThePlatformThenSignatureIsVerified() throws JOSEException {
		Provider platform = Objects.requireNonNull(Security.getProvider("SunRsaSign"));
		CompactToken token = TestTokens.parse(TestTokens.signed(TestTokens.claims()));
		JWSVerifier verifier = Objects.requireNonNull(new KeyVerifiers(platform).get(TestTokens.KEY));
		assertThat(verifier.verify(token.getHeader().getJwsHeader(), token.getSigningInput(), token.getSignature()))
			.isTrue();
	}

	private static @Nullable Provider provider(KeyVerifiers verifiers, JWK key) {
		return Objects.requireNonNull(verifiers.get(key)).getJCAContext().getProvider();
	}

	private static JWK edwards(byte[] point) {
		return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).build();
	}

	private static JWK curve() throws JOSEException {
		return new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate().toPublicJWK();
	}

	/**
	 * A provider that says that it has these signatures.
	 */
	private static final class StubProvider extends Provider {

		private static final long serialVersionUID = 1L;

		StubProvider(List<String> signatures) {
			super("Stub", "1", "A stub");
			Set.copyOf(signatures).forEach((name) -> put("Signature." + name, "io.identifiabl.Missing"));
		}

	}

}
