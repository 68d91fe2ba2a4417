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
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Whose session is whose. A session belongs to the issuer, user and client that started
 * it; one that nobody started is nobody's. Strangers, who have no token, and users are
 * kept apart, so that no number of strangers costs a user a session, and everybody is
 * bounded: strangers by the address that they come from, users by themselves.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class McpSessions {

	static final int MAX_SESSIONS = 100_000;

	static final int MAX_SESSIONS_OF_USER = 1_000;

	static final Duration MAX_IDLE_TIME = Duration.ofHours(24);

	static final int MAX_SESSIONS_OF_STRANGERS = 10_000;

	static final int MAX_SESSIONS_OF_ADDRESS = 1_000;

	static final Duration MAX_IDLE_TIME_OF_STRANGERS = Duration.ofMinutes(10);

	private final Set<String> ended = ConcurrentHashMap.newKeySet();

	private final SessionPool strangers;

	private final SessionPool users;

	McpSessions(Ticker ticker) {
		this.strangers = new SessionPool(MAX_SESSIONS_OF_STRANGERS, MAX_SESSIONS_OF_ADDRESS, MAX_IDLE_TIME_OF_STRANGERS,
				ticker, this.ended::add);
		this.users = new SessionPool(MAX_SESSIONS, MAX_SESSIONS_OF_USER, MAX_IDLE_TIME, ticker, this.ended::add);
	}

	/**
	 * Whether a caller may start another session. A user always may, and loses the oldest
	 * one for it.
	 * @param owner who wants to start one
	 * @param address where the caller is
	 * @return whether there is room
	 */
	boolean mayStart(SessionOwner owner, String address) {
		return !owner.isAnonymous() || this.strangers.hasRoomFor(ClientNetwork.of(address));
	}

	void bind(String sessionId, SessionOwner owner, String address) {
		if (owner.isAnonymous()) {
			this.strangers.add(sessionId, ClientNetwork.of(address), owner, Set.of());
		}
		else {
			addOfUser(sessionId, owner, Set.of());
		}
	}

	void forget(String sessionId) {
		this.users.remove(sessionId);
		this.strangers.remove(sessionId);
	}

	/**
	 * Note that a session subscribes to a resource.
	 * @param sessionId the session
	 * @param uri the resource
	 * @return whether it may, {@code false} if its holder has too many subscriptions, or
	 * if nobody started it
	 */
	boolean subscribe(String sessionId, String uri) {
		return this.users.subscribe(sessionId, uri) || this.strangers.subscribe(sessionId, uri);
	}

	// a session that was started without a user belongs to whoever signs in to it first
	Access access(String sessionId, SessionOwner caller) {
		SessionOwner owner = this.users.getOwner(sessionId);
		if (owner == null) {
			owner = this.strangers.getOwner(sessionId);
			if (owner == null) {
				return Access.UNKNOWN;
			}
			if (!caller.isAnonymous()) {
				owner = adopt(sessionId, caller);
			}
		}
		return caller.equals(owner) ? Access.OWN : Access.FOREIGN;
	}

	private SessionOwner adopt(String sessionId, SessionOwner caller) {
		SessionOwner owner = addOfUser(sessionId, caller, this.strangers.getSubscriptions(sessionId));
		this.strangers.remove(sessionId);
		return owner;
	}

	private SessionOwner addOfUser(String sessionId, SessionOwner owner, Set<String> subscriptions) {
		String holder = String.valueOf(owner.principalKey());
		this.users.makeRoomFor(holder);
		return this.users.add(sessionId, holder, owner, subscriptions);
	}

	/**
	 * Return a session that was dropped without a request for it, so that it can be ended
	 * at the server as well. Each is returned once.
	 * @return the session's id, {@code null} if there is none
	 */
	@Nullable String pollEnded() {
		Iterator<String> ids = this.ended.iterator();
		while (ids.hasNext()) {
			String id = ids.next();
			if (this.ended.remove(id)) {
				return id;
			}
		}
		return null;
	}

	/**
	 * Have a session returned once more, which could not be ended for now.
	 * @param sessionId the session's id
	 */
	void endLater(String sessionId) {
		this.ended.add(sessionId);
	}

	/**
	 * Whether a session is over, and yet to be ended at the server.
	 * @param sessionId the session's id
	 * @return whether nobody may use it
	 */
	boolean isEnded(String sessionId) {
		return this.ended.contains(sessionId);
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

		// no issuer has a blank in it, so that nobody gets an identity's sessions by name
		static SessionOwner named(String name) {
			return new SessionOwner("name " + name, null);
		}

		boolean isAnonymous() {
			return this.principalKey == null;
		}

	}

}
