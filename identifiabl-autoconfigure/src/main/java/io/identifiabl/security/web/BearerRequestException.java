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

import java.io.Serial;

import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;

import io.identifiabl.identity.TokenError;

/**
 * Credentials in a form that no token can be read from.
 *
 * @author Identifiabl Contributors
 */
final class BearerRequestException extends OAuth2AuthenticationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final TokenError error;

	BearerRequestException(TokenError error) {
		super(toBearerTokenError(error), error.getDescription());
		this.error = error;
	}

	// for entry points that are not this library's
	private static BearerTokenError toBearerTokenError(TokenError error) {
		return (error.getStatus() == HttpStatus.BAD_REQUEST.value())
				? BearerTokenErrors.invalidRequest(error.getDescription())
				: BearerTokenErrors.invalidToken(error.getDescription());
	}

	TokenError getTokenError() {
		return this.error;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
