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

package io.identifiabl.revocation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Identity;

/**
 * Tells whether a token that is otherwise good has been revoked. It is asked on every
 * request, outside of anything that remembers tokens: implementations must be thread-safe
 * and answer from memory.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 * @see TokenRevocationRegistry
 */
@FunctionalInterface
public interface TokenRevocations {

	/**
	 * Return whether a token has been revoked.
	 * @param identity whom the token stands for, with token id, session and client
	 * @param issuedAt when it was issued, in whole seconds; {@code null} if it does not
	 * say
	 * @return whether to refuse it
	 * @throws RuntimeException if that is not known right now. The request is then
	 * answered with 503 since the token may be good.
	 */
	boolean isRevoked(Identity identity, @Nullable Instant issuedAt);

}
