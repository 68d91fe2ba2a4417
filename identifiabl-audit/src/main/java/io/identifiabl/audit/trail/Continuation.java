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

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;

/**
 * Goes on from a state of a log that is known to be right, leaf by leaf, and does not
 * believe what the store says about the log as a whole. To be used by the thread that
 * signs.
 *
 * @author Identifiabl Contributors
 */
final class Continuation {

	private static final int CHUNK = 1024;

	private final AuditStore store;

	private final OwnRecords ownRecords;

	Continuation(AuditStore store, OwnRecords ownRecords) {
		this.store = store;
		this.ownRecords = ownRecords;
	}

	/**
	 * Go on to the state that the log has now.
	 * @param known the state that is known
	 * @return the state that it has
	 * @throws RefusedException if it is no continuation
	 */
	Frontier extend(Frontier known) throws RefusedException {
		// what this node writes from here on may be in the log, or not yet
		long end = Math.max(known.getSize(), this.ownRecords.getEnd());
		Frontier current = this.store.getFrontier();
		if (current.getSize() < end) {
			throw new RefusedException(Trouble.ROLLED_BACK);
		}
		// what memory has forgotten before it was signed cannot be compared any more
		long forgotten = this.store.getForgotten();
		Frontier extended = (known.getSize() < forgotten) ? Frontier.at(forgotten, this.store) : known;
		while (extended.getSize() < current.getSize()) {
			extended = extend(extended, (int) Math.min(CHUNK, current.getSize() - extended.getSize()));
		}
		if (!extended.getRoot().equals(current.getRoot())) {
			throw new RefusedException(Trouble.REWRITTEN);
		}
		return extended;
	}

	private Frontier extend(Frontier known, int count) throws RefusedException {
		List<MerkleHash> leaves = this.store.readLeafHashes(known.getSize(), count);
		if (leaves.size() != count) {
			throw new RefusedException(Trouble.REWRITTEN);
		}
		if (!this.ownRecords.areIn(known.getSize(), leaves)) {
			throw new RefusedException(Trouble.OWN_RECORD_CHANGED);
		}
		Frontier extended = known;
		for (MerkleHash leaf : leaves) {
			extended = extended.append(leaf);
		}
		return extended;
	}

}
