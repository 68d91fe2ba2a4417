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
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

import io.identifiabl.identity.TokenError;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.token.CallerToken;
import io.identifiabl.token.IdentityMappingException;

/**
 * Refuses a request that says in two ways who it comes from and means two users: bob's
 * session cookie beside alice's token. Which of them is meant is not ours to guess. Where
 * both are bob the token counts. It stands at each place of a chain where somebody may
 * have been authenticated, compares with whom the one before it saw, and remembers.
 *
 * @author Identifiabl Contributors
 */
final class OneIdentityFilter implements Filter {

	private static final String ATTRIBUTE = OneIdentityFilter.class.getName();

	private final Log logger = LogFactory.getLog(getClass());

	private final AtomicBoolean explained = new AtomicBoolean();

	private final AtomicBoolean restored = new AtomicBoolean();

	private final SecurityContextRepository laterDispatches = new RequestAttributeSecurityContextRepository();

	private final SameCaller callers;

	private final AuthenticationEntryPoint entryPoint;

	OneIdentityFilter(IdentityResolver identityResolver, AuthenticationEntryPoint entryPoint) {
		this.callers = new SameCaller(identityResolver);
		this.entryPoint = entryPoint;
	}

	/**
	 * Forget whom the filters of another dispatch or chain saw.
	 * @param request the request
	 */
	static void reset(ServletRequest request) {
		request.removeAttribute(ATTRIBUTE);
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Authentication current = SecurityContextHolder.getContext().getAuthentication();
		if (current == null || !isSomebody(current) || isAccepted(request, response, current)) {
			chain.doFilter(request, response);
		}
	}

	private static boolean isSomebody(Authentication authentication) {
		return authentication.isAuthenticated() && !(authentication instanceof AnonymousAuthenticationToken);
	}

	// as long as nothing authenticated after it, it is the very same object
	@SuppressWarnings("ReferenceEquality")
	private boolean isAccepted(ServletRequest request, ServletResponse response, Authentication current)
			throws IOException, ServletException {
		Object earlier = request.getAttribute(ATTRIBUTE);
		if (earlier == current) {
			return true;
		}
		try {
			if (earlier instanceof Authentication authentication && !this.callers.isSame(authentication, current)) {
				refuse((HttpServletRequest) request, (HttpServletResponse) response, authentication, current);
				return false;
			}
		}
		catch (IdentityMappingException ex) {
			this.entryPoint.commence((HttpServletRequest) request, (HttpServletResponse) response,
					new AuthenticationServiceException(String.valueOf(ex.getMessage()), ex));
			return false;
		}
		if (earlier instanceof Authentication token && CallerToken.find(token) != null
				&& CallerToken.find(current) == null) {
			restore((HttpServletRequest) request, (HttpServletResponse) response, token, current);
			return true;
		}
		request.setAttribute(ATTRIBUTE, current);
		return true;
	}

	// of one user, too, what else was checked adds nothing to what the token may
	private void restore(HttpServletRequest request, HttpServletResponse response, Authentication token,
			Authentication current) {
		if (this.restored.compareAndSet(false, true)) {
			this.logger.warn("The authentication of a token was replaced by " + describe(current)
					+ " of the same user without the token. It is the token that counts, here and in further requests. "
					+ "A filter that means to replace it keeps the token as its credentials.");
		}
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(token);
		SecurityContextHolder.setContext(context);
		this.laterDispatches.saveContext(context, request, response);
	}

	private void refuse(HttpServletRequest request, HttpServletResponse response, Authentication earlier,
			Authentication current) throws IOException, ServletException {
		if (this.explained.compareAndSet(false, true)) {
			this.logger.warn("A request was authenticated twice, as two users: by " + describe(earlier) + " and by "
					+ describe(current) + ". It is refused, and so will be others. Let the API have a filter chain of "
					+ "its own without sessions, http.sessionManagement(sessions -> "
					+ "sessions.sessionCreationPolicy(STATELESS)), or with one way to authenticate. A filter that "
					+ "replaces the authentication of a token by one of the application's keeps the token as its "
					+ "credentials.");
		}
		SecurityContextHolder.clearContext();
		this.entryPoint.commence(request, response, new BearerRequestException(TokenError.DUPLICATE_AUTHORIZATION));
	}

	private static String describe(Authentication authentication) {
		return "a " + authentication.getClass().getSimpleName();
	}

}
