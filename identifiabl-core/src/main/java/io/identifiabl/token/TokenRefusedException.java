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

package io.identifiabl.token;

import java.io.Serial;

import org.springframework.security.oauth2.jwt.BadJwtException;

import io.identifiabl.identity.TokenError;

/**
 * A token that is not good for a request. It carries no stack trace: refusing is a normal
 * outcome, and a cheap one.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TokenRefusedException extends BadJwtException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final TokenError error;

	/**
	 * Create the exception.
	 * @param error why the token is refused
	 */
	public TokenRefusedException(TokenError error) {
		super(error.getDescription());
		this.error = error;
	}

	/**
	 * Return why the token is refused.
	 * @return the error
	 */
	public TokenError getError() {
		return this.error;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
