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

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Takes the place of a request that Spring's {@code RequestContextListener} has put into
 * {@link RequestContextHolder}: it did so before any filter ran, and that request still
 * has the headers that an application must not see. The thread that puts it there closes
 * it, in {@code finally}.
 *
 * @author Identifiabl Contributors
 */
final class HeldRequest implements AutoCloseable {

	private final @Nullable RequestAttributes before;

	private final @Nullable ServletRequestAttributes own;

	private HeldRequest(@Nullable RequestAttributes before, @Nullable ServletRequestAttributes own) {
		this.before = before;
		this.own = own;
	}

	/**
	 * Let the holder have a request as the application may see it, if it has another one.
	 * @param request the request
	 * @param response its response
	 * @return what gives back what was there
	 */
	static HeldRequest replace(HttpServletRequest request, ServletResponse response) {
		RequestAttributes before = RequestContextHolder.getRequestAttributes();
		if (!(request instanceof StrippedRequest) || !(before instanceof ServletRequestAttributes attributes)
				|| isStripped(attributes.getRequest())) {
			return new HeldRequest(before, null);
		}
		ServletRequestAttributes own = new ServletRequestAttributes(request,
				(response instanceof HttpServletResponse httpResponse) ? httpResponse : null);
		RequestContextHolder.setRequestAttributes(own);
		return new HeldRequest(before, own);
	}

	private static boolean isStripped(HttpServletRequest request) {
		return request instanceof StrippedRequest || (request instanceof HttpServletRequestWrapper wrapper
				&& wrapper.isWrapperFor(StrippedRequest.class));
	}

	@Override
	public void close() {
		if (this.own != null) {
			RequestContextHolder.setRequestAttributes(this.before);
			this.own.requestCompleted();
		}
	}

}
