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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a store has to hold after all that was done to it, and how it must answer whatever
 * it is asked. It does everything to itself and to the store.
 *
 * @author Identifiabl Contributors
 */
final class ExpectedLog {

	private static final int[] PAGE_SIZES = { 1, 101, 1000 };

	private static final int STRIDE = 17;

	private static final int EVENT_STRIDE = 7;

	private static final int VALUES_OF_A_COLUMN = 8;

	// subtrees that are there for every page of leaves are few enough to be compared all
	private static final int FIRST_LEVEL_WITHOUT_STRIDE = 4;

	private static final int LEVEL_THAT_OUTLIVES_LEAVES = 8;

	private final AuditStore store;

	private final List<AuditRecord> records = new ArrayList<>();

	private final NavigableMap<Long, StoredCheckpoint> checkpoints = new TreeMap<>();

	private int firstIndex;

	ExpectedLog(AuditStore store) {
		this.store = store;
	}

	void append(List<LogEntry> entries) {
		List<Long> indices = new ArrayList<>();
		for (LogEntry entry : entries) {
			indices.add((long) this.records.size());
			this.records.add(AuditRecord.of(this.records.size(), entry));
		}
		assertThat(this.store.append(entries)).isEqualTo(indices);
	}

	void erase(String issuer, String user) {
		int erased = 0;
		for (int i = this.firstIndex; i < this.records.size(); i++) {
			AuditRecord row = this.records.get(i);
			if (row.projection().isAbout(issuer, user)) {
				this.records.set(i, row.erased());
				erased++;
			}
		}
		assertThat(this.store.erase(issuer, user)).isEqualTo(erased);
	}

	void prune(int index) {
		this.firstIndex = index;
		this.store.prune(index);
	}

	void save(StoredCheckpoint checkpoint) {
		this.checkpoints.put(checkpoint.size(), checkpoint);
		this.store.save(checkpoint);
	}

	void removeCheckpoints(List<Long> sizes) {
		sizes.forEach(this.checkpoints::remove);
		this.store.removeCheckpoints(sizes);
	}

	/**
	 * Assert that every way to read the store leads to what it has to hold.
	 */
	void assertIsStored() {
		assertThat(this.store.getFirstIndex()).isEqualTo(this.firstIndex);
		assertThat(this.store.findStrays(10)).isEmpty();
		assertReadInOrder();
		assertFoundFromTheNewest();
		assertFoundByEvent();
		assertFoundByCondition();
		assertHashes();
		assertCheckpoints();
	}

	private List<AuditRecord> present() {
		return this.records.subList(this.firstIndex, this.records.size());
	}

	private void assertReadInOrder() {
		for (int size : PAGE_SIZES) {
			List<AuditRecord> read = new ArrayList<>();
			List<MerkleHash> hashes = new ArrayList<>();
			int end = (size == 1) ? Math.min(this.firstIndex + STRIDE, this.records.size()) : this.records.size();
			for (int from = this.firstIndex; from < end; from += size) {
				read.addAll(this.store.read(from, size));
				hashes.addAll(this.store.readLeafHashes(from, size));
			}
			List<AuditRecord> expected = this.records.subList(this.firstIndex, end);
			assertThat(read).as("pages of %d", size).isEqualTo(expected);
			assertThat(hashes).as("pages of %d", size).isEqualTo(expected.stream().map(AuditRecord::leafHash).toList());
		}
		assertThat(this.store.read(this.records.size(), 1)).isEmpty();
		assertThat(this.store.readLeafHashes(this.records.size(), 1)).isEmpty();
	}

	private void assertFoundFromTheNewest() {
		List<AuditRecord> newestFirst = present().stream()
			.sorted(Comparator.comparingLong(AuditRecord::index).reversed())
			.toList();
		for (int limit : new int[] { 370, AuditQuery.MAX_LIMIT }) {
			assertThat(findAll(AuditQuery.all().limit(limit))).isEqualTo(newestFirst);
		}
	}

