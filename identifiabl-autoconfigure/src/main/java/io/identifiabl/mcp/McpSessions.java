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

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Whose session is whose. A session belongs to the issuer, user and client that started
 * it; one that nobody started is nobody's. Bounded, and thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class McpSessions {

	private static final int MAX_SESSIONS = 100_000;

	private static final Duration MAX_IDLE_TIME = Duration.ofHours(24);

	private final Cache<String, SessionOwner> owners;

	McpSessions(Ticker ticker) {
		this.owners = Caffeine.newBuilder()
			.maximumSize(MAX_SESSIONS)
			.expireAfterAccess(MAX_IDLE_TIME)
			.ticker(ticker)
			.build();
	}

	void bind(String sessionId, SessionOwner owner) {
		this.owners.put(sessionId, owner);
	}

	void forget(String sessionId) {
		this.owners.invalidate(sessionId);
	}

	// a session that was started without a user belongs to whoever signs in to it first
	Access access(String sessionId, SessionOwner caller) {
		SessionOwner owner = this.owners.getIfPresent(sessionId);
		if (owner == null) {
			return Access.UNKNOWN;
		}
		if (owner.isAnonymous() && !caller.isAnonymous()) {
			owner = this.owners.asMap()
				.computeIfPresent(sessionId, (id, current) -> current.isAnonymous() ? caller : current);
		}
		return caller.equals(owner) ? Access.OWN : Access.FOREIGN;
	}

	enum Access {

		OWN, FOREIGN, UNKNOWN

	}

	/**
	 * Who a session belongs to.
	 *
	 * @param principalKey issuer and user, {@code null} if nobody is signed in
	 * @param clientId the client that acts for the user
	 */
	record SessionOwner(@Nullable String principalKey, @Nullable String clientId) {

		static final SessionOwner ANONYMOUS = new SessionOwner(null, null);

		boolean isAnonymous() {
			return this.principalKey == null;
		}

	}

}
