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

import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import io.identifiabl.context.RequestContext;
import io.identifiabl.context.TraceContext;

/**
 * The outermost filter, on every dispatch and every path: removes the headers that only
 * the identity layer may set before anything can read them, and opens the request
 * context, so that a refused request has its trace as well. Whatever happens inside and
 * whatever was there before, nothing is left on the thread afterwards.
 *
 * @author Identifiabl Contributors
 */
final class IdentityContextFilter implements Filter {

	private final IdentityHeaders identityHeaders;

	private final Clock clock;

	/**
	 * Create the filter.
	 * @param furtherHeaders names of headers to remove in addition to those that are
	 * always removed, in any spelling
	 * @param clock tells when a request arrived
	 */
	IdentityContextFilter(Collection<String> furtherHeaders, Clock clock) {
		this.identityHeaders = new IdentityHeaders(furtherHeaders);
		this.clock = clock;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)) {
			chain.doFilter(request, response);
			return;
		}
		HttpServletRequest stripped = this.identityHeaders.removeFrom(httpRequest, response);
		ContextScope scope = ContextScope.open(context(httpRequest), httpRequest);
		try (scope) {
			HeldRequest held = HeldRequest.replace(stripped, response);
			try (held) {
				chain.doFilter(stripped, response);
			}
		}
	}

	private RequestContext context(HttpServletRequest request) {
		RequestContext context = ContextScope.find(request);
		if (context != null && request.getDispatcherType() != DispatcherType.REQUEST) {
			return context;
		}
		TraceContext trace = TraceContext.parse(request.getHeader("traceparent")).orElseGet(TraceContext::create);
		String requestId = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
		return RequestContext.create(trace, requestId, this.clock.instant()).withClientAddress(request.getRemoteAddr());
	}

}
