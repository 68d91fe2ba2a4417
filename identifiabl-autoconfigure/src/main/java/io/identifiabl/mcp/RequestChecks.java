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

import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

import io.identifiabl.identity.Scopes;
import io.identifiabl.identity.TokenError;
import io.identifiabl.security.web.AuthenticationFailures;
import io.identifiabl.security.web.Problem;

/**
 * What is asked of every request to the endpoint before its body is read, one question
 * after the other. A caller who may not be here at all is refused without being listened
 * to. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class RequestChecks {

	private static final Problem METHOD_NOT_SERVED = new Problem(405, "malformed_request",
			"The endpoint does not serve this HTTP method");

	private static final Problem SEVERAL_SESSIONS = new Problem(400, "malformed_request",
			"There are several session ids");

	private static final Problem NO_STREAM = new Problem(400, "malformed_request",
			"The client does not accept text/event-stream");

	private static final Problem NO_SESSION = new Problem(400, "malformed_request", "The session id is missing");

	private final OperationAuthorizer authorizer;

	private final Refusals refusals;

	private final Admission admission;

	private final List<String> httpMethods;

	private final List<Check> checks = List.of(this::hasToken, this::isVerified, this::isForThisResource,
			this::isServed, this::takesStream, this::namesOneSession, this::isInOwnSession);

	RequestChecks(OperationAuthorizer authorizer, Refusals refusals, Admission admission, List<String> httpMethods) {
		this.authorizer = authorizer;
		this.refusals = refusals;
		this.admission = admission;
		this.httpMethods = List.copyOf(httpMethods);
	}

	@Nullable Refusal check(HttpServletRequest request, @Nullable Authentication caller) {
		for (Check check : this.checks) {
			Refusal refusal = check.check(request, caller);
			if (refusal != null) {
				return refusal;
			}
		}
		return null;
	}

	private @Nullable Refusal hasToken(HttpServletRequest request, @Nullable Authentication caller) {
		return (this.authorizer.isTokenRequired() && !OperationAuthorizer.isAuthenticated(caller))
				? this.refusals.refusal(AccessDecision.unauthenticated(Scopes.none())) : null;
	}

	// the application may have let in whom verification refused, but not to this endpoint
	private @Nullable Refusal isVerified(HttpServletRequest request, @Nullable Authentication caller) {
		AuthenticationException failure = this.authorizer.findRefusal(caller);
		if (failure == null) {
			return null;
		}
		TokenError error = AuthenticationFailures.getError(failure);
		Problem problem = Problem.of((error != null) ? error : TokenError.KEYS_UNAVAILABLE);
		return (problem.status() == HttpServletResponse.SC_UNAUTHORIZED) ? this.refusals.refusal(problem)
				: new Refusal(problem, HttpHeaders.RETRY_AFTER, "5");
	}

	private @Nullable Refusal isForThisResource(HttpServletRequest request, @Nullable Authentication caller) {
		return this.admission.isForThisResource(caller) ? null : this.refusals.refusal(Admission.INVALID_AUDIENCE);
	}

	private @Nullable Refusal isServed(HttpServletRequest request, @Nullable Authentication caller) {
		return this.httpMethods.contains(request.getMethod()) ? null
				: new Refusal(METHOD_NOT_SERVED, HttpHeaders.ALLOW, String.join(", ", this.httpMethods));
	}

	private @Nullable Refusal takesStream(HttpServletRequest request, @Nullable Authentication caller) {
		return (HttpMethod.GET.matches(request.getMethod()) && !MessageHeaders.acceptStream(request))
				? Refusal.of(NO_STREAM) : null;
	}

	// only a message can begin a session
	private @Nullable Refusal namesOneSession(HttpServletRequest request, @Nullable Authentication caller) {
		int ids = Collections.list(request.getHeaders(McpGateFilter.SESSION_ID)).size();
		if (ids > 1) {
			return Refusal.of(SEVERAL_SESSIONS);
		}
		return (ids == 0 && !HttpMethod.POST.matches(request.getMethod())) ? Refusal.of(NO_SESSION) : null;
	}

	private @Nullable Refusal isInOwnSession(HttpServletRequest request, @Nullable Authentication caller) {
		String sessionId = request.getHeader(McpGateFilter.SESSION_ID);
		if (this.admission.isOwnSession(sessionId, caller)) {
			return null;
		}
		this.admission.publishMisuse(sessionId, caller);
		return Refusal.of(Admission.SESSION_NOT_FOUND);
	}

	/**
	 * One question.
	 */
	@FunctionalInterface
	private interface Check {

		@Nullable Refusal check(HttpServletRequest request, @Nullable Authentication caller);

	}

}
