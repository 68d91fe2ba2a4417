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

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.identifiabl.context.RequestContext;
import io.identifiabl.context.TraceContext;
import io.identifiabl.test.TestIdentities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("every-jdk")
class IdentityContextFilterTests {

	private final IdentityContextFilter filter = new IdentityContextFilter(List.of("x-user-id"), Clock.systemUTC());

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@ParameterizedTest
	@EnumSource(DispatcherType.class)
	void nothingIsLeftOnTheThreadWhateverHappens(DispatcherType dispatcherType) {
		this.request.setDispatcherType(dispatcherType);
		assertThatExceptionOfType(ServletException.class)
			.isThrownBy(() -> this.filter.doFilter(this.request, new MockHttpServletResponse(), (request, response) -> {
				assertThat(RequestContext.current()).isNotNull();
				assertThat(MDC.get("identifiabl.trace")).isNotNull();
				throw new ServletException("deliberate");
			}));
		assertThat(RequestContext.current()).isNull();
		assertThat(MDC.get("identifiabl.trace")).isNull();
	}

	@ParameterizedTest
	@EnumSource(DispatcherType.class)
	void spoofedHeaderIsInvisibleInEveryDispatch(DispatcherType dispatcherType) throws Exception {
		this.request.setDispatcherType(dispatcherType);
		this.request.addHeader("X_User_Id", "admin");
		this.filter.doFilter(this.request, new MockHttpServletResponse(),
				(request, response) -> assertThat(((StrippedRequest) request).getHeader("X_User_Id")).isNull());
	}

	@Test
	void whatOtherWorkLeftOnTheThreadIsNeitherSeenNorGivenBack() throws Exception {
		leaveBehind("mallory");
		List<String> seen = new ArrayList<>();
		this.filter.doFilter(this.request, new MockHttpServletResponse(),
				(request, response) -> seen.addAll(ThreadState.describe()));
		assertThat(seen).contains("context").noneMatch((found) -> found.contains("mallory"));
		assertThat(ThreadState.describe()).isEmpty();
	}

	@Test
	void whatARequestLeavesBehindIsRemovedToo() throws Exception {
		this.filter.doFilter(this.request, new MockHttpServletResponse(), (request, response) -> leaveBehind("alice"));
		assertThat(ThreadState.describe()).isEmpty();
	}

	@Test
	void dispatchWithinARequestGivesItsContextBack() throws Exception {
		RequestContext[] seen = new RequestContext[2];
		this.filter.doFilter(this.request, new MockHttpServletResponse(), (request, response) -> {
			seen[0] = current();
			this.request.setDispatcherType(DispatcherType.INCLUDE);
			this.filter.doFilter(this.request, response, (included, ignored) -> current());
			seen[1] = current();
		});
		assertThat(seen[1]).isSameAs(seen[0]);
	}

	private static void leaveBehind(String user) {
		RequestContext.create(TraceContext.create(), "another", Instant.EPOCH)
			.withIdentity(TestIdentities.user(user).build())
			.open();
		MDC.put("identifiabl.user", user);
		MDC.put("identifiabl.tenant", user);
		MDC.put("identifiabl.client", user);
	}

	@Test
	void laterDispatchOfARequestHasItsContext() throws Exception {
		RequestContext[] seen = new RequestContext[2];
		this.filter.doFilter(this.request, new MockHttpServletResponse(), (request, response) -> seen[0] = current());
		this.request.setDispatcherType(DispatcherType.ASYNC);
		this.filter.doFilter(this.request, new MockHttpServletResponse(), (request, response) -> seen[1] = current());
		assertThat(seen[1]).isSameAs(seen[0]);
	}

	private static RequestContext current() {
		RequestContext context = RequestContext.current();
		assertThat(context).isNotNull();
		return context;
	}

}
