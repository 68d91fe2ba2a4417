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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz target: a request has at most one token, which is exactly what its one header says
 * after the scheme, or it is refused by name.
 *
 * @author Identifiabl Contributors
 */
public final class BearerHeaderFuzz {

	private static final StrictBearerTokenResolver RESOLVER = new StrictBearerTokenResolver();

	private BearerHeaderFuzz() {
	}

	/**
	 * Resolve the token of a request.
	 * @param input the query in the first line, then a header in each line
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		List<String> lines = new ArrayList<>(List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1)));
		MockHttpServletRequest request = new MockHttpServletRequest();
		String query = lines.remove(0);
		request.setQueryString(query);
		lines.forEach((line) -> request.addHeader(HttpHeaders.AUTHORIZATION, line));
		try {
			assertIsTheOnlyOne(RESOLVER.resolve(request), lines);
			assertThat(query).doesNotStartWith("access_token=").doesNotContain("&access_token=");
		}
		catch (BearerRequestException ex) {
			assertThat(ex.getTokenError()).isIn(TokenError.MALFORMED_TOKEN, TokenError.DUPLICATE_AUTHORIZATION,
					TokenError.TOKEN_IN_QUERY);
		}
	}

	private static void assertIsTheOnlyOne(@Nullable String token, List<String> headers) {
		assertThat(headers).hasSizeLessThan(2);
		if (token != null) {
			assertThat(token).isNotBlank();
			assertThat(headers.get(0)).isEqualToIgnoringCase("Bearer " + token).endsWith(token);
		}
		else {
			assertThat(headers).noneMatch((header) -> header.regionMatches(true, 0, "Bearer ", 0, 7));
		}
	}

}
