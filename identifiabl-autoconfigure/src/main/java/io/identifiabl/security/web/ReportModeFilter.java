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
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationFailureServiceExceptionEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.AuthenticationEntryPoint;

import io.identifiabl.security.RefusedCallers;
import io.identifiabl.security.TokenReportedEvent;
import io.identifiabl.security.token.CallerToken;
import io.identifiabl.security.token.ReportModeVerification;
import io.identifiabl.security.token.ReportPeriod;
import io.identifiabl.security.token.TokenVerdict;

/**
 * Verifies the token of a caller whom the application has let in, and reports what would
 * have been refused. It stands right behind each filter that reads tokens, behind all
 * authentication, and once more behind the filter chain, whatever that is made of. What
 * is refused in any mode is refused here, and everything is once the period is over.
 *
 * @author Identifiabl Contributors
 */
final class ReportModeFilter implements Filter {

	private static final String BEFORE = ReportModeFilter.class.getName() + ".BEFORE";

	private static final String REPORTED = ReportModeFilter.class.getName() + ".REPORTED";

	private final Log logger = LogFactory.getLog(getClass());

	private final AtomicBoolean over = new AtomicBoolean();

	private final ReportModeVerification verification;

	private final ReportPeriod period;

	private final AuthenticationEntryPoint entryPoint;

	private final ApplicationEventPublisher events;

	private final @Nullable BearerTokenResolver tokens;

	private final ReportLog reports = new ReportLog();

	ReportModeFilter(ReportModeVerification verification, ReportPeriod period, AuthenticationEntryPoint entryPoint,
			ApplicationEventPublisher events, @Nullable BearerTokenResolver tokens) {
		this.verification = verification;
		this.period = period;
		this.entryPoint = entryPoint;
		this.events = events;
		this.tokens = tokens;
	}

	// who the request is from before its token is read
	static void before(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		request.setAttribute(BEFORE, SecurityContextHolder.getContext().getAuthentication());
		chain.doFilter(request, response);
	}

	// where the token has just been read, even if the authentication does not carry it
	void behind(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		TokenVerdict verdict = (caller != null) ? this.verification.find(caller) : null;
		if (verdict == null && caller != null && isNew(caller, request) && CallerToken.find(caller) == null
				&& caller.isAuthenticated()) {
			verdict = guess(caller, (HttpServletRequest) request);
		}
		request.removeAttribute(BEFORE);
		doFilter(verdict, caller, request, response, chain);
	}

	// a good token is no evidence, unless the application says by a bean where it reads
	// tokens: the caller may have sent it beside the one that the chain has read
	private TokenVerdict guess(Authentication caller, HttpServletRequest request) {
		String read = resolve(request);
		String token = (read != null) ? read : authorization(request);
		TokenVerdict verdict = (token != null) ? this.verification.verify(token, null)
				: ReportModeVerification.unseen();
		if (verdict.refusal() != null) {
			return verdict;
		}
		if (read == null || this.tokens instanceof StrictBearerTokenResolver) {
			return ReportModeVerification.unseen();
		}
		ReportModeVerification.accept(caller, request);
		return verdict;
	}

	// as long as nothing authenticated meanwhile, it is the very same object
	@SuppressWarnings("ReferenceEquality")
	private static boolean isNew(Authentication caller, ServletRequest request) {
		return request.getAttribute(BEFORE) != caller;
	}

	// as most chains read it, and as those do that take proofs
	private static @Nullable String authorization(HttpServletRequest request) {
		String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (authorization == null) {
			return null;
		}
		int blank = authorization.indexOf(' ');
		return (blank > 0) ? authorization.substring(blank + 1).trim() : null;
	}

	private @Nullable String resolve(HttpServletRequest request) {
		try {
			return (this.tokens != null) ? this.tokens.resolve(request) : null;
		}
		catch (AuthenticationException ex) {
			// the chain has read another one
			return null;
		}
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		doFilter((caller != null) ? this.verification.findOrRemember(caller) : null, caller, request, response, chain);
	}

	private void doFilter(@Nullable TokenVerdict verdict, @Nullable Authentication caller, ServletRequest request,
			ServletResponse response, FilterChain chain) throws IOException, ServletException {
		AuthenticationException refusal = (verdict != null) ? verdict.refusal() : null;
		if (verdict == null || refusal == null || caller == null) {
			chain.doFilter(request, response);
			return;
		}
		boolean reported = request.getAttribute(REPORTED) != null;
		if (verdict.enforced() || (!reported && isOver())) {
			refuse(verdict, refusal, (HttpServletRequest) request, (HttpServletResponse) response);
			return;
		}
		RefusedCallers.add(caller, CallerToken.find(caller), refusal);
		if (!reported) {
			request.setAttribute(REPORTED, true);
			report(verdict, refusal, caller, (HttpServletRequest) request);
		}
		chain.doFilter(request, response);
	}

	private boolean isOver() {
		boolean passed = this.period.isOver();
		if (passed && this.over.compareAndSet(false, true)) {
			this.logger.warn("identifiabl.web.report-until has passed: what was reported up to "
					+ this.period.getUntil() + " is refused from now on. Set identifiabl.web.mode=enforce and let "
					+ "identifiabl verify the tokens, or the application will not start again.");
		}
		return passed;
	}

	private void report(TokenVerdict verdict, AuthenticationException refusal, Authentication caller,
			HttpServletRequest request) {
		Problem problem = ProblemAuthenticationEntryPoint.problem(refusal, request);
		this.reports.log(problem, refusal, request);
		this.events.publishEvent(new TokenReportedEvent(caller, problem.code(), verdict.token()));
	}

	private void refuse(TokenVerdict verdict, AuthenticationException refusal, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		SecurityContextHolder.clearContext();
		if (verdict.token() != null) {
			BearerTokenAuthenticationToken attempt = new BearerTokenAuthenticationToken(verdict.token());
			this.events.publishEvent((refusal instanceof AuthenticationServiceException)
					? new AuthenticationFailureServiceExceptionEvent(attempt, refusal)
					: new AuthenticationFailureBadCredentialsEvent(attempt, refusal));
		}
		try {
			this.entryPoint.commence(request, response, refusal);
		}
		catch (ServletException ex) {
			throw new IOException(ex);
		}
	}

}
