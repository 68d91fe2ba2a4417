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

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Identity;
import io.identifiabl.identity.TokenError;

/**
 * The outcome of a verification: an identity or a named error. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class VerificationResult {

	private final @Nullable Identity identity;

	private final @Nullable TokenError error;

	private VerificationResult(@Nullable Identity identity, @Nullable TokenError error) {
		this.identity = identity;
		this.error = error;
	}

	static VerificationResult verified(Identity identity) {
		return new VerificationResult(identity, null);
	}

	static VerificationResult refused(TokenError error) {
		return new VerificationResult(null, error);
	}

	/**
	 * Whether the token is good.
	 * @return whether there is an identity
	 */
	public boolean isVerified() {
		return this.identity != null;
	}

	/**
	 * Return who the token stands for.
	 * @return the identity
	 * @throws IllegalStateException if the token was refused
	 */
	public Identity getIdentity() {
		if (this.identity == null) {
			throw new IllegalStateException("no identity: " + this);
		}
		return this.identity;
	}

	/**
	 * Return why the token was refused.
	 * @return the error, {@code null} if the token is good
	 */
	public @Nullable TokenError getError() {
		return this.error;
	}

	@Override
	public String toString() {
		return (this.error != null) ? this.error.getCode() : String.valueOf(this.identity);
	}

}
