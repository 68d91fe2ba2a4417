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
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;

/**
 * Answers refused calls of API clients, inside of the chain's own translation. In a chain
 * that also has a login page or another scheme, browsers are left to the latter.
 *
 * @author Identifiabl Contributors
 */
final class ProblemTranslationFilter extends ExceptionTranslationFilter {

	private final boolean onlyApiClients;

	ProblemTranslationFilter(AuthenticationEntryPoint entryPoint, AccessDeniedHandler accessDeniedHandler,
			boolean onlyApiClients) {
		super(entryPoint, new NullRequestCache());
		setAccessDeniedHandler(accessDeniedHandler);
		this.onlyApiClients = onlyApiClients;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (this.onlyApiClients && !isApiClient((HttpServletRequest) request)) {
			chain.doFilter(request, response);
			return;
		}
		super.doFilter(request, response, chain);
	}

	private static boolean isApiClient(HttpServletRequest request) {
		String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (authorization != null) {
			return authorization.regionMatches(true, 0, "Bearer", 0, "Bearer".length());
		}
		String accept = request.getHeader(HttpHeaders.ACCEPT);
		return accept != null && !accept.toLowerCase(Locale.ROOT).contains("text/html");
	}

}
