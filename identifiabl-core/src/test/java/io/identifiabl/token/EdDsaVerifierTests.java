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
import java.util.HexFormat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EdDsaVerifierTests {

	// RFC 8037 appendix A.4
	private static final OctetKeyPair ED25519 = key(Curve.Ed25519, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

	private static final byte[] INPUT = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
		.getBytes(StandardCharsets.US_ASCII);

	private static final Base64URL SIGNATURE = new Base64URL(
			"hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");

	// RFC 8032 section 7.4, "1 octet"
	private static final OctetKeyPair ED448 = key(Curve.Ed448, Base64URL.encode(HexFormat.of()
		.parseHex(
				"43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c0866aea01eb00742802b8438ea4cb82169c235160627b4c3a9480"))
		.toString());

	private static final Base64URL ED448_SIGNATURE = Base64URL.encode(HexFormat.of()
		.parseHex(
				"26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f4352541b143c4b981b7e18f62de8ccdf633fc1bf037ab7cd779805e0dbcc0aae1cbcee1afb2e027df36bc04dcecbf154336c19f0af7e0a6472905e799f1953d2a0ff3348ab21aa4adafd1d234441cf807c03a00"));

	@ParameterizedTest
	@ValueSource(strings = { "EdDSA", "Ed25519" })
	void verifyWhenSignatureIsGoodThenTrue(String algorithm) throws JOSEException {
		assertThat(verify(ED25519, algorithm, INPUT, SIGNATURE)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "EdDSA", "Ed448" })
	void verifyWhenSignatureOfTheLongCurveIsGoodThenTrue(String algorithm) throws JOSEException {
		assertThat(verify(ED448, algorithm, new byte[] { 3 }, ED448_SIGNATURE)).isTrue();
	}

	@Test
	void verifyWhenInputIsTamperedThenFalse() throws JOSEException {
		byte[] tampered = INPUT.clone();
		tampered[0]++;
		assertThat(verify(ED25519, "EdDSA", tampered, SIGNATURE)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 63, 65, 114 })
	void verifyWhenSignatureHasAnotherLengthThenFalse(int length) throws JOSEException {
		assertThat(verify(ED25519, "EdDSA", INPUT, Base64URL.encode(new byte[length]))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Ed448", "RS256", "ES256" })
	void verifyWhenAlgorithmDoesNotFitTheKeyThenFails(String algorithm) {
		assertThatExceptionOfType(JOSEException.class).isThrownBy(() -> verify(ED25519, algorithm, INPUT, SIGNATURE));
	}

	@ParameterizedTest
	@CsvSource({ "X25519, AAAA", "X448, AAAA", "Ed25519, AAAA", "Ed25519, ''", "Ed448, AAAA" })
	void newWhenKeyIsNoneForSignaturesThenFails(String curve, String x) {
		OctetKeyPair key = key(Curve.parse(curve), x);
		assertThatExceptionOfType(JOSEException.class).isThrownBy(() -> new EdDsaVerifier(key));
	}

	private static boolean verify(OctetKeyPair key, String algorithm, byte[] input, Base64URL signature)
			throws JOSEException {
		return new EdDsaVerifier(key).verify(new JWSHeader(JWSAlgorithm.parse(algorithm)), input, signature);
	}

	private static OctetKeyPair key(Curve curve, String x) {
		return new OctetKeyPair.Builder(curve, new Base64URL(x)).build();
	}

}
