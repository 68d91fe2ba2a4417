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

package io.identifiabl.audit.trail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.trail.AuditWriter.CommitListener;
import io.identifiabl.audit.trail.SingleEntries.Attempt;

/**
 * The writer's attempts to store something, and what they tell: whether the store takes
 * anything at this time. To be made by one thread; what they told may be read by any.
 *
 * @author Identifiabl Contributors
 */
final class StoreAttempts {

	private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

	private final AuditStore store;

	private final CommitListener listener;

	private final AtomicLong committed = new AtomicLong();

	private final AtomicLong failures = new AtomicLong();

	private final AtomicLong commits = new AtomicLong();

	private final AtomicLong commitNanos = new AtomicLong();

	// the highest index of what was stored by this node
	private long last = -1;

	private long retryAt;

	private volatile boolean available = true;

	private volatile Supplier<@Nullable AuditStoreException> obstacle = () -> null;

	private volatile @Nullable Exception failure;

	StoreAttempts(AuditStore store, CommitListener listener) {
		this.store = store;
		this.listener = listener;
	}

	void storeUnless(Supplier<@Nullable AuditStoreException> newObstacle) {
		this.obstacle = newObstacle;
	}

	/**
	 * Try to store entries.
	 * @param entries the entries, all or none of which are stored
	 * @return what came of it
	 */
	Attempt store(List<LogEntry> entries) {
		AuditStoreException early = this.obstacle.get();
		if (early != null) {
			suspend();
			failed(early);
			return new Attempt(List.of(), early);
		}
		long start = System.nanoTime();
		List<Long> indices;
		try {
			indices = appendTwice(entries);
		}
		catch (RuntimeException ex) {
			// a store that throws anything else has not stored anything either
			suspend();
			failed(ex);
			return new Attempt(List.of(), (ex instanceof AuditStoreException stored) ? stored
					: new AuditStoreException("The audit store could not append to its log", ex));
		}
		this.available = true;
		this.failure = null;
		this.committed.addAndGet(countNew(indices));
		this.commits.incrementAndGet();
		this.commitNanos.addAndGet(System.nanoTime() - start);
		this.listener.onCommit(entries, indices);
		return new Attempt(indices, null);
	}

	// what was stored before is told again where it is
	private long countNew(List<Long> indices) {
		long before = this.last;
		long count = 0;
		for (long index : indices) {
			count += (index > before) ? 1 : 0;
			this.last = Math.max(this.last, index);
		}
		return count;
	}

	// a connection that broke is nothing yet; whether the first attempt was committed
	// after all is found out by the second one
	private List<Long> appendTwice(List<LogEntry> entries) {
		try {
			return this.store.append(entries);
		}
		catch (AuditStoreException ex) {
			return this.store.append(entries);
		}
	}

	/**
	 * Find out whether the store takes something again, without anything to store.
	 * @return whether it does
	 */
	boolean probe() {
		boolean writable;
		try {
			this.store.probe();
			AuditStoreException reason = this.obstacle.get();
			writable = reason == null;
			this.failure = reason;
		}
		catch (AuditStoreException ex) {
			writable = false;
			this.failure = ex;
		}
		suspend();
		this.available = writable;
		return writable;
	}

	/**
	 * Try nothing for a while.
	 */
	void suspend() {
		this.available = false;
		this.retryAt = System.nanoTime() + RETRY_INTERVAL.toNanos();
	}

	/**
	 * Count an attempt that ended in a way that says nothing about the store.
	 */
	void failed() {
		this.failures.incrementAndGet();
	}

	void failed(Exception cause) {
		failed();
		this.failure = cause;
		this.listener.onFailure(cause);
	}

	boolean isAvailable() {
		return this.available;
	}

	boolean isTime() {
		return this.available || System.nanoTime() - this.retryAt >= 0;
	}

	WriterState getState(int queued, long spilled, LostEvents lost) {
		return new WriterState(this.available, queued, this.committed.get(), spilled, lost.getTotal(),
				this.failures.get(), this.commits.get(), Duration.ofNanos(this.commitNanos.get()), lost.getLatest(),
				this.failure);
	}

}
