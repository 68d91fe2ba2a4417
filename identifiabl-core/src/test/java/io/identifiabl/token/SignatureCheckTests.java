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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.IssuerContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class SignatureCheckTests {

	private static final String PAYLOAD = TestTokens.json(TestTokens.claims());

	private static final TokenSettings SETTINGS = TestTokens.settings();

	private static final RSAKey SECOND = TestTokens.generate("key-3");

	private static final RSAKey THIRD = TestTokens.generate("key-4");

	private static final RSAKey WEAK = TestTokens.generate(1024, "key-1");

	private final String token = TestTokens.signed(TestTokens.claims());

	private final SignatureCheck check = check(TestTokens.keys(TestTokens.KEY));

	@Test
	void checkWhenSignedWithTheIssuersKeyThenAccepts() {
		assertAccepted(this.check, this.token);
	}

	@Test
	void checkWhenPayloadIsTamperedThenSignatureIsInvalid() {
		String[] parts = this.token.split("\\.", -1);
		String tampered = parts[0] + "." + TestTokens.encode(PAYLOAD.replace("user-1", "user-2")) + "." + parts[2];
		assertRefused(TokenError.INVALID_SIGNATURE, this.check, tampered);
	}

	@Test
	void checkWhenHeaderIsTamperedThenSignatureIsInvalid() {
		String[] parts = this.token.split("\\.", -1);
		String tampered = TestTokens.encode("{\"alg\":\"RS256\",\"kid\":\"key-1\"}") + "." + parts[1] + "." + parts[2];
		assertRefused(TokenError.INVALID_SIGNATURE, this.check, tampered);
	}

	@Test
	void checkWhenSignatureIsGarbageThenSignatureIsInvalid() {
		String token = TestTokens.compact(TestTokens.json(TestTokens.header()), PAYLOAD);
		assertRefused(TokenError.INVALID_SIGNATURE, this.check, token);
	}

	@Test
	void checkWhenSignedWithAnotherKeyOfThatIdThenSignatureIsInvalid() {
		assertRefused(TokenError.INVALID_SIGNATURE, this.check,
				TestTokens.signed(TestTokens.OTHER_KEY, TestTokens.json(TestTokens.header()), PAYLOAD));
	}

	@Test
	void checkWhenKeyIdIsUnknownThenKeyIsUnknown() {
		assertRefused(TokenError.UNKNOWN_KEY, this.check, withHeader("kid", "key-9"));
	}

	@Test
	void checkWhenTokenBringsItsOwnKeyThenIgnoresIt() {
		Map<String, @Nullable Object> header = TestTokens.header();
		header.put("kid", "key-2");
		header.put("jwk", TestTokens.OTHER_KEY.toPublicJWK().toJSONObject());
		assertRefused(TokenError.UNKNOWN_KEY, this.check,
				TestTokens.signed(TestTokens.OTHER_KEY, TestTokens.json(header), PAYLOAD));
	}

	@Test
	void checkWhenThereIsNoKeyIdThenTriesAllKeys() {
		SignatureCheck twoKeys = check(TestTokens.keys(TestTokens.OTHER_KEY, TestTokens.KEY));
		assertAccepted(twoKeys, TestTokens.signed(TestTokens.KEY, "{\"alg\":\"RS256\"}", PAYLOAD));
	}

	@Test
	void checkWhenThereIsNoKeyThenKeyIsUnknown() {
		assertRefused(TokenError.UNKNOWN_KEY, check(TestTokens.keys()), this.token);
	}

	@Test
	void checkWhenKeyIsForEncryptionThenKeyIsUnknown() {
		RSAKey key = new RSAKey.Builder(TestTokens.KEY).keyUse(KeyUse.ENCRYPTION).build();
		assertRefused(TokenError.UNKNOWN_KEY, check(TestTokens.keys(key)), this.token);
	}

	@Test
	void checkWhenKeyIsOfAnotherAlgorithmThenKeyIsUnknown() {
		RSAKey key = new RSAKey.Builder(TestTokens.KEY).algorithm(JWSAlgorithm.PS256).build();
		assertRefused(TokenError.UNKNOWN_KEY, check(TestTokens.keys(key)), this.token);
	}

	@Test
	void checkWhenAlgorithmIsNotAllowedThenSignatureIsInvalid() {
		assertRefused(TokenError.ALGORITHM_NOT_ACCEPTED, this.check, withHeader("alg", "RS512"));
	}

	@Test
	void checkWhenAlgorithmIsUnheardOfThenSignatureIsInvalid() {
		assertRefused(TokenError.ALGORITHM_NOT_ACCEPTED, this.check, withHeader("alg", "XS256"));
	}

	@Test
	void checkWhenEllipticCurveIsAllowedThenAccepts() throws JOSEException {
		ECKey key = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
		JWSObject object = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").build(),
				new Payload(PAYLOAD));
		object.sign(new ECDSASigner(key));
		SignatureCheck curves = new SignatureCheck(Set.of(JWSAlgorithm.ES256), new ImmutableJWKSet<>(new JWKSet(key)),
				SETTINGS);
		assertAccepted(curves, object.serialize());
	}

	@Test
	void checkWhenKeySourceFailsThenKeysAreUnavailable() {
		SignatureCheck unavailable = check((selector, context) -> {
			throw new RemoteKeySourceException("down", null);
		});
		CompactToken parsed = TestTokens.parse(this.token);
		assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> unavailable.check(parsed))
			.withCauseInstanceOf(KeySourceException.class)
			.withMessage(TokenError.KEYS_UNAVAILABLE.getDescription());
	}

	@Test
	void checkWhenAlgorithmIsNotAllowedThenAsksForNoKeys() {
		SignatureCheck unavailable = check((selector, context) -> {
			throw new RemoteKeySourceException("down", null);
		});
		assertRefused(TokenError.ALGORITHM_NOT_ACCEPTED, unavailable, withHeader("alg", "ES256"));
	}

	@Test
	void checkWhenKeyDoesNotFitTheAlgorithmThenSignatureIsInvalid() throws JOSEException {
		ECKey key = new ECKeyGenerator(Curve.P_384).keyID("ec-1").generate();
		Map<String, @Nullable Object> header = new LinkedHashMap<>(Map.of("alg", "ES256", "kid", "ec-1"));
		SignatureCheck curves = new SignatureCheck(Set.of(JWSAlgorithm.ES256),
				(selector, context) -> List.of(key.toPublicJWK()), SETTINGS);
		assertRefused(TokenError.INVALID_SIGNATURE, curves, TestTokens.compact(TestTokens.json(header), PAYLOAD));
	}

	@Test
	void checkWhenThereIsNoKeyIdThenTriesThreeKeys() {
		String token = TestTokens.signed(TestTokens.KEY, "{\"alg\":\"RS256\"}", PAYLOAD);
		assertAccepted(check(TestTokens.keys(TestTokens.OTHER_KEY, SECOND, TestTokens.KEY)), token);
		assertRefused(TokenError.INVALID_SIGNATURE,
				check(TestTokens.keys(TestTokens.OTHER_KEY, SECOND, THIRD, TestTokens.KEY)), token);
	}

	@Test
	void checkWhenKeyIsWeakThenKeyIsUnknown() {
		assertRefused(TokenError.UNKNOWN_KEY, check(TestTokens.keys(WEAK)),
				TestTokens.signed(WEAK, TestTokens.json(TestTokens.header()), PAYLOAD));
	}

	@Test
	void checkWhenKeyIsExpiredThenKeyIsUnknown() {
		RSAKey key = new RSAKey.Builder(TestTokens.KEY).expirationTime(Date.from(SETTINGS.getClock().instant()))
			.build();
		assertRefused(TokenError.UNKNOWN_KEY, check(TestTokens.keys(key)), this.token);
	}

	@Test
	void checkWhenKeyIsNotForVerificationThenKeyIsUnknown() {
		RSAKey key = new RSAKey.Builder(TestTokens.KEY).keyOperations(Set.of(KeyOperation.ENCRYPT)).build();
		assertRefused(TokenError.UNKNOWN_KEY, check(TestTokens.keys(key)), this.token);
	}

	// an authorization server in this very process hands out its whole keys
	@Test
	void checkWhenSourceHasThePrivateKeyThenAccepts() {
		assertAccepted(check(new ImmutableJWKSet<>(new JWKSet(TestTokens.KEY))), this.token);
	}

	@Test
	void checkTellsTheSourceWhoseTokenItIs() {
		List<SecurityContext> contexts = new ArrayList<>();
		SignatureCheck check = check((selector, context) -> {
			contexts.add(context);
			return List.of(TestTokens.KEY);
		});
		assertAccepted(check, this.token);
		assertThat(contexts).containsExactly(new IssuerContext(TestTokens.ISSUER));
	}

	@Test
	void checkWhenSignatureIsWrongThenSuspectsAReplacedKey() {
		VersionedKeys source = new VersionedKeys(TestTokens.KEY);
		SignatureCheck refreshable = check(source);
		assertAccepted(refreshable, this.token);
		assertThat(source.getSuspicions()).isZero();
		assertRefused(TokenError.INVALID_SIGNATURE, refreshable,
				TestTokens.signed(TestTokens.OTHER_KEY, TestTokens.json(TestTokens.header()), PAYLOAD));
		assertThat(source.getSuspicions()).isOne();
		assertRefused(TokenError.UNKNOWN_KEY, refreshable, withHeader("kid", "key-9"));
		assertThat(source.getSuspicions()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "EdDSA", "Ed25519" })
	void checkWhenEdwardsCurveIsAllowedThenAccepts(String algorithm) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
		KeyPair pair = generator.generateKeyPair();
		byte[] encoded = pair.getPublic().getEncoded();
		byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
		OctetKeyPair key = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).keyID("ed-1").build();
		String input = TestTokens.encode("{\"alg\":\"" + algorithm + "\",\"kid\":\"ed-1\"}") + "."
				+ TestTokens.encode(PAYLOAD);
		Signature signer = Signature.getInstance("Ed25519");
		signer.initSign(pair.getPrivate());
		signer.update(input.getBytes(StandardCharsets.US_ASCII));
		SignatureCheck edwards = new SignatureCheck(Set.of(JWSAlgorithm.parse(algorithm)), TestTokens.keys(key),
				SETTINGS);
		assertAccepted(edwards, input + "." + Base64URL.encode(signer.sign()));
	}

	private static SignatureCheck check(JWKSource<SecurityContext> keys) {
		return new SignatureCheck(Set.of(JWSAlgorithm.RS256), keys, SETTINGS);
	}

	private static String withHeader(String name, String value) {
		Map<String, @Nullable Object> header = TestTokens.header();
		header.put(name, value);
		return TestTokens.signed(header, TestTokens.claims());
	}

	private static void assertAccepted(SignatureCheck check, String token) {
		assertThatNoException().isThrownBy(() -> check.check(TestTokens.parse(token)));
	}

	private static void assertRefused(TokenError error, SignatureCheck check, String token) {
		CompactToken parsed = TestTokens.parse(token);
		TestTokens.assertRefused(error, () -> check.check(parsed));
	}

}
