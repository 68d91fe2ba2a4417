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

import io.identifiabl.identity.TokenError;
import io.identifiabl.revocation.TokenRevocations;

/**
 * Refuses tokens that have been revoked. It belongs outside of anything that remembers
 * verified tokens. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RevocationCheck {

	private final TokenRevocations revocations;

	/**
	 * Create a check.
	 * @param revocations what has been revoked
	 */
	public RevocationCheck(TokenRevocations revocations) {
		this.revocations = revocations;
	}

	/**
	 * Check a verified token.
	 * @param token the token
	 * @throws TokenRefusedException if it has been revoked
	 * @throws RevocationsUnavailableException if that is not known right now
	 */
	public void check(IdentityJwt token) {
		if (isRevoked(token)) {
			throw new TokenRefusedException(TokenError.TOKEN_REVOKED);
		}
	}

	private boolean isRevoked(IdentityJwt token) {
		try {
			return this.revocations.isRevoked(token.getIdentity(), token.getIssuedAt());
		}
		catch (RuntimeException ex) {
			throw new RevocationsUnavailableException(ex);
		}
	}

}
