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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * What this node wrote and nobody has signed yet, so that a change before that is noticed
 * here. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class OwnRecords {

	private static final int MAX = 100_000;

	private final ConcurrentSkipListMap<Long, MerkleHash> hashes = new ConcurrentSkipListMap<>();

	// the log was shorter in between, so that what this node wrote is gone
	private volatile boolean replaced;

	void add(List<LogEntry> entries, List<Long> indices) {
		for (int i = 0; i < entries.size() && this.hashes.size() < MAX; i++) {
			MerkleHash hash = entries.get(i).getLeafHash();
			MerkleHash earlier = this.hashes.put(indices.get(i), hash);
			this.replaced |= earlier != null && !earlier.equals(hash);
		}
	}

	/**
	 * Return how large the log is at least, since this node wrote it.
	 * @return the index after its last record that is not signed yet, 0 if there is none
	 */
	long getEnd() {
		Map.Entry<Long, MerkleHash> last = this.hashes.lastEntry();
		return (last != null) ? last.getKey() + 1 : 0;
	}

	boolean contains(long index) {
		return this.hashes.containsKey(index);
	}

	/**
	 * Return whether what this node wrote is still what it wrote.
	 * @param from the index of the first leaf
	 * @param leaves the hashes that the store has from there on
	 * @return whether the ones of this node are among them, and it had to write none in
	 * the place of another one
	 */
	boolean areIn(long from, List<MerkleHash> leaves) {
		if (this.replaced) {
			return false;
		}
		for (Map.Entry<Long, MerkleHash> own : this.hashes.subMap(from, from + leaves.size()).entrySet()) {
			if (!own.getValue().equals(leaves.get((int) (own.getKey() - from)))) {
				return false;
			}
		}
		return true;
	}

	void forgetBefore(long index) {
		this.hashes.headMap(index).clear();
	}

}
