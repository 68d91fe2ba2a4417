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

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Ends a response that has not been sent yet by recording it first. Whoever listens gets
 * this one, too.
 *
 * @author Identifiabl Contributors
 */
final class RecordedAsyncContext implements AsyncContext {

	private final AsyncContext delegate;

	private final HttpServletRequest request;

	private final RecordedResponse response;

	RecordedAsyncContext(AsyncContext delegate, HttpServletRequest request, RecordedResponse response) {
		this.delegate = delegate;
		this.request = request;
		this.response = response;
	}

	@Override
	public void complete() {
		try {
			this.response.end(this.request);
		}
		finally {
			this.delegate.complete();
		}
	}

	@Override
	public void addListener(AsyncListener listener) {
		this.delegate.addListener(new Listener(listener));
	}

	@Override
	public void addListener(AsyncListener listener, ServletRequest suppliedRequest, ServletResponse suppliedResponse) {
		this.delegate.addListener(new Listener(listener), suppliedRequest,
				RecordedRequest.isRecorded(suppliedResponse) ? suppliedResponse : this.response);
	}

	@Override
	public ServletRequest getRequest() {
		return this.delegate.getRequest();
	}

	@Override
	public ServletResponse getResponse() {
		return this.delegate.getResponse();
	}

	@Override
	public boolean hasOriginalRequestAndResponse() {
		return this.delegate.hasOriginalRequestAndResponse();
	}

	@Override
	public void dispatch() {
		this.delegate.dispatch();
	}

	@Override
	public void dispatch(String path) {
		this.delegate.dispatch(path);
	}

	@Override
	public void dispatch(ServletContext context, String path) {
		this.delegate.dispatch(context, path);
	}

	@Override
	public void start(Runnable task) {
		this.delegate.start(task);
	}

	@Override
	public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
		return this.delegate.createListener(type);
	}

	@Override
	public void setTimeout(long timeout) {
		this.delegate.setTimeout(timeout);
	}

	@Override
	public long getTimeout() {
		return this.delegate.getTimeout();
	}

	/**
	 * Tells a listener about this context instead of the container's.
	 */
	private final class Listener implements AsyncListener {

		private final AsyncListener listener;

		Listener(AsyncListener listener) {
			this.listener = listener;
		}

		@Override
		public void onComplete(AsyncEvent event) throws IOException {
			this.listener.onComplete(recorded(event));
		}

		@Override
		public void onTimeout(AsyncEvent event) throws IOException {
			this.listener.onTimeout(recorded(event));
		}

		@Override
		public void onError(AsyncEvent event) throws IOException {
			this.listener.onError(recorded(event));
		}

		@Override
		public void onStartAsync(AsyncEvent event) throws IOException {
			this.listener.onStartAsync(recorded(event));
		}

		private AsyncEvent recorded(AsyncEvent event) {
			AsyncContext context = event.getAsyncContext();
			return new AsyncEvent(
					new RecordedAsyncContext(context, RecordedAsyncContext.this.request,
							RecordedAsyncContext.this.response),
					event.getSuppliedRequest(), event.getSuppliedResponse(), event.getThrowable());
		}

	}

}
