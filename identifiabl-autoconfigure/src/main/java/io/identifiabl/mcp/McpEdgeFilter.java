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
import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

import io.identifiabl.security.web.Problem;

/**
 * What holds for requests to the MCP endpoint whoever sends them, before anybody is
 * authenticated: from which pages and by which name it may be called, and in which
 * version of the protocol.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class McpEdgeFilter extends OncePerRequestFilter {

	private static final String PROTOCOL_VERSION = "MCP-Protocol-Version";

	private static final Problem HOST_NOT_ALLOWED = new Problem(403, "host_not_allowed",
			"The server is not to be called by this name; identifiabl.mcp.allowed-hosts lists those that are");

	private static final Problem ORIGIN_NOT_ALLOWED = new Problem(403, "origin_not_allowed",
			"Pages of this origin may not call the server; identifiabl.mcp.allowed-origins lists those that may");

	private final Log refusals = LogFactory.getLog(getClass());

	private final DefaultCorsProcessor corsProcessor = new DefaultCorsProcessor();

	private final RequestMatcher endpoint;

	private final RequestMatcher metadata;

	private final AllowedOrigins allowed;

	private final CorsConfiguration corsConfiguration;

	private final Supplier<List<String>> protocolVersions;

	McpEdgeFilter(RequestMatcher endpoint, RequestMatcher metadata, AllowedOrigins allowed,
			Supplier<List<String>> protocolVersions) {
		this.endpoint = endpoint;
		this.metadata = metadata;
		this.allowed = allowed;
		this.corsConfiguration = allowed.toCorsConfiguration();
		this.protocolVersions = protocolVersions;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean called = this.endpoint.matches(request);
		if (!called && !this.metadata.matches(request)) {
			chain.doFilter(request, response);
			return;
		}
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		boolean foreign = origin != null && !this.allowed.isOriginAllowed(origin);
		if (called && !this.allowed.isHostAllowed(request.getServerName())) {
			refuse(HOST_NOT_ALLOWED, request, response);
		}
		else if (called && foreign) {
			refuse(ORIGIN_NOT_ALLOWED, request, response);
		}
		else if (origin != null && !foreign && isAnswered(request, response)) {
			return;
		}
		else if (called && !isSupported(request.getHeader(PROTOCOL_VERSION))) {
			refuse(unsupportedVersion(), request, response);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private boolean isAnswered(HttpServletRequest request, HttpServletResponse response) throws IOException {
		return !this.corsProcessor.processRequest(this.corsConfiguration, request, response)
				|| CorsUtils.isPreFlightRequest(request);
	}

	// clients without the header speak a version from before there was one
	private boolean isSupported(@Nullable String version) {
		return version == null || this.protocolVersions.get().contains(version);
	}

	private Problem unsupportedVersion() {
		return new Problem(400, "unsupported_protocol_version",
				"The protocol version is none of " + String.join(", ", this.protocolVersions.get()));
	}

	private void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
		problem.log(this.refusals, request);
		problem.write(request, response);
	}

}
