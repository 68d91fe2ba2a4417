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

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

import io.identifiabl.identity.TokenError;
import io.identifiabl.token.IdentityMappingException;
import io.identifiabl.token.TokenRefusedException;

/**
 * Answers a request that could not be authenticated: 401 with a challenge, 400 for
 * credentials that cannot be read, and 503 where the token may be good but cannot be
 * verified, so that no client throws a good token away.
 *
 * @author Identifiabl Contributors
 */
final class ProblemAuthenticationEntryPoint implements AuthenticationEntryPoint {

	private static final String RETRY_AFTER_SECONDS = "5";

	private static final String DPOP_SCHEME = "DPoP ";

	private static final Problem NO_AUTHORIZATION_SERVER = new Problem(HttpServletResponse.SC_NOT_FOUND,
			"no_authorization_server", "This is a resource server; its metadata names the authorization servers");

	private final Log logger = LogFactory.getLog(getClass());

	private final RefusalLog refusals = new RefusalLog(getClass());

	private final RefusalReasons reasons = new RefusalReasons();

	private final OutageLog outages = new OutageLog(System::nanoTime);

	private final ProtectedResources resources;

	private final ApplicationEventPublisher events;

	ProblemAuthenticationEntryPoint(ProtectedResources resources, ApplicationEventPublisher events) {
		this.resources = resources;
		this.events = events;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
			throws IOException {
		Problem problem = problem(exception, request);
		log(problem, request, (exception.getCause() instanceof TokenRefusedException refused) ? refused : null);
		if (exception.getCause() instanceof IdentityMappingException failure) {
			this.logger.error("A mapper or a customizer of identities failed", failure.getCause());
		}
		else if (exception instanceof AuthenticationServiceException unavailable) {
			this.outages.log(unavailable);
		}
		if (exception instanceof BearerRequestException) {
			announce(exception);
		}
		switch (problem.status()) {
			case HttpServletResponse.SC_SERVICE_UNAVAILABLE ->
				response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
			case HttpServletResponse.SC_INTERNAL_SERVER_ERROR, HttpServletResponse.SC_NOT_FOUND -> {
			}
			case HttpServletResponse.SC_BAD_REQUEST ->
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge("invalid_request", problem, request));
			default -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
					challenge(isMissing(problem) ? null : "invalid_token", problem, request));
		}
		problem.write(request, response);
	}

	/**
	 * Log a refusal: for what it was answered, and what the operator has to know.
	 * @param problem what is answered
	 * @param request the refused request
	 * @param refused what is wrong with the token, {@code null} if nothing is known
	 */
	void log(Problem problem, HttpServletRequest request, @Nullable TokenRefusedException refused) {
		this.refusals.log(problem, request);
		if (refused != null) {
			this.reasons.log(problem, refused);
		}
	}

	static Problem problem(AuthenticationException exception, HttpServletRequest request) {
		TokenError error = AuthenticationFailures.getError(exception);
		if (error != null) {
			return Problem.of(error);
		}
		if (exception.getCause() instanceof IdentityMappingException) {
			return new Problem(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "internal_error",
					"The request could not be processed");
		}
		if (exception instanceof AuthenticationServiceException) {
			return Problem.of(TokenError.KEYS_UNAVAILABLE);
		}
		if (exception instanceof OAuth2AuthenticationException) {
			// refused by somebody else's decoder, whose reasons have no code
			return new Problem(HttpServletResponse.SC_UNAUTHORIZED, "invalid_token", "The access token is invalid");
		}
		if (AuthorizationServerMetadata.isAskedFor(request)) {
			return NO_AUTHORIZATION_SERVER;
		}
		return Problem.of(hasUnreadToken(request) ? TokenError.DPOP_NOT_ENABLED : TokenError.MISSING_TOKEN);
	}

	// a chain that accepts the scheme has accepted or refused the token before
	private static boolean hasUnreadToken(HttpServletRequest request) {
		String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
		return authorization != null && authorization.regionMatches(true, 0, DPOP_SCHEME, 0, DPOP_SCHEME.length());
	}

	private static boolean isMissing(Problem problem) {
		return problem.code().equals(TokenError.MISSING_TOKEN.getCode());
	}

	private String challenge(@Nullable String error, Problem problem, HttpServletRequest request) {
		ProtectedResource resource = this.resources.find(request);
		return new Challenge().with("error", error)
			.with("error_description", (error != null) ? problem.detail() : null)
			.with("scope", resource.getScopes().toString())
			.with("resource_metadata", resource.getMetadataUri())
			.toString();
	}

	// no authentication manager saw these credentials, so nobody else announces it
	private void announce(AuthenticationException exception) {
		AnonymousAuthenticationToken nobody = new AnonymousAuthenticationToken("identifiabl", "anonymous",
				AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));
		this.events.publishEvent(new AuthenticationFailureBadCredentialsEvent(nobody, exception));
	}

}
