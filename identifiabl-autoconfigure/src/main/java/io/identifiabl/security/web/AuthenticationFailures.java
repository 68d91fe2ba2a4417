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

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

import io.identifiabl.identity.TokenError;
import io.identifiabl.token.KeysUnavailableException;
import io.identifiabl.token.RevocationsUnavailableException;
import io.identifiabl.token.TokenRefusedException;

/**
 * Finds the named error behind an authentication failure.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuthenticationFailures {

	private AuthenticationFailures() {
	}

	/**
	 * Return the named error.
	 * @param failure the failure as Spring Security reports it
	 * @return the error, {@code null} if the failure is not one of this library's
	 */
	public static @Nullable TokenError getError(AuthenticationException failure) {
		if (failure instanceof BearerRequestException exception) {
			return exception.getTokenError();
		}
		if (failure.getCause() instanceof TokenRefusedException exception) {
			return exception.getError();
		}
		if (failure.getCause() instanceof RevocationsUnavailableException) {
			return TokenError.REVOCATIONS_UNAVAILABLE;
		}
		return (failure.getCause() instanceof KeysUnavailableException) ? TokenError.KEYS_UNAVAILABLE : null;
	}

}
