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

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.security.web.Problem;
import io.identifiabl.security.web.RefusalLog;

/**
 * Records what a request is about to do before it reaches the application, where that is
 * configured. It runs after authentication, so that the record says who. A message to the
 * MCP server was announced by the gate, which knows what it asks for.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OperationIntentFilter extends OncePerRequestFilter {

	private final RefusalLog refusals = new RefusalLog(getClass());

	private final Predicate<HttpServletRequest> recorded;

	/**
	 * Create the filter.
	 * @param recorded which requests are recorded
	 */
	public OperationIntentFilter(Predicate<HttpServletRequest> recorded) {
		this.recorded = recorded;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (isAnnounced(request)) {
			chain.doFilter(request, response);
			return;
		}
		this.refusals.log(Problem.AUDIT_UNAVAILABLE, request);
		Problem.AUDIT_UNAVAILABLE.write(request, response);
	}

	private boolean isAnnounced(HttpServletRequest request) {
		OperationRecord record = OperationRecord.find(request);
		if (record == null) {
			return !this.recorded.test(request);
		}
		try {
			record.announce();
			return true;
		}
		catch (AuditUnavailableException ex) {
			record.withheld();
			return false;
		}
	}

}
