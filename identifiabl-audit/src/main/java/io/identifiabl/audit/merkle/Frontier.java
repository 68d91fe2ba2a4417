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
 * The right edge of a Merkle tree: the roots of the complete subtrees that its leaves
 * divide into, largest first. It is all that is needed to append to a log, to know its
 * root, and to forget what came before. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Frontier {

	private static final Frontier EMPTY = new Frontier(0, List.of());

	private final long size;

	private final List<MerkleHash> roots;

	private Frontier(long size, List<MerkleHash> roots) {
		this.size = size;
		this.roots = roots;
	}

	/**
	 * Return the frontier of a log without leaves.
	 * @return the empty frontier
	 */
	public static Frontier empty() {
		return EMPTY;
	}

	/**
	 * Return a frontier that was kept.
	 * @param size the number of leaves
	 * @param roots the roots of the complete subtrees, largest first
	 * @return the frontier
	 * @throws IllegalArgumentException if a log of this size has another number of
	 * subtrees
	 */
	public static Frontier of(long size, List<MerkleHash> roots) {
		if (size < 0 || Long.bitCount(size) != roots.size()) {
			throw new IllegalArgumentException(
					"a log of " + size + " leaves has " + Long.bitCount(size) + " subtrees, not " + roots.size());
		}
		return new Frontier(size, List.copyOf(roots));
	}

	/**
	 * Return the frontier that a log had.
	 * @param size the number of its leaves then
	 * @param source the hashes of the log
	 * @return the frontier
	 */
	public static Frontier at(long size, HashSource source) {
		List<MerkleHash> roots = new ArrayList<>();
		long rest = size;
		while (rest > 0) {
			long leaves = Long.highestOneBit(rest);
			int level = Long.numberOfTrailingZeros(leaves);
			roots.add(source.get(level, (size - rest) >> level));
			rest -= leaves;
		}
		return of(size, roots);
	}

	/**
	 * Append a leaf.
	 * @param leaf the hash of the leaf
	 * @return the frontier with one leaf more
	 */
	public Frontier append(MerkleHash leaf) {
		return append(leaf, (level, index, root) -> {
		});
	}

	/**
	 * Append a leaf, and be told which subtrees it completes.
	 * @param leaf the hash of the leaf
	 * @param completed takes the subtrees, smallest first, without the leaf itself
	 * @return the frontier with one leaf more
	 */
	public Frontier append(MerkleHash leaf, SubtreeConsumer completed) {
		List<MerkleHash> extended = new ArrayList<>(this.roots);
		MerkleHash carried = leaf;
		int level = 0;
		// as in the addition of one to a binary number
		for (long rest = this.size; (rest & 1) == 1; rest >>= 1) {
			carried = MerkleHash.ofNodes(extended.remove(extended.size() - 1), carried);
			level++;
			completed.accept(level, rest >> 1, carried);
		}
		extended.add(carried);
		return new Frontier(this.size + 1, List.copyOf(extended));
	}

	/**
	 * Return the number of leaves.
	 * @return the size of the log
	 */
	public long getSize() {
		return this.size;
	}

	/**
	 * Return the roots of the complete subtrees.
	 * @return the roots, largest subtree first
	 */
	public List<MerkleHash> getRoots() {
		return this.roots;
	}

	/**
	 * Return the root of the tree.
	 * @return the Merkle tree hash (RFC 6962 section 2.1)
	 */
	public MerkleHash getRoot() {
		if (this.roots.isEmpty()) {
			return MerkleHash.empty();
		}
		MerkleHash root = this.roots.get(this.roots.size() - 1);
		for (int i = this.roots.size() - 2; i >= 0; i--) {
			root = MerkleHash.ofNodes(this.roots.get(i), root);
		}
		return root;
	}

	/**
	 * Takes complete subtrees.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface SubtreeConsumer {

		/**
		 * Take a subtree.
		 * @param level its height
		 * @param index its position among those of its level
		 * @param root its root
		 */
		void accept(int level, long index, MerkleHash root);

	}

}
