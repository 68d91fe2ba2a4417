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

package io.identifiabl.operation;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import io.identifiabl.identity.TokenError;
import io.identifiabl.security.web.AuthenticationFailures;

/**
 * Adds authentications to the record of the current request.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuthenticationRecorder implements ApplicationListener<AbstractAuthenticationEvent> {

	@Override
	public void onApplicationEvent(AbstractAuthenticationEvent event) {
		OperationRecord record = OperationRecord.current();
		if (record == null) {
			return;
		}
		if (event instanceof AuthenticationSuccessEvent success) {
			record.authenticated(success.getAuthentication());
		}
		else if (event instanceof AbstractAuthenticationFailureEvent failure) {
			// whoever a filter of the chain has found by then, in whatever kind of
			// session
			record.authenticationFailed(code(failure.getException()), token(failure.getAuthentication()),
					SecurityContextHolder.getContext().getAuthentication());
		}
	}

	private static String code(AuthenticationException failure) {
		TokenError error = AuthenticationFailures.getError(failure);
		return (error != null) ? error.getCode() : "bad_credentials";
	}

	private static @Nullable String token(Authentication authentication) {
		return (authentication instanceof BearerTokenAuthenticationToken bearer) ? bearer.getToken() : null;
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

}
