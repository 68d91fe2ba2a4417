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

package io.identifiabl.mcp;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a client listens on, which may be ended while another thread writes to
 * it: a response must not be completed then, since the container would use it for the
 * next request. Whoever ends it never waits, and leaves it to who is writing if somebody
 * is. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SessionStream implements AsyncListener {

	private static final int ENDED = Integer.MIN_VALUE;

	// how many are writing, and whether it is ended
	private final AtomicInteger state = new AtomicInteger();

	private final String sessionId;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private final Consumer<SessionStream> completed;

	private volatile @Nullable AsyncContext context;

	private volatile boolean over;

	/**
	 * Create a stream that has not begun.
	 * @param sessionId the session that it is of
	 * @param request the request for it
	 * @param response the response to that
	 * @param completed is told when it is over
	 */
	SessionStream(String sessionId, HttpServletRequest request, HttpServletResponse response,
			Consumer<SessionStream> completed) {
		this.sessionId = sessionId;
		this.completed = completed;
		this.request = new StreamRequest(request, this::begin);
		this.response = new StreamResponse(response, this);
	}

	private void begin(AsyncContext newContext) {
		newContext.addListener(this);
		this.context = newContext;
	}

	String getSessionId() {
		return this.sessionId;
	}

	HttpServletRequest getRequest() {
		return this.request;
	}

	HttpServletResponse getResponse() {
		return this.response;
	}

	/**
	 * Whether there is a stream, and the client listens.
	 * @return whether it has begun and is not over
	 */
	boolean isOpen() {
		return this.context != null && !this.over;
	}

	/**
	 * Write to the response, unless the stream is ended.
	 * @param writing writes
	 * @return whether it was done
	 * @throws IOException as thrown by the response
	 */
	boolean write(Writing writing) throws IOException {
		int before = this.state.getAndUpdate((value) -> (value >= 0) ? value + 1 : value);
		if (before < 0) {
			return false;
		}
		try {
			writing.run();
		}
		finally {
			if (this.state.decrementAndGet() == ENDED) {
				complete();
			}
		}
		return true;
	}

	/**
	 * End the stream, if need be once the writing that goes on is done.
	 * @return whether nothing is being written any more
	 */
	boolean end() {
		int before = this.state.getAndUpdate((value) -> value | ENDED);
		if (before == 0) {
			complete();
		}
		return before == 0 || before == ENDED;
	}

	private void complete() {
		AsyncContext begun = this.context;
		if (begun == null) {
			return;
		}
		try {
			begun.complete();
		}
		catch (IllegalStateException ex) {
			// the client was faster
		}
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.over = true;
		this.completed.accept(this);
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// its completion follows
	}

	@Override
	public void onError(AsyncEvent event) {
		// its completion follows
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// a container drops listeners when it starts again
		event.getAsyncContext().addListener(this);
	}

	/**
	 * Something that is done to a response.
	 */
	@FunctionalInterface
	interface Writing {

		void run() throws IOException;

	}

}
