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
import java.util.Map;
import java.util.function.Function;

import com.nimbusds.jose.util.Base64URL;

import io.identifiabl.claims.ClaimSet;
import io.identifiabl.identity.TokenError;

/**
 * A JWS in compact form (RFC 7515 section 7.1), taken apart once and not verified yet.
 *
 * @author Identifiabl Contributors
 */
final class CompactToken {

	private static final int JWS_PARTS = 3;

	private static final int JWE_PARTS = 5;

	private final String value;

	private final TokenHeader header;

	private final ClaimSet claimSet;

	private final Base64URL signature;

	CompactToken(String value, TokenHeader header, ClaimSet claimSet, Base64URL signature) {
		this.value = value;
		this.header = header;
		this.claimSet = claimSet;
		this.signature = signature;
	}

	// cheap checks first: most of what is not a token never gets decoded
	static CompactToken parse(String value, int maxSize, Function<String, TokenHeader> headers) {
		if (value.length() > maxSize) {
			throw refused(TokenError.TOKEN_TOO_LARGE);
		}
		refuseOtherFormats(value);
		int headerEnd = value.indexOf('.');
		int payloadEnd = value.lastIndexOf('.');
		TokenHeader header = header(value, headerEnd, payloadEnd, headers);
		Base64URL signature = new DecodedSignature(value.substring(payloadEnd + 1));
		if (signature.decode().length == 0) {
			throw refused(TokenError.MALFORMED_TOKEN);
		}
		Map<String, Object> claims = StrictJson
			.parseObject(CanonicalBase64Url.decode(value.substring(headerEnd + 1, payloadEnd)));
		return new CompactToken(value, header, ClaimSet.of(StrictJson.freeze(claims), header.getParameters()),
				signature);
	}

	// Keycloak signs its refresh tokens with a key of its own, and what they are helps
	// more
	// than how they are signed.
	private static TokenHeader header(String value, int headerEnd, int payloadEnd,
			Function<String, TokenHeader> headers) {
		try {
			return headers.apply(value.substring(0, headerEnd));
		}
		catch (TokenRefusedException ex) {
			if (ex.getError() == TokenError.SHARED_KEY_TOKEN
					&& isRefreshToken(value.substring(headerEnd + 1, payloadEnd))) {
				throw refused(TokenError.REFRESH_TOKEN_USED_AS_ACCESS_TOKEN);
			}
			throw ex;
		}
	}

	private static boolean isRefreshToken(String payload) {
		Object type = StrictJson.parseObject(CanonicalBase64Url.decode(payload)).get("typ");
		return "Refresh".equals(type) || "Offline".equals(type);
	}

	private static void refuseOtherFormats(String value) {
		int parts = countParts(value);
		if (parts == 1) {
			throw refused(TokenError.UNSUPPORTED_TOKEN_FORMAT);
		}
		if (parts == JWE_PARTS) {
			throw refused(
					isEncryptedForItsIssuer(value) ? TokenError.UNSUPPORTED_TOKEN_FORMAT : TokenError.ENCRYPTED_TOKEN);
		}
		if (parts != JWS_PARTS) {
			throw refused(TokenError.MALFORMED_TOKEN);
		}
	}

	private static int countParts(String value) {
		int parts = 1;
		for (int dot = value.indexOf('.'); dot >= 0 && parts <= JWE_PARTS; dot = value.indexOf('.', dot + 1)) {
			parts++;
		}
		return parts;
	}

	// Auth0's token of a request without an audience: encrypted with a key that only its
	// issuer has, which the header names
	private static boolean isEncryptedForItsIssuer(String value) {
		Map<String, Object> header = StrictJson
			.parseObject(CanonicalBase64Url.decode(value.substring(0, value.indexOf('.'))));
		refuseUnlessBase64Url(value);
		return "dir".equals(header.get("alg")) && header.get("iss") instanceof String;
	}

	// otherwise two tokens with a comma between them would count as an encrypted one
	private static void refuseUnlessBase64Url(String value) {
		int start = 0;
		for (int end = value.indexOf('.'); end >= 0; end = value.indexOf('.', start)) {
			CanonicalBase64Url.decode(value.substring(start, end));
			start = end + 1;
		}
		CanonicalBase64Url.decode(value.substring(start));
	}

	private static TokenRefusedException refused(TokenError error) {
		return new TokenRefusedException(error);
	}

	String getValue() {
		return this.value;
	}

	TokenHeader getHeader() {
		return this.header;
	}

	ClaimSet getClaimSet() {
		return this.claimSet;
	}

	Map<String, Object> getClaims() {
		return this.claimSet.getClaims();
	}

	byte[] getSigningInput() {
		return this.value.substring(0, this.value.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
	}

	Base64URL getSignature() {
		return this.signature;
	}

}
