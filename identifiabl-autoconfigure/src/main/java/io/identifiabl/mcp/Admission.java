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

package io.identifiabl.mcp;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

import io.identifiabl.identity.TokenError;
import io.identifiabl.security.web.Problem;

/**
 * Whether a caller may be at the endpoint at all, whatever it asks for: with a token for
 * this resource, and in a session of its own. The gate asks about a request, and the
 * backstop again about what is performed. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class Admission {

	static final Problem INVALID_AUDIENCE = Problem.of(TokenError.INVALID_AUDIENCE);

	static final Problem SESSION_NOT_FOUND = new Problem(404, "session_not_found",
			"There is no such session of the caller");

	private final @Nullable String audience;

	private final @Nullable SessionBinding sessions;

	/**
	 * Create an instance.
	 * @param audience the audience that a token needs here, {@code null} if any that the
	 * application accepts will do
	 * @param sessions whose session is whose, {@code null} if the server has none
	 */
	Admission(@Nullable String audience, @Nullable SessionBinding sessions) {
		this.audience = audience;
		this.sessions = sessions;
	}

	/**
	 * Whether an authenticated caller has a token for this resource (RFC 8707): the
	 * application may have others, whose tokens are none for this.
	 * @param caller the caller, {@code null} if there is none
	 * @return whether the caller is one of this resource, or not authenticated
	 */
	boolean isForThisResource(@Nullable Authentication caller) {
		return this.audience == null || caller == null || !OperationAuthorizer.isAuthenticated(caller)
				|| CallerAudience.includes(caller, this.audience);
	}

	boolean isOwnSession(@Nullable String sessionId, @Nullable Authentication caller) {
		return this.sessions == null || sessionId == null || this.sessions.isOwn(sessionId, caller);
	}

	/**
	 * Publish that a caller came with a session that is somebody else's.
	 * @param sessionId the session, {@code null} if there is none
	 * @param caller the caller, {@code null} if there is none
	 */
	void publishMisuse(@Nullable String sessionId, @Nullable Authentication caller) {
		if (this.sessions != null && sessionId != null) {
			this.sessions.publishMisuse(sessionId, caller);
		}
	}

	@Nullable Problem refuse(@Nullable String sessionId, @Nullable Authentication caller) {
		if (!isForThisResource(caller)) {
			return INVALID_AUDIENCE;
		}
		return isOwnSession(sessionId, caller) ? null : SESSION_NOT_FOUND;
	}

}
