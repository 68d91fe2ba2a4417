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
import java.util.function.Predicate;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditContext;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.context.RequestContext;

/**
 * Records every request exactly once, right inside the context filter: those that are
 * refused by any filter, those that fail, and those that go on after the thread has left.
 * Where the record has to be durable, nothing of the response is sent before it is.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OperationAuditFilter implements Filter {

	private static final String INTERNAL_ERROR = "internal_error";

	private static final String LEFT_OUT = OperationAuditFilter.class.getName() + ".leftOut";

	private final OperationRecorder recorder;

	private final Predicate<HttpServletRequest> recorded;

	/**
	 * Create the filter.
	 * @param recorder records
	 * @param recorded which requests are recorded
	 */
	public OperationAuditFilter(OperationRecorder recorder, Predicate<HttpServletRequest> recorded) {
		this.recorder = recorder;
		this.recorded = recorded;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)
				|| !(response instanceof HttpServletResponse httpResponse)) {
			chain.doFilter(request, response);
			return;
		}
		OperationRecord record = OperationRecord.find(httpRequest);
		boolean isNew = record == null && httpRequest.getDispatcherType() == DispatcherType.REQUEST;
		if (isNew && this.recorded.test(httpRequest)) {
			wrapAndRun(begin(httpRequest), httpRequest, httpResponse, chain);
		}
		else if (isNew) {
			httpRequest.setAttribute(LEFT_OUT, true);
			chain.doFilter(request, response);
		}
		else if (record != null && httpRequest.getDispatcherType() == DispatcherType.ASYNC) {
			wrapAndRun(record, httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	/**
	 * Return whether a request is one that nothing is recorded of, a probe.
	 * @param request the request
	 * @return whether it was left out
	 */
	public static boolean isLeftOut(HttpServletRequest request) {
		return request.getAttribute(LEFT_OUT) != null;
	}

	private void wrapAndRun(OperationRecord record, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		if (this.recorder.getDelivery() == Delivery.ASYNC) {
			run(record, request, response, chain);
			return;
		}
		// of a later dispatch it is whatever the one before it was started with
		RecordedResponse recorded = new RecordedResponse(response, record);
		run(record, new RecordedRequest(request, recorded), recorded, chain);
	}

	private OperationRecord begin(HttpServletRequest request) {
		OperationRecord record = this.recorder.begin(request);
		RequestContext context = RequestContext.current();
		if (context != null) {
			record.setContext(context);
		}
		return record;
	}

	private static void run(OperationRecord record, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		AuditContext.Scope scope = record.open();
		try (scope) {
			boolean done = false;
			try {
				chain.doFilter(request, response);
				done = true;
			}
			catch (IOException | ServletException | RuntimeException ex) {
				Denials.ended(record, ex);
				throw ex;
			}
			finally {
				end(record, request, response, done);
			}
		}
		catch (IOException | ServletException | RuntimeException ex) {
			if (!record.isUnavailable() || !WithheldAnswer.send(record, request, response)) {
				throw ex;
			}
			endAsync(request);
		}
	}

	// what was started before the failure would keep the client waiting for more
	private static void endAsync(HttpServletRequest request) {
		try {
			if (request.isAsyncStarted()) {
				request.getAsyncContext().complete();
			}
		}
		catch (IllegalStateException ex) {
			// somebody else has ended it meanwhile
		}
	}

	private static void end(OperationRecord record, HttpServletRequest request, HttpServletResponse response,
			boolean done) {
		if (!done) {
			complete(record, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, INTERNAL_ERROR);
		}
		else if (request.isAsyncStarted()) {
			request.getAsyncContext().addListener(new Completion(record, response));
		}
		else {
			record.complete(response.getStatus(), null);
		}
	}

	// what the chain threw is what matters
	private static void complete(OperationRecord record, int status, @Nullable String error) {
		try {
			record.complete(status, error);
		}
		catch (AuditUnavailableException ex) {
			// the record knows
		}
	}

	/**
	 * Completes the record of a request that no thread comes back to.
	 */
	private static final class Completion implements AsyncListener {

		private final OperationRecord record;

		private final HttpServletResponse response;

		Completion(OperationRecord record, HttpServletResponse response) {
			this.record = record;
			this.response = response;
		}

		@Override
		public void onComplete(AsyncEvent event) {
			complete(this.record, this.response.getStatus(), null);
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			// is completed or dispatched afterwards
		}

		@Override
		public void onError(AsyncEvent event) {
			complete(this.record, this.response.getStatus(), INTERNAL_ERROR);
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			event.getAsyncContext().addListener(this);
		}

	}

}
