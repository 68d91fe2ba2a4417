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

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.Identity;

/**
 * The time in which a thread works for a request: for code, for log lines and, by way of
 * a request attribute, for the later dispatches of the same request. What follows the
 * context is current for the same time.
 * <p>
 * The thread that opens a scope closes it, in {@code finally}. The outermost scope of a
 * request leaves nothing on the thread, whatever was there before: that belonged to other
 * work and was left behind. Scopes within it give back the context they were opened in.
 *
 * @author Identifiabl Contributors
 */
final class ContextScope implements AutoCloseable {

	private static final String ATTRIBUTE = ContextScope.class.getName() + ".CONTEXT";

	private static final String MDC_USER = "identifiabl.user";

	private static final String MDC_TENANT = "identifiabl.tenant";

	private static final String MDC_CLIENT = "identifiabl.client";

	private static final String MDC_TRACE = "identifiabl.trace";

	private final @Nullable RequestContext outer;

	private final @Nullable Runnable following;

	private ContextScope(@Nullable RequestContext outer, @Nullable Runnable following) {
		this.outer = outer;
		this.following = following;
	}

	/**
	 * Make a context the current one of the thread and of a request.
	 * @param context the context
	 * @param request the request that it belongs to
	 * @return the scope that the same thread has to close
	 */
	static ContextScope open(RequestContext context, HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, context);
		RequestContext current = RequestContext.current();
		boolean within = current != null && current.getRequestId().equals(context.getRequestId());
		return open(context, findFollower(request), within ? current : null);
	}

	/**
	 * Make a context the current one of a thread that works for no request, whatever is
	 * found on it.
	 * @param context the context
	 * @param follower what follows the context, {@code null} if nothing does
	 * @return the scope that the same thread has to close
	 */
	static ContextScope enter(RequestContext context, @Nullable ContextFollower follower) {
		return open(context, follower, null);
	}

	private static ContextScope open(RequestContext context, @Nullable ContextFollower follower,
			@Nullable RequestContext outer) {
		boolean opened = false;
		try {
			show(context);
			ContextScope scope = new ContextScope(outer, (follower != null) ? follower.follow(context) : null);
			opened = true;
			return scope;
		}
		finally {
			if (!opened) {
				clear();
			}
		}
	}

	private static void show(RequestContext context) {
		context.open();
		Identity identity = context.getIdentity();
		put(MDC_TRACE, context.getTraceId());
		put(MDC_USER, (identity != null) ? user(identity) : null);
		put(MDC_TENANT, (identity != null) ? tenant(identity) : null);
		put(MDC_CLIENT, (identity != null) ? identity.getClientId() : null);
	}

	private static String user(Identity identity) {
		return (identity.getUserId() != null) ? identity.getUserId() : identity.getSubject();
	}

	private static @Nullable String tenant(Identity identity) {
		return (identity.getTenant() != null) ? identity.getTenant() : identity.getOrgId();
	}

	private static void put(String key, @Nullable String value) {
		if (value != null) {
			MDC.put(key, value);
		}
		else {
			MDC.remove(key);
		}
	}

	static @Nullable RequestContext find(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof RequestContext context) ? context : null;
	}

	static @Nullable ContextFollower findFollower(HttpServletRequest request) {
		return (request.getAttribute(ContextFollower.ATTRIBUTE) instanceof ContextFollower follower) ? follower : null;
	}

	@Override
	public void close() {
		try {
			if (this.following != null) {
				this.following.run();
			}
		}
		finally {
			if (this.outer != null) {
				show(this.outer);
			}
			else {
				clear();
			}
		}
	}

	private static void clear() {
		RequestContext.clear();
		MDC.remove(MDC_TRACE);
		MDC.remove(MDC_USER);
		MDC.remove(MDC_TENANT);
		MDC.remove(MDC_CLIENT);
	}

}
