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

package io.identifiabl.trail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * A log in a database that could not be reached when the application started. It is
 * opened as soon as the database is there; before, everything fails as in an outage.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class LateAuditStore implements AuditStore {

	private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

	private final Supplier<AuditStore> opener;

	private final LongSupplier nanoTime;

	private final AtomicBoolean opening = new AtomicBoolean();

	private volatile Consumer<AuditStore> listener = (store) -> {
	};

	private volatile @Nullable AuditStore opened;

	private volatile @Nullable Long triedAt;

	/**
	 * Create a store.
	 * @param opener opens the log, or fails with an {@link AuditStoreException}
	 * @param nanoTime measures time
	 */
	LateAuditStore(Supplier<AuditStore> opener, LongSupplier nanoTime) {
		this.opener = opener;
		this.nanoTime = nanoTime;
	}

	/**
	 * Do something with the log before anybody else does.
	 * @param newListener is told once, on whichever thread opens the log
	 */
	void whenOpened(Consumer<AuditStore> newListener) {
		this.listener = newListener;
	}

	// whoever comes while another one tries does not wait for that
	private AuditStore log() {
		AuditStore log = this.opened;
		if (log != null) {
			return log;
		}
		if (isTime() && this.opening.compareAndSet(false, true)) {
			try {
				return open();
			}
			finally {
				this.triedAt = this.nanoTime.getAsLong();
				this.opening.set(false);
			}
		}
		throw unavailable("It is tried again every " + RETRY_INTERVAL.toMillis() + " ms");
	}

	private AuditStore open() {
		AuditStore log = this.opened;
		if (log == null) {
			log = this.opener.get();
			this.listener.accept(log);
			this.opened = log;
		}
		return log;
	}

	private boolean isTime() {
		Long last = this.triedAt;
		return last == null || this.nanoTime.getAsLong() - last >= RETRY_INTERVAL.toNanos();
	}

	@Override
	public void probe() {
		log().probe();
	}

	@Override
	public void probeMaintenance() {
		log().probeMaintenance();
	}

	@Override
	public long getForgotten() {
		return log().getForgotten();
	}

	@Override
	public List<Long> append(List<LogEntry> entries) {
		return log().append(entries);
	}

	private static AuditStoreException unavailable(String reason) {
		return new AuditStoreException("The audit trail's database was not opened yet",
				new IllegalStateException(reason));
	}

	@Override
	public Frontier getFrontier() {
		return log().getFrontier();
	}

	@Override
	public long getFirstIndex() {
		return log().getFirstIndex();
	}

	@Override
	public AuditPage find(AuditQuery query) {
		return log().find(query);
	}

	@Override
	public @Nullable AuditRecord find(String eventId) {
		return log().find(eventId);
	}

	@Override
	public List<AuditRecord> read(long from, int limit) {
		return log().read(from, limit);
	}

	@Override
	public List<Long> findStrays(int limit) {
		return log().findStrays(limit);
	}

	@Override
	public List<MerkleHash> readLeafHashes(long from, int limit) {
		return log().readLeafHashes(from, limit);
	}

	@Override
	public MerkleHash get(int level, long index) {
		return log().get(level, index);
	}

	@Override
	public void save(StoredCheckpoint checkpoint) {
		log().save(checkpoint);
	}

	@Override
	public @Nullable StoredCheckpoint getLatestCheckpoint() {
		return log().getLatestCheckpoint();
	}

	@Override
	public List<StoredCheckpoint> readCheckpoints(long fromSize, int limit) {
		return log().readCheckpoints(fromSize, limit);
	}

	@Override
	public void removeCheckpoints(List<Long> sizes) {
		log().removeCheckpoints(sizes);
	}

	@Override
	public long takeVerificationTurn(String node, long next, Instant now, Instant until) {
		return log().takeVerificationTurn(node, next, now, until);
	}

	@Override
	public int erase(String issuer, String user) {
		return log().erase(issuer, user);
	}

	@Override
	public void prune(long firstIndex) {
		log().prune(firstIndex);
	}

}
