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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * A store that fails, hangs and forgets as a test wants it to.
 *
 * @author Identifiabl Contributors
 */
final class TroubledStore implements AuditStore {

	InMemoryAuditStore log = new InMemoryAuditStore(100_000);

	volatile boolean down;

	volatile boolean readOnly;

	// others have it locked, or a grant is missing
	volatile boolean checkpointsUnreadable;

	volatile @Nullable Kind poisonKind;

	volatile @Nullable Error error;

	volatile boolean loseAnswer;

	volatile @Nullable String poison;

	volatile @Nullable UnaryOperator<AuditRecord> torn;

	volatile @Nullable UnaryOperator<List<AuditRecord>> edited;

	volatile boolean turnOfOthers;

	volatile @Nullable CountDownLatch gate;

	// that is, everything it is given was numbered before
	volatile boolean atGate;

	final List<Integer> commits = new ArrayList<>();

	@Override
	public List<Long> append(List<LogEntry> entries) {
		CountDownLatch latch = this.gate;
		if (latch != null) {
			this.atGate = true;
			await(latch);
			this.atGate = false;
		}
		Error broken = this.error;
		if (broken != null) {
			throw broken;
		}
		check();
		checkWritable();
		String refused = this.poison;
		if (refused != null && entries.stream().anyMatch((entry) -> entry.getPayload().contains(refused))) {
			Kind kind = this.poisonKind;
			throw new AuditStoreException("no such text here", (kind != null) ? kind : Kind.UNKNOWN,
					new IllegalStateException());
		}
		List<Long> indices = this.log.append(entries);
		synchronized (this.commits) {
			this.commits.add(entries.size());
		}
		if (this.loseAnswer) {
			this.loseAnswer = false;
			throw new AuditStoreException("connection lost at COMMIT", new IllegalStateException());
		}
		return indices;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void check() {
		if (this.down) {
			throw new AuditStoreException("down", new IllegalStateException());
		}
	}

	@Override
	public Frontier getFrontier() {
		check();
		return this.log.getFrontier();
	}

	@Override
	public long getFirstIndex() {
		return this.log.getFirstIndex();
	}

	@Override
	public long getForgotten() {
		return this.log.getForgotten();
	}

	@Override
	public AuditPage find(AuditQuery query) {
		AuditPage page = this.log.find(query);
		UnaryOperator<AuditRecord> tear = this.torn;
		return (tear != null) ? new AuditPage(page.records().stream().map(tear).toList(), page.next()) : page;
	}

	@Override
	public @Nullable AuditRecord find(String eventId) {
		return this.log.find(eventId);
	}

	@Override
	public List<AuditRecord> read(long from, int limit) {
		check();
		List<AuditRecord> rows = this.log.read(from, limit);
		UnaryOperator<List<AuditRecord>> edit = this.edited;
		return (edit != null) ? edit.apply(rows) : rows;
	}

	@Override
	public long takeVerificationTurn(String node, long next, Instant now, Instant until) {
		check();
		checkWritable();
		return this.turnOfOthers ? -1 : this.log.takeVerificationTurn(node, next, now, until);
	}

	@Override
	public List<Long> findStrays(int limit) {
		return this.log.findStrays(limit);
	}

	@Override
	public void probe() {
		check();
		checkWritable();
	}

	private void checkWritable() {
		if (this.readOnly) {
			throw new AuditStoreException("read-only", Kind.STORE, new IllegalStateException());
		}
	}

	@Override
	public List<MerkleHash> readLeafHashes(long from, int limit) {
		return this.log.readLeafHashes(from, limit);
	}

	@Override
	public MerkleHash get(int level, long index) {
		return this.log.get(level, index);
	}

	@Override
	public void save(StoredCheckpoint checkpoint) {
		this.log.save(checkpoint);
	}

	@Override
	public @Nullable StoredCheckpoint getLatestCheckpoint() {
		check();
		if (this.checkpointsUnreadable) {
			throw new AuditStoreException("checkpoints cannot be read", Kind.STORE, new IllegalStateException());
		}
		return this.log.getLatestCheckpoint();
	}

	@Override
	public List<StoredCheckpoint> readCheckpoints(long fromSize, int limit) {
		return this.log.readCheckpoints(fromSize, limit);
	}

	@Override
	public void removeCheckpoints(List<Long> sizes) {
		this.log.removeCheckpoints(sizes);
	}

	@Override
	public int erase(String issuer, String user) {
		return this.log.erase(issuer, user);
	}

	@Override
	public void prune(long firstIndex) {
		this.log.prune(firstIndex);
	}

}
