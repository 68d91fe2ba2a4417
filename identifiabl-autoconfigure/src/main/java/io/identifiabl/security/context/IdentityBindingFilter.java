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

package io.identifiabl.security.context;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;

import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.token.IdentityMappingException;

/**
 * Adds the authenticated identity to the request context, between authentication and
 * authorization.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityBindingFilter implements Filter {

	private final IdentityResolver identityResolver;

	private final AuthenticationEntryPoint entryPoint;

	public IdentityBindingFilter(IdentityResolver identityResolver, AuthenticationEntryPoint entryPoint) {
		this.identityResolver = identityResolver;
		this.entryPoint = entryPoint;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Identity identity;
		try {
			identity = this.identityResolver.resolve(SecurityContextHolder.getContext().getAuthentication());
		}
		catch (IdentityMappingException ex) {
			this.entryPoint.commence((HttpServletRequest) request, (HttpServletResponse) response,
					new AuthenticationServiceException(String.valueOf(ex.getMessage()), ex));
			return;
		}
		RequestContext context = RequestContext.current();
		if (identity == null || context == null || isBound(identity, context)) {
			chain.doFilter(request, response);
			return;
		}
		ContextScope scope = ContextScope.open(context.withIdentity(identity), (HttpServletRequest) request);
		try {
			chain.doFilter(request, response);
		}
		finally {
			scope.close();
		}
	}

	// a later dispatch of the request restores the very same object
	@SuppressWarnings("ReferenceEquality")
	private static boolean isBound(Identity identity, RequestContext context) {
		return identity == context.getIdentity();
	}

}
