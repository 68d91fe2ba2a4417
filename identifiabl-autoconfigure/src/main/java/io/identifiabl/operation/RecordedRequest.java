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

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose response is a {@link RecordedResponse}, also where it goes on after its
 * thread has left: the container would hand out its own response then, and end it without
 * asking.
 *
 * @author Identifiabl Contributors
 */
final class RecordedRequest extends HttpServletRequestWrapper {

	private final RecordedResponse response;

	RecordedRequest(HttpServletRequest request, RecordedResponse response) {
		super(request);
		this.response = response;
	}

	@Override
	public AsyncContext startAsync() {
		return startAsync(this, this.response);
	}

	@Override
	public AsyncContext startAsync(ServletRequest request, ServletResponse supplied) {
		return new RecordedAsyncContext(super.startAsync(request, isRecorded(supplied) ? supplied : this.response),
				this, this.response);
	}

	@Override
	public AsyncContext getAsyncContext() {
		return new RecordedAsyncContext(super.getAsyncContext(), this, this.response);
	}

	/**
	 * Whether nothing of a response is sent before it is recorded.
	 * @param response the response
	 * @return whether there is a recorded one somewhere in it
	 */
	static boolean isRecorded(ServletResponse response) {
		return response instanceof RecordedResponse
				|| (response instanceof ServletResponseWrapper wrapper && wrapper.isWrapperFor(RecordedResponse.class));
	}

}
