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

package io.identifiabl.test;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * A token of a {@link TestIssuer}, which is an access token as RFC 9068 has it until the
 * test says otherwise. It can be signed more than once, with changes in between. Not
 * thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TestToken {

	private static final Duration LIFETIME = Duration.ofHours(1);

	private final RSAKey key;

	private final Map<String, Object> header = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();

	private boolean expirySaid;

	TestToken(RSAKey key) {
		this.key = key;
		this.header.put("alg", "RS256");
		this.header.put("typ", "at+jwt");
		this.header.put("kid", key.getKeyID());
		issuedAt(Instant.now());
		claim("jti", UUID.randomUUID().toString());
	}

	/**
	 * Set the audience ({@code aud}).
	 * @param audiences one or more values; one becomes a string, more an array
	 * @return this token
	 */
	public TestToken audience(String... audiences) {
		return claim("aud", (audiences.length == 1) ? audiences[0] : List.of(audiences));
	}

	/**
	 * Set the delegated scopes, which become one string.
	 * @param scopes the scope values
	 * @return this token
	 */
	public TestToken scopes(String... scopes) {
		return claim("scope", String.join(" ", scopes));
	}

	/**
	 * Set when the token was issued ({@code iat}), and that it expires an hour later
	 * unless its expiry was set or left out before: issued two hours ago, it has expired.
	 * @param issuedAt the time of issue
	 * @return this token
	 */
	public TestToken issuedAt(Instant issuedAt) {
		if (!this.expirySaid) {
			this.claims.put("exp", issuedAt.plus(LIFETIME).getEpochSecond());
		}
		return claim("iat", issuedAt.getEpochSecond());
	}

	/**
	 * Set when the token expires ({@code exp}).
	 * @param expiresAt the time of expiry
	 * @return this token
	 */
	public TestToken expiresAt(Instant expiresAt) {
		return claim("exp", expiresAt.getEpochSecond());
	}

	/**
	 * Set a claim of any JSON type, right or wrong.
	 * @param name the claim's name
	 * @param value a string, number, boolean, collection or map; {@code null} for a JSON
	 * null
	 * @return this token
	 */
	public TestToken claim(String name, @Nullable Object value) {
		this.expirySaid |= name.equals("exp");
		this.claims.put(name, value);
		return this;
	}

	/**
	 * Leave claims out.
	 * @param names the claims' names
	 * @return this token
	 */
	public TestToken without(String... names) {
		List<String> absent = Arrays.asList(names);
		this.expirySaid |= absent.contains("exp");
		this.claims.keySet().removeAll(absent);
		return this;
	}

	/**
	 * Set a header parameter.
	 * @param name the parameter's name
	 * @param value the value, {@code null} to leave it out
	 * @return this token
	 */
	public TestToken header(String name, @Nullable Object value) {
		if (value != null) {
			this.header.put(name, value);
		}
		else {
			this.header.remove(name);
		}
		return this;
	}

	/**
	 * Sign the token with the issuer's key.
	 * @return the compact form, for {@code Authorization: Bearer}
	 */
	public String sign() {
		return sign(this.key);
	}

	/**
	 * Sign the token with another key, while its header still names the issuer's: a
	 * forgery.
	 * @param other the key
	 * @return the compact form
	 * @throws IllegalStateException if the header names an algorithm that is not one of
	 * RSA; see {@link #signingInput()}
	 */
	public String sign(RSAKey other) {
		try {
			String input = signingInput();
			return input + "." + new RSASSASigner(other).sign(JWSHeader.parse(this.header),
					input.getBytes(StandardCharsets.US_ASCII));
		}
		catch (ParseException | JOSEException ex) {
			throw new IllegalStateException("The token cannot be signed: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Return the token without a signature, as {@code alg} {@code none} has it. The token
	 * itself is left as it is.
	 * @return the compact form, ending with a dot
	 */
	public String unsigned() {
		Map<String, Object> none = new LinkedHashMap<>(this.header);
		none.put("alg", "none");
		return signingInput(none) + ".";
	}

	/**
	 * Return the header and the payload as they would be signed, for tests that make a
	 * signature of their own.
	 * @return both parts, encoded and separated by a dot
	 */
	public String signingInput() {
		return signingInput(this.header);
	}

	private String signingInput(Map<String, Object> header) {
		return Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "." + new Payload(this.claims).toBase64URL();
	}

}
