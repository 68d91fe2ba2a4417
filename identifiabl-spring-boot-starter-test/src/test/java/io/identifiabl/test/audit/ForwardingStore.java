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

package io.identifiabl.test.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * A store that does everything right, for others to do something wrong.
 *
 * @author Identifiabl Contributors
 */
class ForwardingStore implements AuditStore {

	final AuditStore store = new InMemoryAuditStore(10_000);

	@Override
	public void probe() {
		this.store.probe();
	}

	@Override
	public List<Long> append(List<LogEntry> entries) {
		return this.store.append(entries);
	}

	@Override
	public Frontier getFrontier() {
		return this.store.getFrontier();
	}

	@Override
	public long getFirstIndex() {
		return this.store.getFirstIndex();
	}

	@Override
	public AuditPage find(AuditQuery query) {
		return this.store.find(query);
	}

	@Override
	public @Nullable AuditRecord find(String eventId) {
		return this.store.find(eventId);
	}

	@Override
	public List<AuditRecord> read(long from, int limit) {
		return this.store.read(from, limit);
	}

	@Override
	public List<Long> findStrays(int limit) {
		return this.store.findStrays(limit);
	}

	@Override
	public List<MerkleHash> readLeafHashes(long from, int limit) {
		return this.store.readLeafHashes(from, limit);
	}

	@Override
	public MerkleHash get(int level, long index) {
		return this.store.get(level, index);
	}

	@Override
	public void save(StoredCheckpoint checkpoint) {
		this.store.save(checkpoint);
	}

	@Override
	public @Nullable StoredCheckpoint getLatestCheckpoint() {
		return this.store.getLatestCheckpoint();
	}

	@Override
	public List<StoredCheckpoint> readCheckpoints(long fromSize, int limit) {
		return this.store.readCheckpoints(fromSize, limit);
	}

	@Override
	public void removeCheckpoints(List<Long> sizes) {
		this.store.removeCheckpoints(sizes);
	}

	@Override
	public int erase(String issuer, String user) {
		return this.store.erase(issuer, user);
	}

	@Override
	public void prune(long firstIndex) {
		this.store.prune(firstIndex);
	}

}
