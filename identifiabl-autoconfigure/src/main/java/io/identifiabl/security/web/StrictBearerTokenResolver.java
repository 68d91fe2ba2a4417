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

package io.identifiabl.security.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

import io.identifiabl.token.TokenError;

/**
 * Reads the one bearer token of a request from its one {@code Authorization} header (RFC
 * 6750 section 2.1). Where there could be two answers there is none: a second header or a
 * token in the query is a bad request. Whether the token is well-formed is for the
 * decoder to say.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class StrictBearerTokenResolver implements BearerTokenResolver {

	private static final String SCHEME = "Bearer";

	private static final String QUERY_PARAMETER = "access_token";

	@Override
	public @Nullable String resolve(HttpServletRequest request) {
		if (hasTokenInQuery(request.getQueryString())) {
			throw new BearerRequestException(TokenError.TOKEN_IN_QUERY);
		}
		Enumeration<String> headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
		if (!headers.hasMoreElements()) {
			return null;
		}
		String authorization = headers.nextElement();
		if (headers.hasMoreElements()) {
			throw new BearerRequestException(TokenError.DUPLICATE_AUTHORIZATION);
		}
		return token(authorization);
	}

	private static @Nullable String token(String authorization) {
		if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return null;
		}
		if (authorization.length() > SCHEME.length() && isSchemeCharacter(authorization.charAt(SCHEME.length()))) {
			return null;
		}
		String token = authorization.substring(Math.min(authorization.length(), SCHEME.length() + 1));
		boolean oneBlank = authorization.startsWith(" ", SCHEME.length());
		if (!oneBlank || token.isBlank()) {
			throw new BearerRequestException(TokenError.MALFORMED_TOKEN);
		}
		return token;
	}

	// "BearerX" is another scheme, "Bearer<tab>" is this one, badly written
	private static boolean isSchemeCharacter(char c) {
		return c > ' ' && c < '\u007f' && c != ',';
	}

	private static boolean hasTokenInQuery(@Nullable String query) {
		if (query == null || query.length() < QUERY_PARAMETER.length()) {
			return false;
		}
		for (int start = 0; start <= query.length();) {
			int end = query.indexOf('&', start);
			end = (end < 0) ? query.length() : end;
			int equals = query.indexOf('=', start);
			String name = query.substring(start, (equals >= start && equals < end) ? equals : end);
			if (QUERY_PARAMETER.equals(decode(name))) {
				return true;
			}
			start = end + 1;
		}
		return false;
	}

	private static String decode(String name) {
		if (name.indexOf('%') < 0) {
			return name;
		}
		try {
			return URLDecoder.decode(name, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return name;
		}
	}

}
