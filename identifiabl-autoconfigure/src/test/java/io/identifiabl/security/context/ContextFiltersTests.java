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

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.servlet.FilterChain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

import io.identifiabl.context.RequestContext;
import io.identifiabl.context.TraceContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityHolder;
import io.identifiabl.test.TestIdentities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("every-jdk")
class ContextFiltersTests {

	private static final TraceContext TRACE = new TraceContext("0af7651916cd43dd8448eb211c80319c");

	private final AuthenticationEntryPoint entryPoint = new HttpStatusEntryPoint(HttpStatus.INTERNAL_SERVER_ERROR);

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final AtomicReference<@Nullable RequestContext> seen = new AtomicReference<>();

	private final FilterChain chain = (request, response) -> this.seen.set(RequestContext.current());

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void refinementAdoptsTheTracersTrace() throws Exception {
		inContext(() -> new ContextRefinementFilter(() -> Optional.of(TRACE)).doFilter(this.request,
				new MockHttpServletResponse(), this.chain));
		assertThat(seen().getTraceId()).isEqualTo(TRACE.traceId());
	}

	@Test
	void refinementAdoptsTheForwardedAddress() throws Exception {
		this.request.setRemoteAddr("203.0.113.7");
		inContext(() -> new ContextRefinementFilter(Optional::empty).doFilter(this.request,
				new MockHttpServletResponse(), this.chain));
		assertThat(seen().getClientAddress()).isEqualTo("203.0.113.7");
	}

	@Test
	void refinementWithoutNewsKeepsTheContext() throws Exception {
		RequestContext context = RequestContext.create(TRACE, "r", Instant.EPOCH)
			.withClientAddress(this.request.getRemoteAddr());
		RequestContext.Scope scope = context.open();
		new ContextRefinementFilter(() -> Optional.of(TRACE)).doFilter(this.request, new MockHttpServletResponse(),
				this.chain);
		scope.close();
		assertThat(seen()).isSameAs(context);
	}

	@Test
	void filtersPassOnWhereThereIsNoContext() throws Exception {
		new ContextRefinementFilter(Optional::empty).doFilter(this.request, new MockHttpServletResponse(), this.chain);
		new IdentityBindingFilter((authentication) -> null, this.entryPoint).doFilter(this.request,
				new MockHttpServletResponse(), this.chain);
		assertThat(this.seen.get()).isNull();
	}

	@Test
	void bindingAddsTheIdentityAndLeavesTheLogWithout() throws Exception {
		Identity identity = TestIdentities.service("job").build();
		MDC.put("identifiabl.user", "before");
		AtomicReference<@Nullable String> logged = new AtomicReference<>();
		inContext(() -> new IdentityBindingFilter((authentication) -> identity, this.entryPoint).doFilter(this.request,
				new MockHttpServletResponse(), (request, response) -> {
					this.chain.doFilter(request, response);
					logged.set(MDC.get("identifiabl.user"));
				}));
		assertThat(seen().getIdentity()).isSameAs(identity);
		assertThat(logged.get()).isEqualTo("job");
		assertThat(MDC.get("identifiabl.user")).isNull();
	}

	@Test
	void holderFindsTheIdentityWithoutAFilter() {
		Identity identity = TestIdentities.user("u").build();
		SecurityContextHolder.getContext().setAuthentication(TestIdentities.authentication(identity));
		assertThat(IdentityHolder.getCurrent()).isSameAs(identity);
		assertThat(IdentityHolder.getRequired()).isSameAs(identity);
	}

	@Test
	void holderWithoutAnybodyFailsWhereSomebodyIsRequired() {
		assertThat(IdentityHolder.getCurrent()).isNull();
		assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class)
			.isThrownBy(IdentityHolder::getRequired);
	}

	private RequestContext seen() {
		RequestContext context = this.seen.get();
		assertThat(context).isNotNull();
		return context;
	}

	private static void inContext(Work work) throws Exception {
		RequestContext.Scope scope = RequestContext.create(TraceContext.create(), "r", Instant.EPOCH).open();
		try {
			work.run();
		}
		finally {
			scope.close();
		}
		assertThat(RequestContext.current()).isNull();
	}

	@FunctionalInterface
	private interface Work {

		void run() throws Exception;

	}

}
