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

import java.util.concurrent.Callable;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

import io.identifiabl.context.RequestContext;

/**
 * Takes the request context along to the thread that runs what a handler returned: a
 * {@code Callable} or a streaming body.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ContextCallableInterceptor implements CallableProcessingInterceptor {

	private static final String SCOPE = ContextCallableInterceptor.class.getName() + ".SCOPE";

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
		RequestContext context = (servletRequest != null) ? ContextScope.find(servletRequest) : null;
		if (servletRequest != null && context != null) {
			request.setAttribute(SCOPE, ContextScope.open(context, servletRequest), RequestAttributes.SCOPE_REQUEST);
		}
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
		if (request.getAttribute(SCOPE, RequestAttributes.SCOPE_REQUEST) instanceof ContextScope scope) {
			request.removeAttribute(SCOPE, RequestAttributes.SCOPE_REQUEST);
			scope.close();
		}
	}

}
