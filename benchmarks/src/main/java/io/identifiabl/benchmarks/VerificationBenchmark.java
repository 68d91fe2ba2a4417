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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.identifiabl.token.TokenCacheSettings;

/**
 * Verification of one token by several libraries, and the limits of what is possible: the
 * signature alone where the token is new, its hash and a lookup where it is known.
 * Compilation is not in the background, where a busy machine would put it off until after
 * the measurement.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = { "-Xms1g", "-Xmx1g", "-Xbatch" })
@SuppressWarnings("NullAway.Init") // JMH calls setUp() before anything else
public class VerificationBenchmark {

	/**
	 * How many tokens take turns where each shall be a new one: many times what fits into
	 * {@link #TINY_CACHE}. A power of two.
	 */
	private static final int RING = 2048;

	// a cache that is on, with all it costs, and yet forgets a token before its next turn
	private static final long TINY_CACHE = 64 * 1024;

	/**
	 * Who does the cryptography.
	 */
	@Param
	public CryptoProvider provider = CryptoProvider.JDK;

	private List<String> tokens;

	private List<SignedBytes> signedBytes;

	private Map<ByteBuffer, String> known;

	private int next;

	private PublicKey publicKey;

	private Signature signature;

	private MessageDigest sha256;

	private TokenVerifier stock;

	private TokenVerifier nimbus;

	private TokenVerifier javaJwt;

	private TokenVerifier jose4j;

	private TokenVerifier uncached;

	private TokenVerifier evicting;

	private TokenVerifier caching;

	/**
	 * Issue the tokens and set up all verifiers.
	 * @throws Exception if that fails
	 */
	@Setup
	public void setUp() throws Exception {
		this.provider.install();
		SampleIssuer issuer = new SampleIssuer();
		this.tokens = issuer.issue(RING);
		this.signedBytes = this.tokens.stream().map(SignedBytes::of).toList();
		setUpLimits(issuer);
		JWKSet keys = issuer.getKeySet();
		this.stock = Verifiers.stock(keys);
		this.nimbus = Verifiers.nimbus(keys);
		this.javaJwt = Verifiers.javaJwt(keys);
		this.jose4j = Verifiers.jose4j(keys);
		this.uncached = Verifiers.uncached(keys);
		this.evicting = Verifiers.cached(keys, TokenCacheSettings.defaults().withMaximumWeight(TINY_CACHE));
		this.caching = Verifiers.cached(keys, TokenCacheSettings.defaults());
	}

	private void setUpLimits(SampleIssuer issuer) throws Exception {
		this.publicKey = issuer.getPublicKey();
		this.signature = Signature.getInstance(SampleIssuer.ALGORITHM);
		this.sha256 = MessageDigest.getInstance("SHA-256");
		this.known = new ConcurrentHashMap<>();
		for (String token : this.tokens) {
			this.known.put(ByteBuffer.wrap(hash(token)), token);
		}
	}

	/**
	 * Verify the signature and nothing else, of bytes that are decoded already.
	 * @return whether it is good
	 * @throws Exception never, with these keys
	 */
	@Benchmark
	public boolean signature() throws Exception {
		SignedBytes bytes = this.signedBytes.get(turn());
		this.signature.initVerify(this.publicKey);
		this.signature.update(bytes.signingInput());
		return this.signature.verify(bytes.signature());
	}

	/**
	 * Look a token up by its hash.
	 * @return what is known by that hash
	 */
	@Benchmark
	public @Nullable String hashAndLookup() {
		return this.known.get(ByteBuffer.wrap(hash(this.tokens.get(0))));
	}

	/**
	 * Verify new tokens with the decoder that Spring Boot configures.
	 * @return the verified token
	 * @throws Exception never, with these tokens
	 */
	@Benchmark
	public Object stock() throws Exception {
		return this.stock.verify(nextToken());
	}

	/**
	 * Verify new tokens with Nimbus JOSE + JWT.
	 * @return the verified claims
	 * @throws Exception never, with these tokens
	 */
	@Benchmark
	public Object nimbus() throws Exception {
		return this.nimbus.verify(nextToken());
	}

	/**
	 * Verify new tokens with Auth0's java-jwt.
	 * @return the verified token
	 * @throws Exception never, with these tokens
	 */
	@Benchmark
	public Object javaJwt() throws Exception {
		return this.javaJwt.verify(nextToken());
	}

	/**
	 * Verify new tokens with jose4j.
	 * @return the verified claims
	 * @throws Exception never, with these tokens
	 */
	@Benchmark
	public Object jose4j() throws Exception {
		return this.jose4j.verify(nextToken());
	}

	/**
	 * Verify new tokens with our decoder, whose cache is off.
	 * @return the verified token
	 * @throws Exception never, with these tokens
	 */
	@Benchmark
	public Object coldUncached() throws Exception {
		return this.uncached.verify(nextToken());
	}

	/**
	 * Verify new tokens with our decoder, whose cache is on and full.
	 * @return the verified token
	 * @throws Exception never, with these tokens
	 */
	@Benchmark
	public Object cold() throws Exception {
		return this.evicting.verify(nextToken());
	}

	/**
	 * Verify the same token again with our decoder.
	 * @return the verified token
	 * @throws Exception never, with these tokens
	 */
	@Benchmark
	public Object warm() throws Exception {
		return this.caching.verify(this.tokens.get(0));
	}

	private String nextToken() {
		return this.tokens.get(turn());
	}

	private int turn() {
		this.next = (this.next + 1) & (RING - 1);
		return this.next;
	}

	private byte[] hash(String token) {
		return this.sha256.digest(token.getBytes(StandardCharsets.ISO_8859_1));
	}

	@SuppressWarnings("ArrayRecordComponent") // only read
	private record SignedBytes(byte[] signingInput, byte[] signature) {

		static SignedBytes of(String token) {
			int end = token.lastIndexOf('.');
			return new SignedBytes(token.substring(0, end).getBytes(StandardCharsets.US_ASCII),
					Base64.getUrlDecoder().decode(token.substring(end + 1)));
		}

	}

}
