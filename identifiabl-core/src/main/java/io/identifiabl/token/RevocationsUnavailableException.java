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

import org.springframework.security.oauth2.jwt.JwtException;

import io.identifiabl.identity.TokenError;

/**
 * It is not known right now whether a token has been revoked. That says nothing about the
 * token.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RevocationsUnavailableException extends JwtException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param cause why it is not known
	 */
	public RevocationsUnavailableException(Throwable cause) {
		super(TokenError.REVOCATIONS_UNAVAILABLE.getDescription(), cause);
	}

}