	private List<AuditRecord> findAll(AuditQuery query) {
		List<AuditRecord> found = new ArrayList<>();
		Long before = Long.MAX_VALUE;
		while (before != null) {
			AuditPage page = this.store.find(query.before(before));
			assertThat(page.records()).hasSizeLessThanOrEqualTo(query.getLimit());
			found.addAll(page.records());
			before = page.next();
		}
		return found;
	}

	private void assertFoundByEvent() {
		for (int i = 0; i < this.records.size(); i += EVENT_STRIDE) {
			AuditRecord row = this.records.get(i);
			assertThat(this.store.find(row.projection().eventId())).isEqualTo((i < this.firstIndex) ? null : row);
		}
	}

	private void assertFoundByCondition() {
		for (Column column : Column.values()) {
			Map<String, List<AuditRecord>> expected = new TreeMap<>();
			for (AuditRecord row : this.records) {
				for (String value : values(row, column)) {
					List<AuditRecord> rows = expected.computeIfAbsent(value, (key) -> new ArrayList<>());
					if (row.index() >= this.firstIndex) {
						rows.add(0, row);
					}
				}
			}
			List<String> values = List.copyOf(expected.keySet());
			// all of users, and some of those of which there are many
			int stride = (column == Column.USER) ? 1 : Math.max(1, values.size() / VALUES_OF_A_COLUMN);
			for (int i = 0; i < values.size(); i += stride) {
				AuditQuery query = AuditQuery.all().where(column, values.get(i)).limit(AuditQuery.MAX_LIMIT);
				assertThat(findAll(query)).as("%s %s", column, values.get(i)).isEqualTo(expected.get(values.get(i)));
			}
		}
	}

	private static List<String> values(AuditRecord row, Column column) {
		if (column == Column.RESOURCE) {
			return row.projection().resources();
		}
		String value = column.get(row.projection());
		return (value != null) ? List.of(value) : List.of();
	}

	private void assertHashes() {
		Frontier frontier = Frontier.empty();
		for (AuditRecord row : this.records) {
			frontier = frontier.append(row.leafHash());
		}
		assertThat(this.store.getFrontier().getSize()).isEqualTo(this.records.size());
		assertThat(this.store.getFrontier().getRoot()).isEqualTo(frontier.getRoot());
		List<MerkleHash> level = this.records.stream().map(AuditRecord::leafHash).toList();
		for (int height = 0; !level.isEmpty(); height++) {
			int stride = (height < FIRST_LEVEL_WITHOUT_STRIDE) ? STRIDE : 1;
			for (int i = 0; i < level.size(); i += stride) {
				assertHash(height, i, level.get(i));
			}
			level = parents(level);
		}
	}

	private void assertHash(int height, int index, MerkleHash expected) {
		if (height < LEVEL_THAT_OUTLIVES_LEAVES && (long) index << height < this.firstIndex) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.store.get(height, index));
		}
		else {
			assertThat(this.store.get(height, index)).as("subtree %d of level %d", index, height).isEqualTo(expected);
		}
	}

	private static List<MerkleHash> parents(List<MerkleHash> level) {
		List<MerkleHash> parents = new ArrayList<>();
		for (int i = 0; i + 1 < level.size(); i += 2) {
			parents.add(MerkleHash.ofNodes(level.get(i), level.get(i + 1)));
		}
		return parents;
	}

	private void assertCheckpoints() {
		List<StoredCheckpoint> expected = List.copyOf(this.checkpoints.values());
		assertThat(this.store.readCheckpoints(0, expected.size() + 1)).isEqualTo(expected);
		for (StoredCheckpoint checkpoint : expected) {
			assertThat(this.store.readCheckpoints(checkpoint.size(), 1)).containsExactly(checkpoint);
		}
		assertThat(this.store.getLatestCheckpoint())
			.isEqualTo(expected.isEmpty() ? null : expected.get(expected.size() - 1));
	}

}
