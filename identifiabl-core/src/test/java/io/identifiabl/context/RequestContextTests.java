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

package io.identifiabl.context;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.identifiabl.identity.Identity;

import static org.assertj.core.api.Assertions.assertThat;

class RequestContextTests {

	private static final Instant RECEIVED_AT = Instant.parse("2026-01-01T00:00:00Z");

	private static final TraceContext TRACE = new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736");

	private static final Identity IDENTITY = Identity.builder("https://issuer.example.com", "user-1").build();

	private final RequestContext context = RequestContext.create(TRACE, "request-1", RECEIVED_AT);

	@Test
	void createHasNoIdentityAndNoAddress() {
		assertThat(this.context.getIdentity()).isNull();
		assertThat(this.context.getClientAddress()).isNull();
	}

	@Test
	void createKeepsWhatItWasGiven() {
		assertThat(this.context.getTraceId()).isEqualTo(TRACE.traceId());
		assertThat(this.context.getRequestId()).isEqualTo("request-1");
		assertThat(this.context.getReceivedAt()).isEqualTo(RECEIVED_AT);
	}

	@Test
	void currentWhenNothingIsOpenThenIsNull() {
		assertThat(RequestContext.current()).isNull();
	}

	@Test
	void openMakesTheContextCurrent() {
		try (RequestContext.Scope scope = this.context.open()) {
			assertThat(scope).isNotNull();
			assertThat(RequestContext.current()).isSameAs(this.context);
		}
	}

	@Test
	void closeWhenOutermostThenLeavesNothing() {
		this.context.open().close();
		assertThat(RequestContext.current()).isNull();
	}

	@Test
	void closeWhenNestedThenRestoresTheOuterContext() {
		RequestContext.Scope outer = this.context.open();
		this.context.withIdentity(IDENTITY).open().close();
		RequestContext restored = RequestContext.current();
		outer.close();
		assertThat(restored).isSameAs(this.context);
	}

	@Test
	void currentWhenOnAnotherThreadThenIsNull() {
		RequestContext.Scope scope = this.context.open();
		boolean visible = CompletableFuture.supplyAsync(() -> RequestContext.current() != null).join();
		scope.close();
		assertThat(visible).isFalse();
	}

	@Test
	void withIdentityChangesTheIdentityOnly() {
		RequestContext changed = this.context.withClientAddress("192.0.2.1").withIdentity(IDENTITY);
		assertThat(changed.getIdentity()).isSameAs(IDENTITY);
		assertThat(changed.getClientAddress()).isEqualTo("192.0.2.1");
		assertThat(changed.getRequestId()).isEqualTo("request-1");
	}

	@Test
	void withIdentityLeavesTheOriginalAsItIs() {
		this.context.withIdentity(IDENTITY);
		assertThat(this.context.getIdentity()).isNull();
	}

	@Test
	void withTraceChangesTheTraceOnly() {
		TraceContext other = TraceContext.create();
		RequestContext changed = this.context.withIdentity(IDENTITY).withTrace(other);
		assertThat(changed.getTraceId()).isEqualTo(other.traceId());
		assertThat(changed.getIdentity()).isSameAs(IDENTITY);
		assertThat(changed.getReceivedAt()).isEqualTo(RECEIVED_AT);
	}

}
