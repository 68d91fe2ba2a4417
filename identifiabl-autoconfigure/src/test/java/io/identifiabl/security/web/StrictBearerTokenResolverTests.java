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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.server.resource.BearerTokenError;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("every-jdk")
class StrictBearerTokenResolverTests {

	private final StrictBearerTokenResolver resolver = new StrictBearerTokenResolver();

	private final StrictBearerTokenResolver behindProxy = StrictBearerTokenResolver.withAssertionHeader("X-Assertion");

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
	@ValueSource(strings = { "Bearer", "Bearer ", "Bearer   ", "Bearer\tabc", "Bearer,abc", "Bearer\u007fabc" })
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

	@Test
	void resolveWhenNoProxyIsExpectedThenIgnoresItsHeader() {
		this.request.addHeader("X-Assertion", "abc");
		assertThat(this.resolver.resolve(this.request)).isNull();
	}

	@Test
	void resolveWhenProxyAssertsThenReturnsTheAssertion() {
		this.request.addHeader("X-Assertion", "abc");
		assertThat(this.behindProxy.resolve(this.request)).isEqualTo("abc");
	}

	@Test
	void resolveWhenProxyAssertsNothingThenReturnsTheToken() {
		this.request.addHeader("Authorization", "Bearer abc");
		assertThat(this.behindProxy.resolve(this.request)).isEqualTo("abc");
	}

	@ParameterizedTest
	@CsvSource({ "X-Assertion,def", "Authorization,Bearer def", "Authorization,Basic def" })
	void resolveWhenAssertionIsNotTheOnlyCredentialThenIsABadRequest(String header, String value) {
		this.request.addHeader("X-Assertion", "abc");
		this.request.addHeader(header, value);
		assertRefused(TokenError.DUPLICATE_AUTHORIZATION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void resolveWhenAssertionIsBlankThenIsMalformed(String assertion) {
		this.request.addHeader("X-Assertion", assertion);
		assertRefused(TokenError.MALFORMED_TOKEN);
	}

	@Test
	void resolveWhenAnotherSiteAsksForChangeThenIgnoresTheAssertion() {
		this.request.addHeader("X-Assertion", "abc");
		this.request.addHeader("Sec-Fetch-Site", "cross-site");
		this.request.setMethod("POST");
		assertThat(this.behindProxy.resolve(this.request)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "cross-site,GET", "cross-site,HEAD", "cross-site,OPTIONS", "same-site,POST", "same-origin,POST",
			"none,POST" })
	void resolveWhenNoOtherSiteAsksForChangeThenReturnsTheAssertion(String site, String method) {
		this.request.addHeader("X-Assertion", "abc");
		this.request.addHeader("Sec-Fetch-Site", site);
		this.request.setMethod(method);
		assertThat(this.behindProxy.resolve(this.request)).isEqualTo("abc");
	}

	private void assertRefused(TokenError error) {
		assertThatExceptionOfType(BearerRequestException.class).isThrownBy(() -> this.behindProxy.resolve(this.request))
			.satisfies((ex) -> assertThat(ex.getTokenError()).isEqualTo(error));
	}

	private @Nullable String resolve(String authorization) {
		this.request.addHeader("Authorization", authorization);
		return this.resolver.resolve(this.request);
	}

}
