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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.web.Problem;
import io.identifiabl.security.web.RefusalLog;

/**
 * Decides about every message to the MCP endpoint before the MCP server sees it, since
 * only here a refusal can still become a status and a challenge. It runs after
 * authentication, decides on the body alone, and passes the body on untouched, but for
 * the texts of an error.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class McpGateFilter extends OncePerRequestFilter {

	static final String SESSION_ID = "Mcp-Session-Id";

	private static final Problem BODY_TOO_LARGE = new Problem(413, "body_too_large", "The message is too large");

	private static final Problem TOO_MANY_SESSIONS = new Problem(429, "rate_limited",
			"There are too many sessions without a token from this address");

	private static final Problem TOO_MANY_SUBSCRIPTIONS = new Problem(429, "rate_limited",
			"There are too many subscriptions in the sessions of this caller: end some of the sessions");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final RefusalLog log = new RefusalLog(getClass());

	private final RequestMatcher endpoint;

	private final RequestChecks requestChecks;

	private final MessageChecks messageChecks;

	private final OperationAuthorizer authorizer;

	private final Refusals refusals;

	private final ChallengeForm challengeForm;

	private final @Nullable SessionTracking sessions;

	private final Supplier<ServedMethods> servedMethods;

	private final int maxBodySize;

	private final Consumer<McpMessage> received;

	private final McpAudit audit;

	McpGateFilter(RequestMatcher endpoint, RequestChecks requestChecks, MessageChecks messageChecks,
			OperationAuthorizer authorizer, Refusals refusals, @Nullable SessionTracking sessions,
			Supplier<ServedMethods> servedMethods, McpSettings settings, Consumer<McpMessage> received,
			McpAudit audit) {
		this.received = received;
		this.audit = audit;
		this.endpoint = endpoint;
		this.requestChecks = requestChecks;
		this.messageChecks = messageChecks;
		this.authorizer = authorizer;
		this.refusals = refusals;
		this.challengeForm = settings.challengeForm();
		this.sessions = sessions;
		this.servedMethods = servedMethods;
		this.maxBodySize = settings.maxBodySize();
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !this.endpoint.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		Refusal refusal = this.requestChecks.check(request, authentication);
		if (refusal != null) {
			refuse(refusal, request, response);
			return;
		}
		if (!HttpMethod.POST.matches(request.getMethod())) {
			pass(request, response, chain);
			return;
		}
		BufferedRequest buffered = BufferedRequest.read(request, this.maxBodySize);
		if (buffered == null) {
			refuse(BODY_TOO_LARGE, request, response);
			return;
		}
		try {
			McpMessage message = this.messageChecks.read(request, buffered.getBody());
			this.received.accept(message);
			MessageRefusal misfit = this.messageChecks.check(message, request);
			if (misfit != null) {
				refuse(misfit, request, response);
			}
			else if (isAllowed(message, request, response, authentication)) {
				BufferedRequest passed = message.error() ? buffered.withBody(ErrorLines.of(buffered.getBody()))
						: buffered;
				pass(message, passed, response, chain, authentication);
			}
		}
		catch (MalformedMessageException ex) {
			refuse(MessageRefusal.of(ex), request, response);
		}
	}

	private boolean isAllowed(McpMessage message, HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) throws IOException {
		if (McpMessage.INITIALIZE.equals(message.method())
				&& !mayStartSession(message, request, response, authentication)) {
			return false;
		}
		ProtectedOperation operation = message.operation();
		if (operation != null) {
			AccessDecision decision = this.authorizer.authorize(authentication, operation);
			if (!decision.isGranted()) {
				refuse(decision, message, request, response);
				return false;
			}
		}
		return isServed(message, request, response) && isWithinBounds(message, request, response)
				&& isAnnounced(operation, request, response);
	}

	// the server keeps every subscription until its session ends
	private boolean isWithinBounds(McpMessage message, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		ProtectedOperation resource = message.operation();
		String sessionId = request.getHeader(SESSION_ID);
		if (this.sessions == null || resource == null || sessionId == null
				|| !McpMessage.SUBSCRIBE.equals(message.method())
				|| this.sessions.subscribe(sessionId, resource.name())) {
			return true;
		}
		refuse(TOO_MANY_SUBSCRIPTIONS, request, response);
		return false;
	}

	private boolean isAnnounced(@Nullable ProtectedOperation operation, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		try {
			this.audit.announce(operation, null);
			return true;
		}
		catch (AuditUnavailableException ex) {
			McpAudit.withheld();
			refuse(Problem.AUDIT_UNAVAILABLE, request, response);
			return false;
		}
	}

	private boolean mayStartSession(McpMessage message, HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) throws IOException {
		// the server would take it for a notification of any session
		if (message.isNotification()) {
			refuse(MessageRefusal.invalid(null, "A session begins with a request, which has an id"), request, response);
			return false;
		}
		if (this.sessions != null && !this.sessions.mayStart(request, authentication)) {
			refuse(new Refusal(TOO_MANY_SESSIONS, HttpHeaders.RETRY_AFTER, "60"), request, response);
			return false;
		}
		return true;
	}

	// what the server has no handler for is answered in its place: to a request it would
	// begin a stream and never end it, and a notification it would log as it is
	private boolean isServed(McpMessage message, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		String method = message.method();
		ServedMethods served = this.servedMethods.get();
		if (served.needSession() && request.getHeader(SESSION_ID) == null && !McpMessage.INITIALIZE.equals(method)) {
			refuse(MessageRefusal.invalid(message.id(), "The session id is missing"), request, response);
			return false;
		}
		if (method == null || (message.isNotification() ? served.hears(method) : served.answers(method))) {
			return true;
		}
		if (!message.isNotification()) {
			McpAudit.refused("method_not_found");
			write(JSON.writeValueAsBytes(
					MessageRefusal.toJsonRpc(JsonRpcError.METHOD_NOT_FOUND, message.id(), Map.of())), response);
		}
		else if (served.answers(method)) {
			refuse(MessageRefusal.invalid(null, "The request has no id"), request, response);
		}
		else {
			response.setStatus(HttpServletResponse.SC_ACCEPTED);
		}
		return false;
	}

	private void pass(McpMessage message, HttpServletRequest request, HttpServletResponse response, FilterChain chain,
			@Nullable Authentication authentication) throws ServletException, IOException {
		GatePass.GATE.grant(request);
		if (this.sessions != null && McpMessage.INITIALIZE.equals(message.method())) {
			chain.doFilter(request, this.sessions.expectStart(request, response, authentication));
			this.sessions.endForgotten(request);
		}
		else if (message.isResponse() || message.isNotification()) {
			passUnanswered(message, request, response, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	// the server tells what a handler threw, and says 500 or 400 to a response that it
	// does not wait for
	private void passUnanswered(McpMessage message, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		StatusOnlyResponse outcome = new StatusOnlyResponse(response);
		chain.doFilter(request, outcome);
		int status = outcome.getStatus();
		if (status == HttpServletResponse.SC_NOT_FOUND) {
			refuse(Admission.SESSION_NOT_FOUND, request, response);
			return;
		}
		boolean failed = status == HttpServletResponse.SC_INTERNAL_SERVER_ERROR
				|| status == HttpServletResponse.SC_BAD_REQUEST;
		if (failed && message.isResponse()) {
			refuse(MessageChecks.unexpected(message), request, response);
			return;
		}
		response.setStatus(failed ? HttpServletResponse.SC_ACCEPTED : status);
	}

	private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		GatePass.GATE.grant(request);
		String sessionId = request.getHeader(SESSION_ID);
		if (this.sessions != null && sessionId != null && HttpMethod.GET.matches(request.getMethod())) {
			this.sessions.listen(sessionId, request, response, chain);
		}
		else if (this.sessions != null && sessionId != null && HttpMethod.DELETE.matches(request.getMethod())) {
			this.sessions.delete(sessionId, request, response, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void refuse(AccessDecision decision, McpMessage message, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		Object id = message.id();
		if (id != null && McpMessage.CALL_TOOL.equals(message.method()) && this.challengeForm.isToolResult(request)) {
			Problem problem = this.refusals.problem(decision);
			McpAudit.refused(problem.code());
			this.log.log(problem, request);
			Map<String, Object> answer = new LinkedHashMap<>();
			answer.put("jsonrpc", "2.0");
			answer.put("id", id);
			answer.put("result", this.refusals.toolResultAsMap(decision));
			write(JSON.writeValueAsBytes(answer), response);
			return;
		}
		refuse(this.refusals.refusal(decision), request, response);
	}

	private void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (refusal.header() != null) {
			response.setHeader(refusal.header(), refusal.value());
		}
		refuse(refusal.problem(), request, response);
	}

	private void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.log.log(problem, request);
		problem.write(request, response);
	}

	private void refuse(MessageRefusal refusal, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.log.log(refusal.problem(), request);
		refusal.write(request, response);
	}

	private static void write(byte[] body, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
