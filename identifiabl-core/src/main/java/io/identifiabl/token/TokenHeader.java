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

import java.text.ParseException;
import java.util.Locale;
import java.util.Map;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.TokenError;

/**
 * The JOSE header of a JWS (RFC 7515 section 4), and what follows from it alone.
 * Immutable, since all tokens that one key signed usually share it.
 *
 * @author Identifiabl Contributors
 */
final class TokenHeader {

	private final String encoded;

	private final JWSHeader jwsHeader;

	private final Map<String, Object> parameters;

	private final @Nullable JWKSelector keySelector;

	private final @Nullable String type;

	TokenHeader(String encoded, JWSHeader jwsHeader, Map<String, Object> parameters) {
		this.encoded = encoded;
		this.jwsHeader = jwsHeader;
		this.parameters = StrictJson.freeze(parameters);
		JWKMatcher matcher = JWKMatcher.forJWSHeader(jwsHeader);
		this.keySelector = (matcher != null) ? new JWKSelector(matcher) : null;
		this.type = (jwsHeader.getType() != null) ? jwsHeader.getType().getType().toLowerCase(Locale.ROOT) : null;
	}

	static TokenHeader parse(String encoded) {
		Map<String, Object> parameters = StrictJson.parseObject(CanonicalBase64Url.decode(encoded));
		refuseUnsigned(parameters);
		try {
			return new TokenHeader(encoded, JWSHeader.parse(parameters, new Base64URL(encoded)), parameters);
		}
		catch (ParseException | IllegalArgumentException ex) {
			throw new TokenRefusedException(TokenError.MALFORMED_TOKEN);
		}
	}

	private static void refuseUnsigned(Map<String, Object> parameters) {
		if (!(parameters.get("alg") instanceof String algorithm)) {
			throw new TokenRefusedException(TokenError.MALFORMED_TOKEN);
		}
		String name = algorithm.toUpperCase(Locale.ROOT);
		if (name.isEmpty() || name.equals("NONE")) {
			throw new TokenRefusedException(TokenError.UNSUPPORTED_TOKEN_FORMAT);
		}
		if (name.startsWith("HS")) {
			throw new TokenRefusedException(TokenError.SHARED_KEY_TOKEN);
		}
		// no extension is understood (RFC 7515 section 4.1.11), and RFC 7797 section 7
		// forbids unencoded payloads in a JWT
		if (parameters.containsKey("crit") || parameters.containsKey("b64")) {
			throw new TokenRefusedException(TokenError.MALFORMED_TOKEN);
		}
	}

	String getEncoded() {
		return this.encoded;
	}

	JWSHeader getJwsHeader() {
		return this.jwsHeader;
	}

	Map<String, Object> getParameters() {
		return this.parameters;
	}

	// which keys may have signed, null if the algorithm is one that nobody knows
	@Nullable JWKSelector getKeySelector() {
		return this.keySelector;
	}

	// in lower case
	@Nullable String getType() {
		return this.type;
	}

}
