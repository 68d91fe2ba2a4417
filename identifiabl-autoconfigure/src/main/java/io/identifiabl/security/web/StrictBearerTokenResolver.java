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
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

import io.identifiabl.identity.TokenError;

/**
 * Reads the one bearer token of a request from its one {@code Authorization} header (RFC
 * 6750 section 2.1), or from the one header of a proxy. Where there could be two answers
 * there is none: a second header or a token in the query is a bad request. Whether the
 * token is well-formed is for the decoder to say.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class StrictBearerTokenResolver implements BearerTokenResolver {

	private static final String SCHEME = "Bearer";

	private static final String QUERY_PARAMETER = "access_token";

	private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

	private final @Nullable String assertionHeader;

	/**
	 * Create a resolver that reads the {@code Authorization} header only.
	 */
	public StrictBearerTokenResolver() {
		this(null);
	}

	private StrictBearerTokenResolver(@Nullable String assertionHeader) {
		this.assertionHeader = assertionHeader;
	}

	/**
	 * Return a resolver that also reads the header in which a proxy in front of the
	 * application asserts who the user is. The proxy knows the user by a cookie, which
	 * browsers send along for any page, so that the assertion is ignored where the
	 * browser says that another site asks for a change.
	 * @param header the name of the header
	 * @return the resolver
	 */
	public static StrictBearerTokenResolver withAssertionHeader(String header) {
		return new StrictBearerTokenResolver(header);
	}

	@Override
	public @Nullable String resolve(HttpServletRequest request) {
		if (hasTokenInQuery(request.getQueryString())) {
			throw new BearerRequestException(TokenError.TOKEN_IN_QUERY);
		}
		String authorization = only(request, HttpHeaders.AUTHORIZATION);
		String assertion = (this.assertionHeader != null) ? only(request, this.assertionHeader) : null;
		if (assertion != null) {
			return assertion(request, assertion, authorization);
		}
		return (authorization != null) ? token(authorization) : null;
	}

	private static @Nullable String only(HttpServletRequest request, String header) {
		Enumeration<String> values = request.getHeaders(header);
		if (!values.hasMoreElements()) {
			return null;
		}
		String value = values.nextElement();
		if (values.hasMoreElements()) {
			throw new BearerRequestException(TokenError.DUPLICATE_AUTHORIZATION);
		}
		return value;
	}

	private static @Nullable String assertion(HttpServletRequest request, String assertion,
			@Nullable String authorization) {
		if (authorization != null) {
			throw new BearerRequestException(TokenError.DUPLICATE_AUTHORIZATION);
		}
		if (assertion.isBlank()) {
			throw new BearerRequestException(TokenError.MALFORMED_TOKEN);
		}
		boolean forged = "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
				&& !SAFE_METHODS.contains(request.getMethod());
		return forged ? null : assertion;
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
