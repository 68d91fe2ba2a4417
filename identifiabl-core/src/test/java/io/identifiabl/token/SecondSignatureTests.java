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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.TokenError;
import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.revocation.Revocation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever has an ECDSA signature (r, s) can write down (r, n - s), which is as good (SEC
 * 1 section 4.1.4). Signers do not prefer one of them, so that to refuse either would
 * refuse every other token; what has to hold is that nothing follows from the difference.
 *
 * @author Identifiabl Contributors
 */
class SecondSignatureTests {

	@ParameterizedTest
	@ValueSource(strings = { "ES256", "ES384", "ES512" })
	void decodeWhenSignatureIsTheOtherOneThenStandsForTheSameIdentity(String algorithm) throws Exception {
		Signed token = new Signed(algorithm);
		CachingJwtDecoder decoder = new CachingJwtDecoder(token.decoder(), TokenCacheSettings.defaults());
		Identity identity = decoder.decode(token.first()).getIdentity();
		assertThat(decoder.decode(token.second()).getIdentity()).isEqualTo(identity);
		assertThat(identity.getTokenId()).isEqualTo("token-1");
	}

	// half of the signatures of every signer that does not choose
	@ParameterizedTest
	@ValueSource(strings = { "ES256", "ES384", "ES512" })
	void decodeWhenSignerDoesNotChooseThenAcceptsBothHalves(String algorithm) throws Exception {
		Signed token = new Signed(algorithm);
		assertThat(List.of(token.isHigh(token.first()), token.isHigh(token.second()))).containsExactlyInAnyOrder(true,
				false);
		IdentityJwtDecoder decoder = token.decoder();
		assertThat(decoder.decode(token.first()).getName()).isEqualTo(decoder.decode(token.second()).getName());
	}

	@ParameterizedTest
	@ValueSource(strings = { "ES256", "ES384", "ES512" })
	void verifyWhenTokenIsRevokedThenItsOtherSignatureDoesNotHelp(String algorithm) throws Exception {
		Signed token = new Signed(algorithm);
		InMemoryTokenRevocations revocations = new InMemoryTokenRevocations(Duration.ofHours(24),
				Duration.ofSeconds(60), TestTokens.settings().getClock());
		try (IdentityVerifier verifier = IdentityVerifier.of(List.of(token.registration()), TestTokens.settings(),
				revocations)) {
			assertThat(verifier.verify(token.first()).isVerified()).isTrue();
			assertThat(verifier.verify(token.second()).isVerified()).isTrue();
			revocations
				.revoke(Revocation.ofTokenId(TestTokens.ISSUER, "token-1", Instant.ofEpochSecond(TestTokens.NOW)));
			assertThat(verifier.verify(token.first()).getError()).isEqualTo(TokenError.TOKEN_REVOKED);
			assertThat(verifier.verify(token.second()).getError()).isEqualTo(TokenError.TOKEN_REVOKED);
		}
	}

	// which of the two was remembered says nothing about a third that is none
	@ParameterizedTest
	@ValueSource(strings = { "ES256", "ES384", "ES512" })
	void decodeWhenClaimsAreRememberedThenTheSignatureIsCheckedAllTheSame(String algorithm) throws Exception {
		Signed token = new Signed(algorithm);
		CachingJwtDecoder decoder = new CachingJwtDecoder(token.decoder(), TokenCacheSettings.defaults());
		decoder.decode(token.first());
		String forged = token.with((r, s) -> s.subtract(BigInteger.ONE));
		TestTokens.assertRefused(TokenError.INVALID_SIGNATURE, () -> decoder.decode(forged));
	}

	/**
	 * One token and both of its signatures.
	 */
	private static final class Signed {

		private final ECKey key;

		private final BigInteger order;

		private final String input;

		private final byte[] signature;

		Signed(String algorithm) throws Exception {
			JWSAlgorithm name = JWSAlgorithm.parse(algorithm);
			Curve curve = Curve.forJWSAlgorithm(name).iterator().next();
			this.key = new ECKeyGenerator(curve).keyID("key-1").generate();
			this.order = curve.toECParameterSpec().getOrder();
			this.input = TestTokens.encode(TestTokens.json(Map.of("alg", algorithm, "kid", "key-1"))) + "."
					+ TestTokens.encode(TestTokens.json(TestTokens.claims("jti", "token-1")));
			this.signature = new ECDSASigner(this.key)
				.sign(new JWSHeader(name), this.input.getBytes(StandardCharsets.US_ASCII))
				.decode();
		}

		ProviderRegistration registration() {
			return ProviderRegistration.withIssuer(TestTokens.ISSUER)
				.audiences(List.of(TestTokens.AUDIENCE))
				.jwsAlgorithms(List.of("ES256", "ES384", "ES512"))
				.jwkSource(new VersionedKeys(this.key))
				.build();
		}

		IdentityJwtDecoder decoder() {
			return new IdentityJwtDecoder(List.of(registration()), TestTokens.settings(), TestTokens.KEYS);
		}

		String first() {
			return with((r, s) -> s);
		}

		String second() {
			return with((r, s) -> this.order.subtract(s));
		}

		boolean isHigh(String token) {
			byte[] octets = new Base64URL(token.substring(token.lastIndexOf('.') + 1)).decode();
			return number(octets, octets.length / 2).compareTo(this.order.shiftRight(1)) > 0;
		}

		String with(BinaryOperator<BigInteger> change) {
			int half = this.signature.length / 2;
			BigInteger s = change.apply(number(this.signature, 0), number(this.signature, half));
			byte[] changed = Arrays.copyOf(this.signature, 2 * half);
			byte[] octets = s.toByteArray();
			int length = Math.min(octets.length, half);
			Arrays.fill(changed, half, 2 * half, (byte) 0);
			System.arraycopy(octets, octets.length - length, changed, 2 * half - length, length);
			return this.input + "." + Base64URL.encode(changed);
		}

		private static BigInteger number(byte[] octets, int start) {
			int half = octets.length / 2;
			return new BigInteger(1, Arrays.copyOfRange(octets, start, start + half));
		}

	}

}
