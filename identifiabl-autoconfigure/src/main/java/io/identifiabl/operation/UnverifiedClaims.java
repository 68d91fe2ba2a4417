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

package io.identifiabl.operation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONArrayUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a refused token says about itself. None of it is true until somebody shows it, so
 * it is only ever recorded as a claim.
 *
 * @author Identifiabl Contributors
 */
final class UnverifiedClaims {

	static final String ISSUER = "iss";

	private static final List<String> NAMES = List.of(ISSUER, "sub", "aud", "azp", "client_id", "jti", "iat", "nbf",
			"exp");

	private static final List<String> PARAMETERS = List.of("alg", "kid");

	private static final int MAX_AUDIENCES = 10;

	private static final int MAX_LENGTH = 16 * 1024;

	private UnverifiedClaims() {
	}

	static Map<String, String> read(String token) {
		int start = token.indexOf('.') + 1;
		int end = token.indexOf('.', start);
		if (token.length() > MAX_LENGTH || start == 0 || end < 0) {
			return Map.of();
		}
		Map<String, String> claims = new LinkedHashMap<>();
		keep(claims, NAMES, parse(token.substring(start, end)));
		keep(claims, PARAMETERS, parse(token.substring(0, start - 1)));
		return claims;
	}

	private static void keep(Map<String, String> claims, List<String> names, Map<String, Object> object) {
		for (String name : names) {
			String text = text(object.get(name));
			if (text != null) {
				claims.put(name, text);
			}
		}
	}

	// of a list of audiences the first ones, each on its own in quotes like a JSON text
	private static @Nullable String text(@Nullable Object value) {
		if (value instanceof Collection<?> values) {
			return JSONArrayUtils.toJSONString(values.stream()
				.filter(String.class::isInstance)
				.limit(MAX_AUDIENCES)
				.map(Object.class::cast)
				.toList());
		}
		if (value instanceof Long || value instanceof Integer) {
			return value.toString();
		}
		return (value instanceof String text) ? text : null;
	}

	private static Map<String, Object> parse(String payload) {
		try {
			Map<String, Object> object = new Payload(new Base64URL(payload)).toJSONObject();
			return (object != null) ? object : Map.of();
		}
		catch (IllegalArgumentException ex) {
			return Map.of();
		}
	}

}
