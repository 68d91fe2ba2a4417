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

package io.identifiabl.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;

/**
 * Signs tokens like those of Auth0: RS256 with 2048 bits, about 900 bytes, each for
 * another user. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SampleIssuer {

	static final String ISSUER = "https://dev-123.us.auth0.com/";

	static final String AUDIENCE = "https://inner-api";

	static final String ALGORITHM = "SHA256withRSA";

	private static final String KEY_ID = "NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4";

	// Auth0's default
	private static final long LIFETIME_SECONDS = 24 * 60 * 60;

	private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

	private final AtomicLong users = new AtomicLong();

	private final PrivateKey privateKey;

	private final RSAKey publicKey;

	private final long issuedAt;

	SampleIssuer() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			KeyPair keys = generator.generateKeyPair();
			this.privateKey = keys.getPrivate();
			this.publicKey = new RSAKey.Builder((RSAPublicKey) keys.getPublic()).keyID(KEY_ID)
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.RS256)
				.build();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		this.issuedAt = System.currentTimeMillis() / 1000;
	}

	/**
	 * Return the key set that the issuer publishes.
	 * @return the keys, without private parts
	 */
	JWKSet getKeySet() {
		return new JWKSet(this.publicKey);
	}

	/**
	 * Return the key that verifies the tokens.
	 * @return the key, of the provider that is the first one now
	 * @throws GeneralSecurityException if the key cannot be had
	 */
	PublicKey getPublicKey() throws GeneralSecurityException {
		try {
			return this.publicKey.toRSAPublicKey();
		}
		catch (JOSEException ex) {
			throw new GeneralSecurityException(ex);
		}
	}

	/**
	 * Issue tokens, on all processors.
	 * @param count how many
	 * @return tokens of which no two are the same
	 */
	List<String> issue(int count) {
		return new ArrayList<>(IntStream.range(0, count).parallel().mapToObj((i) -> issue()).toList());
	}

	/**
	 * Issue a token.
	 * @return a token that was not there before
	 */
	String issue() {
		return issue(ISSUER, AUDIENCE, this.issuedAt + LIFETIME_SECONDS);
	}

	/**
	 * Issue a token.
	 * @param issuer who it says has issued it
	 * @param audience whom it is for
	 * @param expiresAt when it expires, in seconds since 1970
	 * @return a token that was not there before
	 */
	String issue(String issuer, String audience, long expiresAt) {
		String header = String.format(Locale.ROOT, """
				{"alg":"RS256","typ":"JWT","kid":"%s"}""", KEY_ID);
		String payload = String.format(Locale.ROOT, """
				{"iss":"%s","sub":"auth0|%024x","aud":["%s","https://dev-123.us.auth0.com/userinfo"],"iat":%d,"exp":%d,\
				"scope":"openid profile inner.dreams:read inner.memories:write","gty":"password",\
				"azp":"my_client_id_4f8aZ1xYqP7","permissions":["inner.dreams:read","inner.memories:write"]}""", issuer,
				this.users.incrementAndGet(), audience, expiresAt - LIFETIME_SECONDS, expiresAt);
		String signingInput = encode(header.getBytes(StandardCharsets.UTF_8)) + "."
				+ encode(payload.getBytes(StandardCharsets.UTF_8));
		return signingInput + "." + encode(sign(signingInput));
	}

	private byte[] sign(String signingInput) {
		try {
			Signature signature = Signature.getInstance(ALGORITHM);
			signature.initSign(this.privateKey);
			signature.update(signingInput.getBytes(StandardCharsets.US_ASCII));
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String encode(byte[] bytes) {
		return BASE64_URL.encodeToString(bytes);
	}

}
