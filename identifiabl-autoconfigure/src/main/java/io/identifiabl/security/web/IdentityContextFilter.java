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

import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.identifiabl.context.RequestContext;
import io.identifiabl.context.TraceContext;

/**
 * The outermost filter, on every dispatch and every path: removes the headers that only
 * the identity layer may set before anything can read them, and opens the request
 * context, so that a refused request has its trace as well. Whatever happens inside, the
 * thread is left as it was found.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityContextFilter implements Filter {

	private final Log logger = LogFactory.getLog(getClass());

	private final HeaderNames strippedHeaders;

	private final Clock clock;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Create the filter.
	 * @param strippedHeaders names of the headers to remove, in any spelling
	 * @param clock tells when a request arrived
	 */
	public IdentityContextFilter(Collection<String> strippedHeaders, Clock clock) {
		this.strippedHeaders = new HeaderNames(strippedHeaders);
		this.clock = clock;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)) {
			chain.doFilter(request, response);
			return;
		}
		HttpServletRequest stripped = strip(httpRequest);
		ContextScope scope = ContextScope.open(context(httpRequest), httpRequest);
		try {
			chain.doFilter(stripped, response);
		}
		finally {
			scope.close();
		}
	}

	private HttpServletRequest strip(HttpServletRequest request) {
		if (!StrippedRequest.isNeeded(request, this.strippedHeaders)) {
			return request;
		}
		if (this.warned.compareAndSet(false, true)) {
			this.logger.warn("A request came with identity headers, which were removed. They are only trusted when set "
					+ "by this application. This is logged once; the names are in identifiabl.web.stripped-headers.");
		}
		return new StrippedRequest(request, this.strippedHeaders);
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
