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

package io.identifiabl.audit.memory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EventIds;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.merkle.TileHashes;

/**
 * Keeps a log in memory, for one process and until it ends. The oldest records are
 * forgotten when there are too many. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class InMemoryAuditStore implements AuditStore {

	private static final int MAX_CHECKPOINTS = 100;

	private final int capacity;

	private final List<AuditRecord> records = new ArrayList<>();

	private final Map<String, Long> indices = new HashMap<>();

	private final Map<Integer, List<MerkleHash>> roots = new HashMap<>();

	private final NavigableMap<Long, StoredCheckpoint> checkpoints = new TreeMap<>();

	private final TileHashes hashes = new TileHashes(this::readHashes);

	private Frontier frontier = Frontier.empty();

	private long firstIndex;

	private long forgotten;

	private @Nullable String verifier;

	private Instant verifiesUntil = Instant.EPOCH;

	private long verifiedNext;

	/**
	 * Create a store.
	 * @param capacity the most records that are kept, give or take
	 * {@value AuditStore#PRUNE_UNIT}
	 */
	public InMemoryAuditStore(int capacity) {
		this.capacity = capacity;
	}

	@Override
	public synchronized List<Long> append(List<LogEntry> entries) {
		List<Long> appended = new ArrayList<>(entries.size());
		// all or none: a list with a null in it is refused before its first entry is here
		for (LogEntry entry : List.copyOf(entries)) {
			appended.add(this.indices.computeIfAbsent(entry.getProjection().eventId(), (id) -> append(entry)));
		}
		long surplus = (long) this.records.size() - this.capacity;
		if (surplus >= PRUNE_UNIT) {
			this.forgotten = this.firstIndex + surplus - surplus % PRUNE_UNIT;
			prune(this.forgotten);
		}
		return appended;
	}

	@Override
	public synchronized long getForgotten() {
		return this.forgotten;
	}

	@Override
	public void probe() {
		// memory can always be written to
	}

	private long append(LogEntry entry) {
		long index = this.frontier.getSize();
		this.records.add(AuditRecord.of(index, entry));
		this.frontier = this.frontier.append(entry.getLeafHash(), this::keepRoot);
		return index;
	}

	private void keepRoot(int level, long index, MerkleHash root) {
		if (level % TileHashes.HEIGHT == 0) {
			this.roots.computeIfAbsent(level, (key) -> new ArrayList<>()).add(root);
		}
	}

	@Override
	public synchronized Frontier getFrontier() {
		return this.frontier;
	}

	@Override
	public synchronized long getFirstIndex() {
		return this.firstIndex;
	}

	@Override
	public synchronized AuditPage find(AuditQuery query) {
		Deque<AuditRecord> found = new ArrayDeque<>();
		for (int i = this.records.size() - 1; i >= 0 && found.size() <= query.getLimit(); i--) {
			AuditRecord row = this.records.get(i);
			if (query.matches(row) && !isSettled(row, query)) {
				found.add(row);
			}
		}
		if (found.size() <= query.getLimit()) {
			return new AuditPage(List.copyOf(found), null);
		}
		found.removeLast();
		return new AuditPage(List.copyOf(found), found.getLast().index());
	}

	// an intent whose outcome is known is not what a search for unknown outcomes is for
	private boolean isSettled(AuditRecord row, AuditQuery query) {
		String id = row.projection().eventId();
		return id.endsWith(EventIds.INTENT_SUFFIX) && query.isForUnknownOutcomes()
				&& this.indices.containsKey(id.substring(0, id.length() - EventIds.INTENT_SUFFIX.length()));
	}

	@Override
	public synchronized @Nullable AuditRecord find(String eventId) {
		Long index = this.indices.get(eventId);
		return (index != null) ? this.records.get((int) (index - this.firstIndex)) : null;
	}

	@Override
	public synchronized List<AuditRecord> read(long from, int limit) {
		long start = Math.max(0, from - this.firstIndex);
		long end = Math.min(this.records.size(), from - this.firstIndex + limit);
		return (start < end) ? List.copyOf(this.records.subList((int) start, (int) end)) : List.of();
	}

	@Override
	public List<Long> findStrays(int limit) {
		return List.of();
	}

	@Override
	public List<MerkleHash> readLeafHashes(long from, int limit) {
		return read(from, limit).stream().map(AuditRecord::leafHash).toList();
	}

	private List<MerkleHash> readHashes(int level, long from, int count) {
		if (level == 0) {
			return readLeafHashes(from, count);
		}
		List<MerkleHash> kept = this.roots.getOrDefault(level, List.of());
		return (from + count <= kept.size()) ? List.copyOf(kept.subList((int) from, (int) from + count)) : List.of();
	}

	@Override
	public synchronized MerkleHash get(int level, long index) {
		return this.hashes.get(level, index);
	}

	@Override
	public synchronized long takeVerificationTurn(String node, long next, Instant now, Instant until) {
		boolean own = this.verifier == null || this.verifier.equals(node);
		if (!own && this.verifiesUntil.isAfter(now)) {
			return -1;
		}
		this.verifier = node;
		this.verifiesUntil = until;
		this.verifiedNext = own ? next : this.verifiedNext;
		return this.verifiedNext;
	}

	@Override
	public synchronized void save(StoredCheckpoint checkpoint) {
		this.checkpoints.put(checkpoint.size(), checkpoint);
		if (this.checkpoints.size() > MAX_CHECKPOINTS) {
			this.checkpoints.pollFirstEntry();
		}
	}

	@Override
	public synchronized @Nullable StoredCheckpoint getLatestCheckpoint() {
		return this.checkpoints.isEmpty() ? null : this.checkpoints.lastEntry().getValue();
	}

	@Override
	public synchronized List<StoredCheckpoint> readCheckpoints(long fromSize, int limit) {
		return this.checkpoints.tailMap(fromSize).values().stream().limit(limit).toList();
	}

	@Override
	public synchronized void removeCheckpoints(List<Long> sizes) {
		sizes.forEach(this.checkpoints::remove);
	}

	@Override
	public synchronized int erase(String issuer, String user) {
		int erased = 0;
		for (int i = 0; i < this.records.size(); i++) {
			AuditRecord row = this.records.get(i);
			if (row.projection().isAbout(issuer, user)) {
				this.records.set(i, row.erased());
				erased++;
			}
		}
		return erased;
	}

	@Override
	public synchronized void prune(long firstIndex) {
		if (firstIndex % PRUNE_UNIT != 0 || firstIndex > this.frontier.getSize()) {
			throw new IllegalArgumentException(
					"a log is pruned at multiples of " + PRUNE_UNIT + " that it has reached");
		}
		if (firstIndex <= this.firstIndex) {
			return;
		}
		Iterator<AuditRecord> pruned = this.records.subList(0, (int) (firstIndex - this.firstIndex)).iterator();
		while (pruned.hasNext()) {
			this.indices.remove(pruned.next().projection().eventId());
		}
		this.records.subList(0, (int) (firstIndex - this.firstIndex)).clear();
		this.firstIndex = firstIndex;
	}

}
