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
import java.util.stream.Collectors;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

import io.identifiabl.identity.TokenError;
import io.identifiabl.security.token.ProvedToken;
import io.identifiabl.token.TokenRefusedException;

/**
 * Logs why a request with the {@code DPoP} scheme is refused, and adds the problem to an
 * answer that has no body. Status and challenge are those of the handler that was there.
 *
 * @author Identifiabl Contributors
 */
final class DpopFailureHandler implements AuthenticationFailureHandler {

	// of Spring Security's decoder, in front of each reason
	private static final String PREFIX = "An error occurred while attempting to decode the Jwt: ";

	private final AuthenticationFailureHandler delegate;

	private final ProblemAuthenticationEntryPoint problems;

	private final boolean challenges;

	DpopFailureHandler(AuthenticationFailureHandler delegate, ProblemAuthenticationEntryPoint problems,
			boolean challenges) {
		this.delegate = delegate;
		this.problems = problems;
		this.challenges = challenges;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException, ServletException {
		this.delegate.onAuthenticationFailure(request, response, exception);
		// which the delegate passes on, or answers as it likes
		if (exception instanceof AuthenticationServiceException) {
			return;
		}
		TokenRefusedException refused = refused(request, exception);
		Problem problem = Problem.of(refused.getError());
		this.problems.log(problem, request, refused);
		if (this.challenges && response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
				&& response.getContentType() == null) {
			problem.write(request, response);
		}
	}

	private static TokenRefusedException refused(HttpServletRequest request, AuthenticationException exception) {
		if (exception.getCause() instanceof TokenRefusedException refused) {
			return refused;
		}
		if (exception.getCause() == null && exception instanceof OAuth2AuthenticationException failure
				&& failure.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_TOKEN)) {
			// of the converter, which could not read the token
			return new TokenRefusedException(TokenError.MALFORMED_TOKEN);
		}
		TokenRefusedException refused = TokenRefusedException.of(TokenError.INVALID_DPOP_PROOF,
				reason(exception) + "; the request is " + request.getMethod() + " " + request.getRequestURL());
		Jwt token = ProvedToken.find(request);
		return (token != null) ? refused.about(token) : refused;
	}

	private static String reason(AuthenticationException exception) {
		Throwable cause = exception.getCause();
		if (cause instanceof JwtValidationException invalid) {
			return invalid.getErrors()
				.stream()
				.map(DpopFailureHandler::describe)
				.distinct()
				.collect(Collectors.joining(", "));
		}
		if (cause == null && exception instanceof OAuth2AuthenticationException failure) {
			return describe(failure.getError());
		}
		String message = String.valueOf((cause != null) ? cause.getMessage() : exception.getMessage());
		return message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message;
	}

	private static String describe(OAuth2Error error) {
		return (error.getDescription() != null) ? error.getDescription() : error.getErrorCode();
	}

}
