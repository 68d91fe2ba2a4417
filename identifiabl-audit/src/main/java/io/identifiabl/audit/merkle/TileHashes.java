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

import java.util.List;

/**
 * The hashes of a log of which every eighth level is kept: leaves, roots of 256 leaves,
 * of 65,536 leaves and so on. Any other one is calculated from at most 128 of them.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TileHashes implements HashSource {

	/** Hashes are kept of levels that are multiples of this. */
	public static final int HEIGHT = 8;

	private final HashReader reader;

	/**
	 * Create a source.
	 * @param reader reads what is kept
	 */
	public TileHashes(HashReader reader) {
		this.reader = reader;
	}

	@Override
	public MerkleHash get(int level, long index) {
		int kept = level - level % HEIGHT;
		int count = 1 << (level - kept);
		List<MerkleHash> hashes = this.reader.read(kept, index * count, count);
		if (hashes.size() != count) {
			throw new IllegalArgumentException("there is no subtree " + index + " at level " + level);
		}
		return Subtrees.root(0, count, (height, position) -> fold(hashes, height, (int) position));
	}

	private static MerkleHash fold(List<MerkleHash> hashes, int height, int position) {
		if (height == 0) {
			return hashes.get(position);
		}
		return MerkleHash.ofNodes(fold(hashes, height - 1, 2 * position), fold(hashes, height - 1, 2 * position + 1));
	}

	/**
	 * Reads hashes that are kept.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface HashReader {

		/**
		 * Read hashes of a level in their order.
		 * @param level 0 for leaves, else a multiple of {@value TileHashes#HEIGHT}
		 * @param from the position of the first
		 * @param count how many
		 * @return the hashes, fewer if some are not there
		 */
		List<MerkleHash> read(int level, long from, int count);

	}

}
