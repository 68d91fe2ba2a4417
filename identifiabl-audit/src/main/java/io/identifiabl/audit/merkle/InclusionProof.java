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

import org.jspecify.annotations.Nullable;

/**
 * That a leaf is in a log (RFC 6962 section 2.1.1).
 *
 * @param index the position of the leaf
 * @param size the number of leaves of the log
 * @param hashes the hashes beside the way from the leaf to the root
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record InclusionProof(long index, long size, List<MerkleHash> hashes) {

	/**
	 * Create a proof that was made before.
	 * @param index the position of the leaf
	 * @param size the number of leaves of the log
	 * @param hashes the hashes beside the way from the leaf to the root
	 */
	public InclusionProof {
		hashes = List.copyOf(hashes);
	}

	/**
	 * Make a proof.
	 * @param index the position of the leaf
	 * @param size the number of leaves of the log
	 * @param source the hashes of the log
	 * @return the proof
	 * @throws IllegalArgumentException if the log has no such leaf
	 */
	public static InclusionProof of(long index, long size, HashSource source) {
		if (index < 0 || index >= size) {
			throw new IllegalArgumentException("a log of " + size + " leaves has no leaf " + index);
		}
		List<MerkleHash> hashes = new ArrayList<>();
		long from = 0;
		long to = size;
		while (to - from > 1) {
			long middle = from + Subtrees.split(to - from);
			if (index < middle) {
				hashes.add(0, Subtrees.root(middle, to, source));
				to = middle;
			}
			else {
				hashes.add(0, Subtrees.root(from, middle, source));
				from = middle;
			}
		}
		return new InclusionProof(index, size, hashes);
	}

	/**
	 * Verify the proof (RFC 9162 section 2.1.3.2).
	 * @param leaf the hash of the leaf
	 * @param root the root of the log, from a checkpoint that is trusted
	 * @return whether the leaf is at this position of the log with this root
	 */
	public boolean isValid(MerkleHash leaf, MerkleHash root) {
		return root.equals(calculateRoot(leaf));
	}

	private @Nullable MerkleHash calculateRoot(MerkleHash leaf) {
		if (this.index < 0 || this.index >= this.size) {
			return null;
		}
		long node = this.index;
		long last = this.size - 1;
		MerkleHash root = leaf;
		for (MerkleHash hash : this.hashes) {
			if (last == 0) {
				return null;
			}
			if ((node & 1) == 1 || node == last) {
				root = MerkleHash.ofNodes(hash, root);
				while ((node & 1) == 0 && node != 0) {
					node >>= 1;
					last >>= 1;
				}
			}
			else {
				root = MerkleHash.ofNodes(root, hash);
			}
			node >>= 1;
			last >>= 1;
		}
		return (last == 0) ? root : null;
	}

}
