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

package io.identifiabl.security.context;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StrippedRequest} and {@link IdentityHeaders}.
 *
 * @author Identifiabl Contributors
 */
class StrippedRequestTests {

	private final IdentityHeaders headers = new IdentityHeaders(List.of());

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void everyAccessorHidesTheHeader() {
		this.request.addHeader("X-User-Id", "7");
		this.request.addHeader("Kept", "8");
		this.request.addHeader("Date", 1000L);
		HttpServletRequest stripped = stripped();
		assertThat(stripped.getHeader("x_user_id")).isNull();
		assertThat(stripped.getHeaders("X-User-Id").hasMoreElements()).isFalse();
		assertThat(stripped.getIntHeader("X-User-Id")).isEqualTo(-1);
		assertThat(stripped.getDateHeader("X-User-Id")).isEqualTo(-1);
		assertThat(stripped.getIntHeader("Kept")).isEqualTo(8);
		assertThat(stripped.getDateHeader("Date")).isEqualTo(1000);
		assertThat(Collections.list(stripped.getHeaderNames())).containsExactly("Kept", "Date");
	}

	@Test
	@SuppressWarnings("deprecation")
	void nothingCanBePushedWithTheHeader() {
		this.request.addHeader("X-User-Id", "7");
		assertThat(stripped().newPushBuilder()).isNull();
	}

	@Test
	void asyncContextHasTheStrippedRequest() {
		this.request.setAsyncSupported(true);
		this.request.addHeader("X-User-Id", "7");
		HttpServletRequest stripped = stripped();
		assertThat(stripped.startAsync().getRequest()).isSameAs(stripped);
	}

	@Test
	void requestIsPassedOnAsItIsWhereNothingCanBeHidden() {
		this.request.addHeader("Authorization", "Bearer t");
		this.request.addHeader("X-Forwarded-For", "203.0.113.7");
		assertThat(stripped()).isSameAs(this.request);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/2.0", "HTTP/3.0" })
	void requestThatDoesNotAnnounceItsTrailersIsStripped(String protocol) {
		this.request.setProtocol(protocol);
		assertThat(stripped()).isInstanceOf(StrippedRequest.class);
	}

	@Test
	void requestWhoseHeadersCannotBeListedIsStripped() {
		HttpServletRequest stripped = this.headers.removeFrom(new MockHttpServletRequest() {

			@Override
			@SuppressWarnings("NullAway")
			public @Nullable Enumeration<String> getHeaderNames() {
				return null;
			}

			@Override
			public String getHeader(String name) {
				return "spoofed";
			}

		}, this.response);
		assertThat(stripped.getHeader("X-User-Id")).isNull();
		assertThat(stripped.getHeaderNames().hasMoreElements()).isFalse();
	}

	@Test
	void trailersAreHiddenAsHeadersAre() {
		HttpServletRequest trailing = new MockHttpServletRequest() {

			@Override
			public Map<String, String> getTrailerFields() {
				return Map.of("x_user_id", "7", "kept", "8");
			}

		};
		assertThat(new StrippedRequest(trailing, this.response, this.headers).getTrailerFields())
			.containsExactly(Map.entry("kept", "8"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "_employee", "-employee", "_EMPLOYEE" })
	void namesMayBeginAsTheyLike(String name) {
		assertThat(new HeaderNames(List.of("-Employee")).contains(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "x-user-ie", "y-user-id", "x-user.id", "authorization" })
	void otherNamesAreNotHidden(String name) {
		assertThat(this.headers.contain(name)).isFalse();
	}

	@Test
	void emptyNameIsNotHiddenByOneOf64Characters() {
		assertThat(new HeaderNames(List.of("x".repeat(64))).contains("")).isFalse();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void eachNameIsLoggedOnceHoweverItIsSpelled(CapturedOutput output) {
		for (String name : List.of("X-User-Id", "x_user_id", "X-USER-ID", "X-User-Email")) {
			MockHttpServletRequest next = new MockHttpServletRequest();
			next.addHeader(name, "secret");
			assertThat(this.headers.removeFrom(next, this.response).getHeader(name)).isNull();
		}
		assertThat(output.getAll()).containsOnlyOnce("The header x-user-id of a request was removed")
			.containsOnlyOnce("The header x-user-email of a request was removed")
			.doesNotContain("secret");
	}

	private HttpServletRequest stripped() {
		return this.headers.removeFrom(this.request, this.response);
	}

}
