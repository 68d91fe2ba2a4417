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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

import io.identifiabl.mcp.McpSessions.SessionOwner;

/**
 * Sessions that compete with one another for room, and with no others. Each is on the
 * account of one holder, of whom it is known how many there are. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SessionPool {

	static final int MAX_SUBSCRIPTIONS_PER_HOLDER = 1_000;

	private final Cache<String, Session> sessions;

	private final int maxPerHolder;

	private final Consumer<String> ended;

	// the sessions of each holder in the order in which they began, with what they have
	// subscribed to; guarded by itself
	private final Map<String, Map<String, Set<String>>> accounts = new HashMap<>();

	/**
	 * Create a pool.
	 * @param maxSize how many sessions it has room for
	 * @param maxPerHolder how many of them one holder may have
	 * @param maxIdleTime for how long a session is kept that nobody uses
	 * @param ticker tells the time
	 * @param ended is told the ids of sessions that were dropped without a request for it
	 */
	SessionPool(int maxSize, int maxPerHolder, Duration maxIdleTime, Ticker ticker, Consumer<String> ended) {
		this.maxPerHolder = maxPerHolder;
		this.ended = ended;
		this.sessions = Caffeine.newBuilder()
			.maximumSize(maxSize)
			.expireAfterAccess(maxIdleTime)
			.ticker(ticker)
			// the accounts are right as soon as a session is gone
			.executor(Runnable::run)
			.removalListener(this::removed)
			.build();
	}

	@Nullable SessionOwner getOwner(String id) {
		Session session = this.sessions.getIfPresent(id);
		return (session != null) ? session.owner() : null;
	}

	boolean hasRoomFor(String holder) {
		if (count(holder) >= this.maxPerHolder) {
			this.sessions.cleanUp();
		}
		return count(holder) < this.maxPerHolder;
	}

	/**
	 * Add a session, unless there is one of this id.
	 * @param id the session's id
	 * @param holder on whose account it is
	 * @param owner whose it is
	 * @param subscriptions what it has subscribed to already
	 * @return whose it is now
	 */
	SessionOwner add(String id, String holder, SessionOwner owner, Set<String> subscriptions) {
		// before it is there, since it may be gone again at once
		synchronized (this.accounts) {
			this.accounts.computeIfAbsent(holder, (key) -> new LinkedHashMap<>())
				.computeIfAbsent(id, (key) -> new HashSet<>())
				.addAll(subscriptions);
		}
		Session known = this.sessions.asMap().putIfAbsent(id, new Session(holder, owner));
		if (known == null) {
			return owner;
		}
		if (!known.holder().equals(holder)) {
			discount(id, holder);
		}
		return known.owner();
	}

	/**
	 * Drop the session of a holder that began first, if there is no room for another one.
	 * @param holder the holder
	 */
	void makeRoomFor(String holder) {
		if (!hasRoomFor(holder)) {
			String oldest = oldest(holder);
			if (oldest != null) {
				this.sessions.invalidate(oldest);
				this.ended.accept(oldest);
			}
		}
	}

	void remove(String id) {
		this.sessions.invalidate(id);
	}

	/**
	 * Note that a session subscribes to a resource. What it has subscribed to counts
	 * until the session ends, since the server may hear of a later change before this
	 * one.
	 * @param id the session's id
	 * @param uri the resource
	 * @return whether it may: it is here, and its holder has not too many subscriptions
	 */
	boolean subscribe(String id, String uri) {
		Session session = this.sessions.getIfPresent(id);
		if (session == null) {
			return false;
		}
		synchronized (this.accounts) {
			Map<String, Set<String>> account = this.accounts.getOrDefault(session.holder(), Map.of());
			Set<String> subscriptions = account.get(id);
			if (subscriptions == null) {
				return false;
			}
			int count = account.values().stream().mapToInt(Set::size).sum();
			return subscriptions.contains(uri) || (count < MAX_SUBSCRIPTIONS_PER_HOLDER && subscriptions.add(uri));
		}
	}

	/**
	 * Return what a session has subscribed to.
	 * @param id the session's id
	 * @return a copy, empty if the session is not here
	 */
	Set<String> getSubscriptions(String id) {
		Session session = this.sessions.getIfPresent(id);
		if (session == null) {
			return Set.of();
		}
		synchronized (this.accounts) {
			return Set.copyOf(this.accounts.getOrDefault(session.holder(), Map.of()).getOrDefault(id, Set.of()));
		}
	}

	private int count(String holder) {
		synchronized (this.accounts) {
			return this.accounts.getOrDefault(holder, Map.of()).size();
		}
	}

	private @Nullable String oldest(String holder) {
		synchronized (this.accounts) {
			Map<String, Set<String>> account = this.accounts.get(holder);
			return (account != null) ? account.keySet().iterator().next() : null;
		}
	}

	private void removed(@Nullable String id, @Nullable Session session, RemovalCause cause) {
		if (id == null || session == null) {
			return;
		}
		discount(id, session.holder());
		if (cause.wasEvicted()) {
			this.ended.accept(id);
		}
	}

	private void discount(String id, String holder) {
		synchronized (this.accounts) {
			this.accounts.computeIfPresent(holder, (key, account) -> {
				account.remove(id);
				return account.isEmpty() ? null : account;
			});
		}
	}

	private record Session(String holder, SessionOwner owner) {

	}

}
