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

/**
 * How a range of leaves divides into complete subtrees (RFC 6962 section 2.1).
 *
 * @author Identifiabl Contributors
 */
final class Subtrees {

	private Subtrees() {
	}

	// the largest power of two that is smaller than the number of leaves
	static long split(long leaves) {
		return Long.highestOneBit(leaves - 1);
	}

	// of a range that starts where a subtree of its size may start
	static MerkleHash root(long from, long to, HashSource source) {
		long leaves = to - from;
		if (Long.bitCount(leaves) == 1) {
			int level = Long.numberOfTrailingZeros(leaves);
			return source.get(level, from >> level);
		}
		long middle = from + split(leaves);
		return MerkleHash.ofNodes(root(from, middle, source), root(middle, to, source));
	}

}
