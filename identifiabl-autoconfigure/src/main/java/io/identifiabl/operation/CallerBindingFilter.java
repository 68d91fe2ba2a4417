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

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Tells the record of a request who was let through. It stands behind Spring Security,
 * whatever chain the request is in, and behind the gate of the MCP endpoint, so that what
 * passes it is executed. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class CallerBindingFilter implements Filter {

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		OperationRecord record = (request instanceof HttpServletRequest httpRequest) ? OperationRecord.find(httpRequest)
				: null;
		if (record != null) {
			record.letThrough(SecurityContextHolder.getContext().getAuthentication());
		}
		chain.doFilter(request, response);
	}

}
