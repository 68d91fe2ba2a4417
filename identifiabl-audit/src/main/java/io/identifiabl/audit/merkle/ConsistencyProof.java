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

package io.identifiabl.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * That a log only grew: all leaves of an older state are in a newer one, unchanged and in
 * the same places (RFC 6962 section 2.1.2).
 *
 * @param oldSize the number of leaves before
 * @param newSize the number of leaves after
 * @param hashes the hashes that lead from both roots to what they share
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record ConsistencyProof(long oldSize, long newSize, List<MerkleHash> hashes) {

	/**
	 * Create a proof that was made before.
	 * @param oldSize the number of leaves before
	 * @param newSize the number of leaves after
	 * @param hashes the hashes that lead from both roots to what they share
	 */
	public ConsistencyProof {
		hashes = List.copyOf(hashes);
	}

	/**
	 * Make a proof.
	 * @param oldSize the number of leaves before
	 * @param newSize the number of leaves after
	 * @param source the hashes of the log
	 * @return the proof
	 * @throws IllegalArgumentException if the log did not grow from the one to the other
	 */
	public static ConsistencyProof of(long oldSize, long newSize, HashSource source) {
		if (oldSize < 0 || oldSize > newSize) {
			throw new IllegalArgumentException("a log does not grow from " + oldSize + " to " + newSize);
		}
		List<MerkleHash> hashes = new ArrayList<>();
		if (oldSize > 0 && oldSize < newSize) {
			collect(oldSize, newSize, source, hashes);
		}
		return new ConsistencyProof(oldSize, newSize, hashes);
	}

	private static void collect(long oldSize, long newSize, HashSource source, List<MerkleHash> hashes) {
		long from = 0;
		long to = newSize;
		while (oldSize != to) {
			long middle = from + Subtrees.split(to - from);
			if (oldSize <= middle) {
				hashes.add(0, Subtrees.root(middle, to, source));
				to = middle;
			}
			else {
				hashes.add(0, Subtrees.root(from, middle, source));
				from = middle;
			}
		}
		// the whole old tree is known to whoever verifies
		if (from > 0) {
			hashes.add(0, Subtrees.root(from, to, source));
		}
	}

	/**
	 * Verify the proof (RFC 9162 section 2.1.4.2).
	 * @param oldRoot the root before
	 * @param newRoot the root after
	 * @return whether the log with the new root begins with the one with the old root
	 */
	public boolean isValid(MerkleHash oldRoot, MerkleHash newRoot) {
		if (this.oldSize < 0 || this.oldSize > this.newSize) {
			return false;
		}
		if (this.oldSize == this.newSize || this.oldSize == 0) {
			boolean same = (this.oldSize == 0) ? oldRoot.equals(MerkleHash.empty()) : oldRoot.equals(newRoot);
			return same && this.hashes.isEmpty();
		}
		return calculate(oldRoot, newRoot);
	}

	private boolean calculate(MerkleHash oldRoot, MerkleHash newRoot) {
		List<MerkleHash> path = new ArrayList<>(this.hashes);
		if (Long.bitCount(this.oldSize) == 1) {
			path.add(0, oldRoot);
		}
		if (path.isEmpty()) {
			return false;
		}
		long node = this.oldSize - 1;
		long last = this.newSize - 1;
		while ((node & 1) == 1) {
			node >>= 1;
			last >>= 1;
		}
		MerkleHash before = path.get(0);
		MerkleHash after = path.get(0);
		for (MerkleHash hash : path.subList(1, path.size())) {
			if (last == 0) {
				return false;
			}
			if ((node & 1) == 1 || node == last) {
				before = MerkleHash.ofNodes(hash, before);
				after = MerkleHash.ofNodes(hash, after);
				while ((node & 1) == 0 && node != 0) {
					node >>= 1;
					last >>= 1;
				}
			}
			else {
				after = MerkleHash.ofNodes(after, hash);
			}
			node >>= 1;
			last >>= 1;
		}
		return last == 0 && before.equals(oldRoot) && after.equals(newRoot);
	}

}
