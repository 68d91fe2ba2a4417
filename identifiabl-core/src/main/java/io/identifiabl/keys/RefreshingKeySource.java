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

package io.identifiabl.keys;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, fetched by other threads than those of requests and renewed
 * before they are old. A request waits only for the very first set, and for a key that
 * nobody knows yet, both within narrow bounds. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class RefreshingKeySource implements JWKSource<SecurityContext>, RefreshableKeys {

	private static final Log logger = LogFactory.getLog(RefreshingKeySource.class);

	private static final Duration PATIENCE_FOR_FIRST_SET = Duration.ofSeconds(1);

	private static final int MAX_WAITING = 16;

	private static final int MAX_MISSING = 1000;

	private final String issuer;

	private final KeySetFetcher fetcher;

	private final BiPredicate<String, String> keyIssuers;

	private final KeySettings settings;

	private final KeyTasks tasks;

	private final Duration patience;

	private final Duration patienceForFirstSet;

	private final long maxAge;

	private final RefetchBudget budget;

	private final KeySetCounters counters = new KeySetCounters();

	private final AtomicReference<@Nullable KeyFetch> running = new AtomicReference<>();

	private final AtomicReference<Runnable> nextRefresh = new AtomicReference<>(() -> {
	});

	private final AtomicBoolean refetchPlanned = new AtomicBoolean();

	private final Semaphore waiting = new Semaphore(MAX_WAITING);

	private final Cache<String, Boolean> missing;

	private final HeldKeys held = new HeldKeys();

	private volatile @Nullable KeySetFailure failure;

	RefreshingKeySource(String issuer, KeySetFetcher fetcher, BiPredicate<String, String> keyIssuers,
			KeySettings settings, KeyTasks tasks) {
		this.issuer = issuer;
		this.fetcher = fetcher;
		this.keyIssuers = keyIssuers;
		this.settings = settings;
		this.tasks = tasks;
		this.patience = settings.getConnectTimeout().plus(settings.getReadTimeout());
		this.patienceForFirstSet = (this.patience.compareTo(PATIENCE_FOR_FIRST_SET) < 0) ? this.patience
				: PATIENCE_FOR_FIRST_SET;
		this.maxAge = settings.getRefreshInterval().plus(settings.getStaleWindow()).toNanos();
		this.budget = new RefetchBudget(settings.getMinimumRefetchInterval().toNanos(), tasks.now());
		this.missing = Caffeine.newBuilder()
			.maximumSize(MAX_MISSING)
			.expireAfterWrite(settings.getMinimumRefetchInterval())
			.ticker(tasks::now)
			.build();
	}

	@Override
	public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
		String tokenIssuer = (context instanceof IssuerContext token) ? token.issuer() : null;
		List<JWK> keys = usableKeySet().select(selector, tokenIssuer, this.keyIssuers);
		return keys.isEmpty() ? lookAgain(selector, tokenIssuer) : keys;
	}

	private KeySet usableKeySet() throws KeySourceException {
		KeySet current = this.held.getKeySet();
		if (current != null && !isTooOld(current)) {
			if (this.failure != null) {
				this.counters.countStaleServe();
			}
			return current;
		}
		KeySetFailure lastFailure = this.failure;
		if (lastFailure == null) {
			return start().await(this.patienceForFirstSet, this.tasks.now());
		}
		// known to be in trouble: who gets it going again may wait for it, nobody else
		// does,
		// and nobody at all where the last attempt took longer than that
		KeyFetch fetch = lastFailure.isRetryAllowed(this.tasks.now()) ? startAlone() : null;
		if (fetch != null && lastFailure.isWithin(this.patienceForFirstSet)) {
			return fetch.await(this.patienceForFirstSet, this.tasks.now());
		}
		throw unavailable(lastFailure);
	}

	private boolean isUsable(@Nullable KeySet keySet) {
		return keySet != null && !isTooOld(keySet);
	}

	private boolean isTooOld(KeySet keySet) {
		return this.tasks.now() - keySet.getFetchedAt() > this.maxAge;
	}

	private Duration age(KeySet keySet) {
		return Duration.ofNanos(this.tasks.now() - keySet.getFetchedAt());
	}

	// A key that is not there may be a new one.
	private List<JWK> lookAgain(JWKSelector selector, @Nullable String tokenIssuer) throws KeySourceException {
		this.counters.countUnknownKey();
		String name = String.valueOf(selector.getMatcher().getKeyIDs());
		if (this.missing.getIfPresent(name) != null) {
			return List.of();
		}
		long asked = this.tasks.now();
		KeyFetch fetch = fetchForUnknownKey();
		if (fetch != null && this.waiting.tryAcquire()) {
			try {
				List<JWK> keys = fetch.await(this.patience, this.tasks.now())
					.select(selector, tokenIssuer, this.keyIssuers);
				// a fetch from before says nothing about keys that are newer than it
				if (keys.isEmpty() && fetch.getStartedAt() - asked >= 0) {
					this.missing.put(name, Boolean.TRUE);
				}
				return keys;
			}
			finally {
				this.waiting.release();
			}
		}
		KeySetFailure lastFailure = this.failure;
		if (lastFailure != null) {
			throw unavailable(lastFailure);
		}
		// nobody has looked for this key, so that the token may be good
		throw new RemoteKeySourceException(
				"no keys of " + this.issuer + ": looking for an unknown key is put off, since others were looked for",
				null);
	}

	private @Nullable KeyFetch fetchForUnknownKey() {
		KeyFetch fetch = this.running.get();
		if (fetch != null) {
			return fetch;
		}
		if (this.budget.tryAcquire(this.tasks.now())) {
			return start();
		}
		// so that a new key is found soon after a flood of unknown ones
		if (this.refetchPlanned.compareAndSet(false, true)) {
			this.tasks.runLater(Duration.ofNanos(this.budget.delay(this.tasks.now())), this::refetch);
		}
		return null;
	}

	private void refetch() {
		this.refetchPlanned.set(false);
		if (this.budget.tryAcquire(this.tasks.now())) {
			start();
		}
	}

	// Start to fetch, or return the fetch that is going on.
	private KeyFetch start() {
		KeyFetch fetch = newFetch();
		KeyFetch other = this.running.compareAndExchange(null, fetch);
		return (other != null) ? other : launch(fetch);
	}

	// Start to fetch, unless a fetch is going on.
	private @Nullable KeyFetch startAlone() {
		KeyFetch fetch = newFetch();
		return this.running.compareAndSet(null, fetch) ? launch(fetch) : null;
	}

	private KeyFetch newFetch() {
		return new KeyFetch(this.tasks.now(), this.held.getDrops());
	}

	private KeyFetch launch(KeyFetch fetch) {
		Throwable trouble = new IllegalStateException("not started");
		boolean launched = false;
		try {
			this.tasks.run(() -> run(fetch));
			launched = true;
		}
		catch (RejectedExecutionException ex) {
			trouble = new IllegalStateException("keys are not fetched any more", ex);
		}
		finally {
			// also where there is no thread to be had
			if (!launched) {
				fail(fetch, trouble);
			}
		}
		return fetch;
	}

	private void run(KeyFetch fetch) {
		Throwable trouble = new IllegalStateException("not fetched");
		KeySet fetched = null;
		try {
			fetched = this.fetcher.fetch(fetch.getStartedAt());
		}
		catch (KeySourceException | RuntimeException ex) {
			trouble = ex;
		}
		finally {
			// whatever was thrown, nobody may wait for a fetch that is over
			if (fetched != null) {
				succeed(fetch, fetched);
			}
			else {
				fail(fetch, trouble);
			}
		}
	}

	private void succeed(KeyFetch fetch, KeySet fetched) {
		if (!this.held.replace(fetched, fetch.getDrops())) {
			// what came may be what was dropped
			fetch.fail(new IllegalStateException("dropped while they were fetched"));
			return;
		}
		if (this.failure != null) {
			logger.info("Keys of " + this.issuer + " can be fetched again");
		}
		this.failure = null;
		this.missing.invalidateAll();
		this.counters.countFetch();
		end(fetch);
		plan(this.settings.getRefreshInterval());
		fetch.complete(fetched);
	}

	private void fail(KeyFetch fetch, Throwable trouble) {
		if (this.held.getDrops() == fetch.getDrops()) {
			recordFailure(fetch, trouble);
		}
		fetch.fail(trouble);
	}

	private void recordFailure(KeyFetch fetch, Throwable trouble) {
		KeySetFailure latest = KeySetFailure.after(this.failure, trouble, fetch.getStartedAt(), this.tasks.now());
		// a fetch that is interrupted is one that the end of the application overtook
		if (this.failure == null && !Thread.currentThread().isInterrupted()) {
			logger.warn("Keys cannot be fetched: " + describe(latest));
		}
		this.failure = latest;
		this.counters.countFailure();
		end(fetch);
		plan(isUsable(this.held.getKeySet()) ? this.settings.getMinimumRefetchInterval() : latest.getBackOff());
	}

	private void end(KeyFetch fetch) {
		this.running.compareAndSet(fetch, null);
	}

	private void plan(Duration delay) {
		this.nextRefresh.getAndSet(this.tasks.runLater(delay, this::start)).run();
	}

	private RemoteKeySourceException unavailable(KeySetFailure reason) {
		return new RemoteKeySourceException(describe(reason), reason.getCause());
	}

	// most reasons name the issuer already
	private String describe(KeySetFailure reason) {
		String consequence = "no keys of " + this.issuer;
		String message = reason.getMessage();
		return message.startsWith(consequence) ? message : consequence + ": " + message;
	}

	@Override
	public long getVersion() {
		KeySet current = this.held.getKeySet();
		return (current != null && !isTooOld(current)) ? current.getVersion() : NO_VERSION;
	}

	@Override
	public void suspectReplacement() {
		fetchForUnknownKey();
	}

	@Override
	public void refresh() {
		start();
	}

	@Override
	public void drop() {
		this.held.drop();
		// a fetch that is going on may bring the very keys that were dropped
		KeyFetch fetch = newFetch();
		this.running.set(fetch);
		launch(fetch);
	}

	@Override
	public KeySetState getState() {
		KeySet current = this.held.getKeySet();
		KeySetFailure lastFailure = this.failure;
		return new KeySetState(this.issuer, status(current), (current != null) ? current.getKeyIds() : List.of(),
				(current != null) ? age(current) : null, (lastFailure != null) ? lastFailure.getMessage() : null,
				this.fetcher.getFaults(), this.counters);
	}

	private KeySetStatus status(@Nullable KeySet current) {
		if (current == null) {
			return KeySetStatus.NEVER_LOADED;
		}
		if (isTooOld(current)) {
			return KeySetStatus.BLOCKED;
		}
		if (this.failure != null) {
			return KeySetStatus.STALE;
		}
		return (this.running.get() != null) ? KeySetStatus.REFRESHING : KeySetStatus.FRESH;
	}

}
