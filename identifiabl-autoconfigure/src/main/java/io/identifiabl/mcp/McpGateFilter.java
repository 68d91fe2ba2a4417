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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.identity.Scopes;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.web.Problem;
import io.identifiabl.token.TokenError;

/**
 * Decides about every message to the MCP endpoint before the MCP server sees it, since
 * only here a refusal can still become a status and a challenge. It runs after
 * authentication, decides on the body alone, and passes the body on untouched.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class McpGateFilter extends OncePerRequestFilter {

	static final String SESSION_ID = "Mcp-Session-Id";

	private static final Problem BODY_TOO_LARGE = new Problem(413, "body_too_large", "The message is too large");

	private static final Problem HEADER_MISMATCH = new Problem(400, "header_mismatch",
			"The headers Mcp-Method and Mcp-Name do not agree with the message");

	private static final Problem SESSION_NOT_FOUND = new Problem(404, "session_not_found",
			"There is no such session of the caller");

	private static final Problem INVALID_AUDIENCE = Problem.of(TokenError.INVALID_AUDIENCE);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Log messages = LogFactory.getLog(getClass());

	private final RequestMatcher endpoint;

	private final OperationAuthorizer authorizer;

	private final Refusals refusals;

	private final ChallengeForm challengeForm;

	private final @Nullable SessionBinding sessions;

	private final @Nullable String audience;

	private final int maxBodySize;

	private final Consumer<McpMessage> audit;

	McpGateFilter(RequestMatcher endpoint, OperationAuthorizer authorizer, Refusals refusals,
			@Nullable SessionBinding sessions, McpSettings settings, Consumer<McpMessage> audit) {
		this.audit = audit;
		this.endpoint = endpoint;
		this.authorizer = authorizer;
		this.refusals = refusals;
		this.challengeForm = settings.challengeForm();
		this.sessions = sessions;
		this.audience = settings.audience();
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
		if (this.authorizer.isTokenRequired() && !OperationAuthorizer.isAuthenticated(authentication)) {
			challenge(AccessDecision.unauthenticated(Scopes.none()), request, response);
			return;
		}
		if (isForAnotherResource(authentication)) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, this.refusals.challenge(INVALID_AUDIENCE).toString());
			refuse(INVALID_AUDIENCE, request, response);
			return;
		}
		if (!HttpMethod.POST.matches(request.getMethod())) {
			passWithSession(request, response, chain, authentication);
			return;
		}
		BufferedRequest buffered = BufferedRequest.read(request, this.maxBodySize);
		if (buffered == null) {
			refuse(BODY_TOO_LARGE, request, response);
			return;
		}
		McpMessage message;
		try {
			message = read(buffered);
		}
		catch (MalformedMessageException ex) {
			refuse(new Problem(400, "malformed_request", String.valueOf(ex.getMessage())), request, response);
			return;
		}
		this.audit.accept(message);
		if (!MessageHeaders.agreeWith(message, request)) {
			refuse(HEADER_MISMATCH, request, response);
		}
		else if (isAllowed(message, request, response, authentication)) {
			pass(message, buffered, response, chain, authentication);
		}
	}

	// RFC 8707: the application may have other resources, whose tokens are none for this
	private boolean isForAnotherResource(@Nullable Authentication authentication) {
		return this.audience != null && authentication != null && authentication.getPrincipal() instanceof Jwt token
				&& !(token.getAudience() != null && token.getAudience().contains(this.audience))
				&& !this.audience.equals(token.getClaims().get("resource"));
	}

	private static McpMessage read(BufferedRequest request) throws MalformedMessageException {
		if (!MessageHeaders.isJson(request)) {
			throw new MalformedMessageException("The content type is not application/json in UTF-8");
		}
		if (Collections.list(request.getHeaders(SESSION_ID)).size() > 1) {
			throw new MalformedMessageException("There are several session ids");
		}
		return McpMessageReader.read(request.getBody());
	}

	private boolean isAllowed(McpMessage message, HttpServletRequest request, HttpServletResponse response,
			@Nullable Authentication authentication) throws IOException {
		if (!McpMessage.INITIALIZE.equals(message.method()) && !isOwnSession(request, authentication)) {
			refuse(SESSION_NOT_FOUND, request, response);
			return false;
		}
		ProtectedOperation operation = message.operation();
		if (operation == null) {
			return true;
		}
		AccessDecision decision = this.authorizer.authorize(authentication, operation);
		if (!decision.isGranted()) {
			refuse(decision, message, request, response);
			return false;
		}
		return isAnnounced(request, response);
	}

	private boolean isAnnounced(HttpServletRequest request, HttpServletResponse response) throws IOException {
		try {
			McpAudit.announce();
			return true;
		}
		catch (AuditUnavailableException ex) {
			McpAudit.withheld();
			refuse(Problem.AUDIT_UNAVAILABLE, request, response);
			return false;
		}
	}

	private boolean isOwnSession(HttpServletRequest request, @Nullable Authentication authentication) {
		return this.sessions == null || this.sessions.isOwn(request.getHeader(SESSION_ID), authentication);
	}

	private void pass(McpMessage message, HttpServletRequest request, HttpServletResponse response, FilterChain chain,
			@Nullable Authentication authentication) throws ServletException, IOException {
		SessionBinding binding = this.sessions;
		boolean starting = binding != null && McpMessage.INITIALIZE.equals(message.method());
		chain.doFilter(request,
				(binding != null && starting)
						? new SessionBindingResponse(response, (sessionId) -> binding.bind(sessionId, authentication))
						: response);
	}

	private void passWithSession(HttpServletRequest request, HttpServletResponse response, FilterChain chain,
			@Nullable Authentication authentication) throws ServletException, IOException {
		if (!isOwnSession(request, authentication)) {
			refuse(SESSION_NOT_FOUND, request, response);
			return;
		}
		chain.doFilter(request, response);
		String sessionId = request.getHeader(SESSION_ID);
		if (this.sessions != null && sessionId != null && HttpMethod.DELETE.matches(request.getMethod())
				&& response.getStatus() == HttpServletResponse.SC_OK) {
			this.sessions.forget(sessionId);
		}
	}

	private void refuse(AccessDecision decision, McpMessage message, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		Object id = message.id();
		if (id != null && McpMessage.CALL_TOOL.equals(message.method()) && this.challengeForm.isToolResult(request)) {
			Problem problem = this.refusals.problem(decision);
			McpAudit.refused(problem.code());
			problem.log(this.messages, request);
			Map<String, Object> answer = new LinkedHashMap<>();
			answer.put("jsonrpc", "2.0");
			answer.put("id", id);
			answer.put("result", this.refusals.toolResultAsMap(decision));
			write(JSON.writeValueAsBytes(answer), response);
			return;
		}
		challenge(decision, request, response);
	}

	private void challenge(AccessDecision decision, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		// no scope helps where access is denied, and a challenge would make clients ask
		if (decision.outcome() != AccessDecision.Outcome.DENIED) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, this.refusals.challenge(decision).toString());
		}
		refuse(this.refusals.problem(decision), request, response);
	}

	private void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
		problem.log(this.messages, request);
		problem.write(request, response);
	}

	private static void write(byte[] body, HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
