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
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Answers a call that the caller may not make. Only where scopes are what is missing does
 * it say {@code insufficient_scope} (RFC 6750 section 3.1): a client that is sent to get
 * more scopes although none would help asks its user for consent in circles.
 *
 * @author Identifiabl Contributors
 */
final class ProblemAccessDeniedHandler implements AccessDeniedHandler {

	private static final Problem INSUFFICIENT_SCOPE = new Problem(HttpServletResponse.SC_FORBIDDEN,
			"insufficient_scope", "The access token does not have the scopes that this call needs");

	private static final Problem ACCESS_DENIED = new Problem(HttpServletResponse.SC_FORBIDDEN, "access_denied",
			"The caller may not make this call");

	private final RefusalLog refusals = new RefusalLog(getClass());

	private final ProtectedResources resources;

	ProblemAccessDeniedHandler(ProtectedResources resources) {
		this.resources = resources;
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
			throws IOException {
		List<String> scopes = RequiredScopes.of(exception);
		Problem problem = scopes.isEmpty() ? ACCESS_DENIED : INSUFFICIENT_SCOPE;
		this.refusals.log(problem, request);
		if (!scopes.isEmpty()) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
					new Challenge().with("error", problem.code())
						.with("error_description", problem.detail())
						.with("scope", String.join(" ", scopes))
						.with("resource_metadata", this.resources.find(request).getMetadataUri())
						.toString());
		}
		problem.write(request, response);
	}

}
