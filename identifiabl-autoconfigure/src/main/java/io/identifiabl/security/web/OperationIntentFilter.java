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

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.web.filter.OncePerRequestFilter;

import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.security.audit.OperationRecord;

/**
 * Records what a request is about to do before it reaches the application, where that is
 * configured. It runs after authentication, so that the record says who. Messages to the
 * MCP server are left to those who know what they ask for.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class OperationIntentFilter extends OncePerRequestFilter {

	private final Log messages = LogFactory.getLog(getClass());

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		OperationRecord record = OperationRecord.current();
		if (record == null || record.isMcp()) {
			chain.doFilter(request, response);
			return;
		}
		try {
			record.announce();
		}
		catch (AuditUnavailableException ex) {
			record.withheld();
			Problem.AUDIT_UNAVAILABLE.log(this.messages, request);
			Problem.AUDIT_UNAVAILABLE.write(request, response);
			return;
		}
		chain.doFilter(request, response);
	}

}
