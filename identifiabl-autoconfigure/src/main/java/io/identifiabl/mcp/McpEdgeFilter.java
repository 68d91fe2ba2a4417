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
import java.util.Enumeration;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

import io.identifiabl.security.web.Problem;
import io.identifiabl.security.web.RefusalLog;

/**
 * What holds for requests to the MCP endpoint whoever sends them, before anybody is
 * authenticated: from which pages and by which name it may be called, and in which
 * version of the protocol.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class McpEdgeFilter extends OncePerRequestFilter {

	private static final Problem HOST_NOT_ALLOWED = new Problem(403, "host_not_allowed",
			"The server is not to be called by this name; identifiabl.mcp.allowed-hosts lists those that are");

	private static final Problem ORIGIN_NOT_ALLOWED = new Problem(403, "origin_not_allowed",
			"Pages of this origin may not call the server; identifiabl.mcp.allowed-origins lists those that may");

	private static final Problem REPEATED_HEADER = new Problem(400, "malformed_request",
			"There are several headers Host or MCP-Protocol-Version");

	private final RefusalLog refusals = new RefusalLog(getClass());

	private final DefaultCorsProcessor corsProcessor = new DefaultCorsProcessor();

	private final RequestMatcher endpoint;

	private final RequestMatcher metadata;

	private final AllowedOrigins allowed;

	private final CorsConfiguration corsConfiguration;

	private final ProtocolVersions versions;

	McpEdgeFilter(RequestMatcher endpoint, RequestMatcher metadata, AllowedOrigins allowed, ProtocolVersions versions) {
		this.endpoint = endpoint;
		this.metadata = metadata;
		this.allowed = allowed;
		this.corsConfiguration = allowed.toCorsConfiguration();
		this.versions = versions;
	}

	// a request for something else may be forwarded to the endpoint later
	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !this.endpoint.matches(request) && !this.metadata.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean called = this.endpoint.matches(request);
		Problem problem = called ? findProblem(request) : null;
		if (problem != null) {
			refuse(problem, request, response);
			return;
		}
		if (isFromPage(request) && isAnswered(request, response)) {
			return;
		}
		if (called && !isInSupportedVersion(request)) {
			refuse(this.versions.getProblem(), request, response);
			return;
		}
		if (called) {
			GatePass.EDGE.grant(request);
		}
		chain.doFilter(request, response);
	}

	private @Nullable Problem findProblem(HttpServletRequest request) {
		if (isRepeated(request, HttpHeaders.HOST) || isRepeated(request, ProtocolVersions.HEADER)) {
			return REPEATED_HEADER;
		}
		if (!this.allowed.isHostAllowed(request.getServerName())) {
			return HOST_NOT_ALLOWED;
		}
		return isFromForeignPage(request) ? ORIGIN_NOT_ALLOWED : null;
	}

	// who checks the first one and who acts on it need not mean the same
	private static boolean isRepeated(HttpServletRequest request, String header) {
		Enumeration<String> values = request.getHeaders(header);
		if (values.hasMoreElements()) {
			values.nextElement();
		}
		return values.hasMoreElements();
	}

	private boolean isFromForeignPage(HttpServletRequest request) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return origin != null && (isRepeated(request, HttpHeaders.ORIGIN) || !this.allowed.isOriginAllowed(origin));
	}

	private boolean isFromPage(HttpServletRequest request) {
		return request.getHeader(HttpHeaders.ORIGIN) != null && !isFromForeignPage(request);
	}

	private boolean isAnswered(HttpServletRequest request, HttpServletResponse response) throws IOException {
		return !this.corsProcessor.processRequest(this.corsConfiguration, request, response)
				|| CorsUtils.isPreFlightRequest(request);
	}

	// a message is answered in a form of its own, with its id
	private boolean isInSupportedVersion(HttpServletRequest request) {
		return HttpMethod.POST.matches(request.getMethod())
				|| this.versions.isSupported(request.getHeader(ProtocolVersions.HEADER));
	}

	private void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.refusals.log(problem, request);
		problem.write(request, response);
	}

}
