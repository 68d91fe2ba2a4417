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

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.HandlerInterceptor;

import io.identifiabl.context.RequestContext;

/**
 * Sees to it that a task which a handler returns runs in the context of its request. It
 * runs on the thread of the request, before the handler, and is the last one that can be
 * sure whose request that is.
 *
 * @author Identifiabl Contributors
 */
final class ContextHandlerInterceptor implements HandlerInterceptor {

	private static final String KEY = ContextCallableInterceptor.class.getName();

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		RequestContext context = RequestContext.current();
		if (context != null) {
			WebAsyncUtils.getAsyncManager(request)
				.registerCallableInterceptor(KEY,
						new ContextCallableInterceptor(context, ContextScope.findFollower(request)));
		}
		return true;
	}

}
