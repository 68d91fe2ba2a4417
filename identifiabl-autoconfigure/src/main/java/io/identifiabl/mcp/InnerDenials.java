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

package io.identifiabl.mcp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;

/**
 * Remembers that method security refused something inside a tool. Spring AI makes a text
 * of the exception, with the name of the method in it, and forgets what was missing.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class InnerDenials implements ApplicationListener<AuthorizationDeniedEvent<?>> {

	// a tool may call another one
	private static final ThreadLocal<Deque<Denial>> CALLS = new ThreadLocal<>();

	@Override
	public void onApplicationEvent(AuthorizationDeniedEvent<?> event) {
		Deque<Denial> running = CALLS.get();
		Denial denial = (running != null) ? running.peek() : null;
		// Spring Security wraps grants in an event of denial as well
		if (denial != null && !event.getAuthorizationResult().isGranted()) {
			denial.result = event.getAuthorizationResult();
		}
	}

	<T> T run(Supplier<T> call, Denial denial) {
		Deque<Denial> running = CALLS.get();
		if (running == null) {
			running = new ArrayDeque<>(1);
			CALLS.set(running);
		}
		running.push(denial);
		try {
			return call.get();
		}
		finally {
			running.pop();
			if (running.isEmpty()) {
				CALLS.remove();
			}
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	/**
	 * What was refused last in one call.
	 */
	static final class Denial {

		private @Nullable AuthorizationResult result;

		@Nullable AuthorizationResult getResult() {
			return this.result;
		}

	}

}
