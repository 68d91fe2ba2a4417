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

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

import io.identifiabl.context.RequestContext;

/**
 * Takes the context of one request along to the thread that runs what its handler
 * returned: a {@code Callable} or a streaming body. It holds what it takes along itself,
 * since the request may have ended, and its object may serve somebody else, before the
 * task has begun or is done.
 *
 * @author Identifiabl Contributors
 */
final class ContextCallableInterceptor implements CallableProcessingInterceptor {

	private final RequestContext context;

	private final @Nullable ContextFollower follower;

	// set and read by the thread that runs the task
	private @Nullable ContextScope scope;

	ContextCallableInterceptor(RequestContext context, @Nullable ContextFollower follower) {
		this.context = context;
		this.follower = follower;
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		this.scope = ContextScope.enter(this.context, this.follower);
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
		if (this.scope != null) {
			this.scope.close();
		}
	}

}
