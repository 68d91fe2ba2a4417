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

package io.identifiabl.operation;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells whether Spring MVC, which is optional, had a handler for a request.
 *
 * @author Identifiabl Contributors
 */
final class Handlers {

	private static final String DISPATCHED = "org.springframework.web.servlet.DispatcherServlet.CONTEXT";

	private static final String HANDLER = "org.springframework.web.servlet.HandlerMapping.bestMatchingHandler";

	private static final String FILES = "org.springframework.web.servlet.resource.ResourceHttpRequestHandler";

	private Handlers() {
	}

	/**
	 * Return whether nothing of the application can have run, because the request asked
	 * for something that is not there.
	 * @param request the request
	 * @param status the status of the response
	 * @return whether there was no handler but the one that looks for files
	 */
	static boolean isMissing(HttpServletRequest request, int status) {
		Object handler = request.getAttribute(HANDLER);
		return status >= 400 && status < 500 && request.getAttribute(DISPATCHED) != null
				&& (handler == null || handler.getClass().getName().equals(FILES));
	}

}
