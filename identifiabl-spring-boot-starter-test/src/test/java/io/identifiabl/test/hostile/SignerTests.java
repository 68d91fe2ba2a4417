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

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignerTests {

	private static final byte[] INPUT = "input".getBytes(StandardCharsets.UTF_8);

	@ParameterizedTest
	@ValueSource(strings = { "RS256", "RS384", "RS512", "PS256", "PS512" })
	void signsWithRsa(String algorithm) throws Exception {
		CorpusKey key = Corpus.INSTANCE.getKey("main");
		byte[] signature = new Signer(key).sign(algorithm, INPUT);
		assertVerifies(algorithm, new RSASSAVerifier(key.toRsaKey()), signature);
	}

	@ParameterizedTest
	@ValueSource(strings = { "rsa-512", "rsa-1024", "rsa-2040", "rsa-e3", "rsa-roca" })
	void signsWithWeakKeysByTheBook(String name) throws Exception {
		CorpusKey key = Corpus.INSTANCE.getKey(name);
		RSAPublicKey publicKey = key.toRsaKey().toRSAPublicKey();
		byte[] signature = new Signer(key).sign("RS256", INPUT);
		assertThat(verify("SHA256withRSA", publicKey, signature)).isTrue();
	}

	@Test
	void signsWithCurves() throws Exception {
		CorpusKey key = Corpus.INSTANCE.getKey("ec");
		assertVerifies("ES256", new ECDSAVerifier(key.toEcKey()), new Signer(key).sign("ES256", INPUT));
		assertThat(verify("SHA256withECDSA", key.toEcKey().toPublicKey(), new Signer(key).sign("ES256-DER", INPUT)))
			.isTrue();
	}

	@Test
	void signsWithSecrets() throws Exception {
		byte[] secret = Corpus.INSTANCE.getKey("main").secret("pem");
		assertThat(new String(secret, StandardCharsets.UTF_8)).startsWith("-----BEGIN PUBLIC KEY-----\nMIIB")
			.endsWith("-----END PUBLIC KEY-----\n");
		assertVerifies("HS256", new MACVerifier(secret), Signer.hmac("HS256", secret, INPUT));
	}

	@Test
	void signatureOfNoneIsEmpty() {
		assertThat(new Signer(Corpus.INSTANCE.getKey("main")).sign("none", INPUT)).isEmpty();
	}

	private static void assertVerifies(String algorithm, JWSVerifier verifier, byte[] signature) throws Exception {
		JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm));
		assertThat(verifier.verify(header, INPUT, Base64URL.encode(signature))).isTrue();
	}

	private static boolean verify(String algorithm, PublicKey key, byte[] signature) throws Exception {
		Signature verifier = Signature.getInstance(algorithm);
		verifier.initVerify(key);
		verifier.update(INPUT);
		return verifier.verify(signature);
	}

}
