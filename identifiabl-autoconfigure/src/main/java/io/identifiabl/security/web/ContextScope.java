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

import java.util.ArrayDeque;
import java.util.Deque;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.audit.OperationRecord;

/**
 * The time in which a request context is current on a thread: for code, for log lines
 * and, by way of a request attribute, for the later dispatches of the same request. So is
 * the record of what the request does.
 *
 * @author Identifiabl Contributors
 */
final class ContextScope {

	private static final String ATTRIBUTE = ContextScope.class.getName() + ".CONTEXT";

	private static final String MDC_USER = "identifiabl.user";

	private static final String MDC_TENANT = "identifiabl.tenant";

	private static final String MDC_CLIENT = "identifiabl.client";

	private static final String MDC_TRACE = "identifiabl.trace";

	private final Deque<Runnable> undo = new ArrayDeque<>(5);

	private ContextScope() {
	}

	static ContextScope open(RequestContext context, HttpServletRequest request) {
		ContextScope scope = new ContextScope();
		request.setAttribute(ATTRIBUTE, context);
		RequestContext.Scope opened = context.open();
		scope.undo.push(opened::close);
		OperationRecord record = OperationRecord.find(request);
		if (record != null) {
			record.setContext(context);
			scope.undo.push(record.open()::close);
		}
		scope.put(MDC_TRACE, context.getTraceId());
		Identity identity = context.getIdentity();
		if (identity != null) {
			scope.put(MDC_USER, (identity.getUserId() != null) ? identity.getUserId() : identity.getSubject());
			scope.put(MDC_TENANT, (identity.getTenant() != null) ? identity.getTenant() : identity.getOrgId());
			scope.put(MDC_CLIENT, identity.getClientId());
		}
		return scope;
	}

	static @Nullable RequestContext find(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof RequestContext context) ? context : null;
	}

	private void put(String key, @Nullable String value) {
		if (value == null) {
			return;
		}
		String previous = MDC.get(key);
		MDC.put(key, value);
		this.undo.push(() -> {
			if (previous != null) {
				MDC.put(key, previous);
			}
			else {
				MDC.remove(key);
			}
		});
	}

	void close() {
		this.undo.forEach(Runnable::run);
	}

}
