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
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import io.identifiabl.context.RequestContext;
import io.identifiabl.context.TraceContext;

/**
 * Adds to the request context what is only known once the framework's own filters ran:
 * the client's address behind proxies, as {@code server.forward-headers-strategy} sees
 * it, and the trace that Micrometer started. It runs right before Spring Security.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ContextRefinementFilter implements Filter {

	private final TraceSource traceSource;

	/**
	 * Create the filter.
	 * @param traceSource the trace that is current according to a tracer
	 */
	public ContextRefinementFilter(TraceSource traceSource) {
		this.traceSource = traceSource;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		RequestContext context = RequestContext.current();
		if (context == null || !(request instanceof HttpServletRequest httpRequest)) {
			chain.doFilter(request, response);
			return;
		}
		RequestContext refined = refine(context, httpRequest);
		if (refined == context) {
			chain.doFilter(request, response);
			return;
		}
		ContextScope scope = ContextScope.open(refined, httpRequest);
		try {
			chain.doFilter(request, response);
		}
		finally {
			scope.close();
		}
	}

	private RequestContext refine(RequestContext context, HttpServletRequest request) {
		RequestContext refined = context;
		if (!Objects.equals(request.getRemoteAddr(), context.getClientAddress())) {
			refined = refined.withClientAddress(request.getRemoteAddr());
		}
		Optional<TraceContext> trace = this.traceSource.current();
		if (trace.isPresent() && !trace.get().traceId().equals(context.getTraceId())) {
			refined = refined.withTrace(trace.get());
		}
		return refined;
	}

}
