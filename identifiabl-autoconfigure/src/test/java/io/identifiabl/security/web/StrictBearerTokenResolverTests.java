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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.server.resource.BearerTokenError;

import io.identifiabl.token.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StrictBearerTokenResolverTests {

	private final StrictBearerTokenResolver resolver = new StrictBearerTokenResolver();

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@ParameterizedTest
	@ValueSource(strings = { "Bearer abc", "bearer abc", "BEARER abc" })
	void resolveWhenSchemeIsBearerThenReturnsTheToken(String authorization) {
		assertThat(resolve(authorization)).isEqualTo("abc");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic abc", "DPoP abc", "BearerX abc", "Bear", "" })
	void resolveWhenSchemeIsAnotherThenReturnsNull(String authorization) {
		assertThat(resolve(authorization)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer ", "Bearer   ", "Bearer\tabc", "Bearer,abc" })
	void resolveWhenThereIsNoTokenThenIsMalformed(String authorization) {
		assertThatExceptionOfType(BearerRequestException.class).isThrownBy(() -> resolve(authorization))
			.satisfies((ex) -> assertThat(ex.getTokenError()).isEqualTo(TokenError.MALFORMED_TOKEN));
	}

	@Test
	void resolveWhenThereIsNoHeaderThenReturnsNull() {
		assertThat(this.resolver.resolve(this.request)).isNull();
	}

	@Test
	void resolveWhenThereAreTwoHeadersThenIsABadRequestForAnybodysEntryPoint() {
		this.request.addHeader("Authorization", "Bearer a");
		this.request.addHeader("Authorization", "Basic b");
		assertThatExceptionOfType(BearerRequestException.class).isThrownBy(() -> this.resolver.resolve(this.request))
			.satisfies((ex) -> {
				assertThat(ex.getTokenError()).isEqualTo(TokenError.DUPLICATE_AUTHORIZATION);
				assertThat(((BearerTokenError) ex.getError()).getHttpStatus().value()).isEqualTo(400);
				assertThat(ex.getError().getErrorCode()).isEqualTo("invalid_request");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "access_token=x", "a=b&access_token=x&c=d", "access_token", "access%5ftoken=x",
			"%61ccess_token=x", "&&access_token=" })
	void resolveWhenTokenIsInQueryThenIsABadRequest(String query) {
		this.request.setQueryString(query);
		assertThatExceptionOfType(BearerRequestException.class).isThrownBy(() -> this.resolver.resolve(this.request))
			.satisfies((ex) -> assertThat(ex.getTokenError()).isEqualTo(TokenError.TOKEN_IN_QUERY));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "&", "a=access_token", "access_tokens=x", "my_access_token=x", "%zz=access_token",
			"a=b=access_token&c" })
	void resolveWhenQueryHasNoTokenThenReturnsNull(String query) {
		this.request.setQueryString(query);
		assertThat(this.resolver.resolve(this.request)).isNull();
	}

	private @Nullable String resolve(String authorization) {
		this.request.addHeader("Authorization", authorization);
		return this.resolver.resolve(this.request);
	}

}
