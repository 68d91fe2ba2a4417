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

package io.identifiabl.context;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Identity;

/**
 * What is known about the request that the current thread works for. Immutable; every
 * step that learns something opens a new context around the rest of the work.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RequestContext {

	private static final ThreadLocal<@Nullable RequestContext> CURRENT = new ThreadLocal<>();

	private final TraceContext trace;

	private final String requestId;

	private final Instant receivedAt;

	private final @Nullable String clientAddress;

	private final @Nullable Identity identity;

	private RequestContext(TraceContext trace, String requestId, Instant receivedAt, @Nullable String clientAddress,
			@Nullable Identity identity) {
		this.trace = trace;
		this.requestId = requestId;
		this.receivedAt = receivedAt;
		this.clientAddress = clientAddress;
		this.identity = identity;
	}

	/**
	 * Create the context of a request nobody has authenticated yet.
	 * @param trace the trace it belongs to
	 * @param requestId the id of this very request
	 * @param receivedAt when it arrived
	 * @return the context
	 */
	public static RequestContext create(TraceContext trace, String requestId, Instant receivedAt) {
		return new RequestContext(trace, requestId, receivedAt, null, null);
	}

	/**
	 * Return the context that is open on this thread.
	 * @return the context, {@code null} outside of a request
	 */
	public static @Nullable RequestContext current() {
		return CURRENT.get();
	}

	/**
	 * Make this the current context of the thread until the scope is closed.
	 * @return a scope that must be closed by the same thread, in reverse order of opening
	 */
	public Scope open() {
		RequestContext previous = CURRENT.get();
		CURRENT.set(this);
		return () -> restore(previous);
	}

	/**
	 * Remove the context from this thread, whatever was opened on it. This is how work on
	 * a thread ends that goes on to work for other callers: a scope would give back what
	 * an earlier piece of work left behind.
	 */
	public static void clear() {
		CURRENT.remove();
	}

	private static void restore(@Nullable RequestContext previous) {
		if (previous != null) {
			CURRENT.set(previous);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * Return this context with an identity.
	 * @param identity who was authenticated, {@code null} for nobody
	 * @return the context
	 */
	public RequestContext withIdentity(@Nullable Identity identity) {
		return new RequestContext(this.trace, this.requestId, this.receivedAt, this.clientAddress, identity);
	}

	/**
	 * Return this context with the address of the client.
	 * @param clientAddress the address, {@code null} if unknown
	 * @return the context
	 */
	public RequestContext withClientAddress(@Nullable String clientAddress) {
		return new RequestContext(this.trace, this.requestId, this.receivedAt, clientAddress, this.identity);
	}

	/**
	 * Return this context in another trace.
	 * @param trace the trace
	 * @return the context
	 */
	public RequestContext withTrace(TraceContext trace) {
		return new RequestContext(trace, this.requestId, this.receivedAt, this.clientAddress, this.identity);
	}

	/**
	 * Return the trace's id.
	 * @return 32 lower-case hexadecimal digits
	 */
	public String getTraceId() {
		return this.trace.traceId();
	}

	/**
	 * Return the id of this very request, unique even where a client sends all its
	 * requests with one trace id.
	 * @return the request id
	 */
	public String getRequestId() {
		return this.requestId;
	}

	/**
	 * Return when the request arrived.
	 * @return the time of arrival
	 */
	public Instant getReceivedAt() {
		return this.receivedAt;
	}

	/**
	 * Return the address the request came from, as the container and the configured
	 * handling of forwarded headers see it.
	 * @return the address, {@code null} if unknown
	 */
	public @Nullable String getClientAddress() {
		return this.clientAddress;
	}

	/**
	 * Return who was authenticated.
	 * @return the identity, {@code null} if nobody is authenticated
	 */
	public @Nullable Identity getIdentity() {
		return this.identity;
	}

	/**
	 * Ends the time in which a context is current.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		/**
		 * Restore the context that was current before.
		 */
		@Override
		void close();

	}

}
