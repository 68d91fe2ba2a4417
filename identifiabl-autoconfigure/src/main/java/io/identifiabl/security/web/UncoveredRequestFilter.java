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
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers with 401 a request that needs an identity where no filter chain of Spring
 * Security could have found one. A chain answers what it covers itself; without one the
 * exception would become a 500.
 *
 * @author Identifiabl Contributors
 */
final class UncoveredRequestFilter extends OncePerRequestFilter {

	private static final int MAX_DEPTH = 10;

	private final AuthenticationEntryPoint entryPoint;

	UncoveredRequestFilter(AuthenticationEntryPoint entryPoint) {
		this.entryPoint = entryPoint;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			AuthenticationCredentialsNotFoundException missing = find(ex);
			if (missing == null || response.isCommitted()) {
				throw ex;
			}
			this.entryPoint.commence(request, response, missing);
		}
	}

	private static @Nullable AuthenticationCredentialsNotFoundException find(Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			if (cause instanceof AuthenticationCredentialsNotFoundException missing) {
				return missing;
			}
			cause = cause.getCause();
		}
		return null;
	}

	// of a handler that went on in another thread
	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

}
