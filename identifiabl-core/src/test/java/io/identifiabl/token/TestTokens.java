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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.TokenError;
import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySettings;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tokens, well-formed or not, and the keys they are signed with.
 *
 * @author Identifiabl Contributors
 */
final class TestTokens {

	static final String ISSUER = "https://issuer.example.com";

	static final String AUDIENCE = "https://api.example.com";

	static final long NOW = 1767225600L;

	static final IssuerKeys KEYS = new IssuerKeys(KeySettings.defaults());

	static final RSAKey KEY = generate("key-1");

	static final RSAKey OTHER_KEY = generate("key-2");

	// RS256 signs alike every time, and mutation tests run each test very often
	private static final Map<Signing, Base64URL> SIGNATURES = new ConcurrentHashMap<>();

	private TestTokens() {
	}

	static RSAKey generate(String id) {
		return generate(2048, id);
	}

	static RSAKey generate(int size, String id) {
		try {
			return new RSAKeyGenerator(size, true).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Map<String, @Nullable Object> header() {
		Map<String, @Nullable Object> header = new LinkedHashMap<>();
		header.put("alg", "RS256");
		header.put("typ", "JWT");
		header.put("kid", "key-1");
		return header;
	}

	static Map<String, @Nullable Object> claims() {
		Map<String, @Nullable Object> claims = new LinkedHashMap<>();
		claims.put("iss", ISSUER);
		claims.put("sub", "user-1");
		claims.put("aud", AUDIENCE);
		claims.put("iat", NOW);
		claims.put("exp", NOW + 3600);
		return claims;
	}

	static Map<String, @Nullable Object> claims(String name, @Nullable Object value) {
		Map<String, @Nullable Object> claims = claims();
		claims.put(name, value);
		return claims;
	}

	static Map<String, @Nullable Object> claimsWithout(String name) {
		Map<String, @Nullable Object> claims = claims();
		claims.remove(name);
		return claims;
	}

	static String signed(Map<String, @Nullable Object> claims) {
		return signed(header(), claims);
	}

	static String signed(Map<String, @Nullable Object> header, Map<String, @Nullable Object> claims) {
		return signed(KEY, json(header), json(claims));
	}

	// a key of that id for that algorithm
	static JWK key(Map<String, ? extends @Nullable Object> header) {
		String id = (String) header.get("kid");
		try {
			return "ES256".equals(header.get("alg")) ? new ECKeyGenerator(Curve.P_256).keyID(id).generate()
					: new RSAKey.Builder(KEY).keyID(id).build();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// RS256 or ES256 as the key says, whatever the header says
	static String signed(JWK key, String header, String payload) {
		return signed(key, header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
	}

	static String signed(JWK key, byte[] header, byte[] payload) {
		String input = Base64URL.encode(header) + "." + Base64URL.encode(payload);
		Base64URL signature = (key instanceof ECKey ecKey) ? signature(ecKey, input)
				: SIGNATURES.computeIfAbsent(new Signing(key, input), TestTokens::signature);
		return input + "." + signature;
	}

	private static Base64URL signature(ECKey key, String input) {
		try {
			return new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256),
					input.getBytes(StandardCharsets.US_ASCII));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Base64URL signature(Signing signing) {
		try {
			return new RSASSASigner(signing.key().toRSAKey(), Set.of(AllowWeakRSAKey.getInstance()))
				.sign(new JWSHeader(JWSAlgorithm.RS256), signing.input().getBytes(StandardCharsets.US_ASCII));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// with a signature that is none, for whatever is decided before the signature
	static String compact(String header, String payload) {
		return encode(header) + "." + encode(payload) + ".AAAA";
	}

	static String withHeader(String name, @Nullable Object value) {
		Map<String, @Nullable Object> header = header();
		header.put(name, value);
		return compact(json(header), json(claims()));
	}

	static CompactToken parsed(Map<String, @Nullable Object> claims) {
		return parsedJson(json(claims));
	}

	static CompactToken parsedJson(String payload) {
		return parse(compact(json(header()), payload));
	}

	static CompactToken parse(String token) {
		return CompactToken.parse(token, 16 * 1024, TokenHeader::parse);
	}

	static String json(Map<String, ? extends @Nullable Object> object) {
		return JSONObjectUtils.toJSONString(object);
	}

	static String encode(String text) {
		return Base64URL.encode(text).toString();
	}

	static JWKSource<SecurityContext> keys(JWK... keys) {
		return new ImmutableJWKSet<>(new JWKSet(List.of(keys)).toPublicJWKSet());
	}

	static TokenSettings settings() {
		return settingsAt(NOW);
	}

	static TokenSettings settingsAt(long epochSecond) {
		return TokenSettings.defaults().withClock(Clock.fixed(Instant.ofEpochSecond(epochSecond), ZoneOffset.UTC));
	}

	static ProviderRegistration.Builder registration(String issuer) {
		return ProviderRegistration.withIssuer(issuer).audiences(List.of(AUDIENCE)).jwkSource(keys(KEY));
	}

	static IdentityJwtDecoder decoder() {
		return new IdentityJwtDecoder(List.of(registration(ISSUER).build()), settings(), KEYS);
	}

	static IdentityVerifier verifier() {
		return IdentityVerifier.of(List.of(registration(ISSUER).build()), settings());
	}

	static void assertRefused(TokenError error, ThrowingCallable action) {
		assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(action)
			.extracting((ex) -> Objects.requireNonNull(ex).getError())
			.isEqualTo(error);
	}

	private record Signing(JWK key, String input) {

	}

}
