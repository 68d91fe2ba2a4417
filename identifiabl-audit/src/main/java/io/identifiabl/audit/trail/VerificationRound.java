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

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.merkle.TileHashes;
import io.identifiabl.audit.verify.Finding;

/**
 * One verification of a whole log, slice by slice. It goes down the tree from the roots
 * that this node knows to be signed, so that each hash is proved before anything is
 * compared with it: a record that was changed is found when its slice is read. It begins
 * anywhere, goes on to the end, and then from the beginning of the log to there. Not
 * thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class VerificationRound {

	private static final int SLICE_LEVEL = TileHashes.HEIGHT;

	private static final int MAX_STRAYS = 100;

	// a minute, since each is followed by a pause
	private static final int MAX_ATTEMPTS = 6;

	private final AuditStore store;

	private final Checkpointer checkpointer;

	private final Frontier signed;

	private final long start;

	private final Deque<Subtree> pending = new ArrayDeque<>();

	// what is left of the round is from here to there
	private long low;

	private long high;

	private boolean wrapped;

	private long records;

	private long findings;

	private long failedFrom = -1;

	private int failedAttempts;

	private @Nullable Instant signedBefore;

	private @Nullable Finding first;

	/**
	 * Create a round.
	 * @param store the log
	 * @param checkpointer knows where the log begins
	 * @param signed the state of the log that was signed
	 * @param from where to begin, anywhere if there is no such record
	 */
	VerificationRound(AuditStore store, Checkpointer checkpointer, Frontier signed, long from) {
		this.store = store;
		this.checkpointer = checkpointer;
		this.signed = signed;
		boolean inLog = from >= checkpointer.getBegin() && from < signed.getSize();
		this.start = inLog ? from - from % AuditStore.PRUNE_UNIT : 0;
		this.low = this.start;
		this.high = signed.getSize();
		addRoots();
	}

	private void addRoots() {
		long index = 0;
		for (MerkleHash root : this.signed.getRoots()) {
			int level = 63 - Long.numberOfLeadingZeros(this.signed.getSize() - index);
			this.pending.add(new Subtree(level, index >> level, root, false));
			index += 1L << level;
		}
	}

	/**
	 * Verify a slice.
	 * @return the number of records that were read, 0 if the round is over, and -1 if the
	 * slice has to be tried later since it may be about to be pruned
	 */
	int verifySlice() {
		List<Subtree> slice = next();
		if (slice.isEmpty()) {
			return 0;
		}
		long from = slice.get(0).from();
		int count = (int) (slice.get(slice.size() - 1).end() - from);
		List<MerkleHash> roots = roots(slice);
		try {
			VerifiedSlice read = VerifiedSlice.read(this.store, from, count, roots);
			List<Finding> found = read.isClean() ? List.of()
					: VerifiedSlice.read(this.store, from, count, roots).confirm(read);
			if (!found.isEmpty() && isBeingPruned(from)) {
				restore(slice);
				return -1;
			}
			found.forEach(this::add);
		}
		catch (AuditStoreException ex) {
			if (!isUnreadable(from)) {
				restore(slice);
				throw ex;
			}
			add(new Finding(from, count, "the records cannot be read"));
		}
		this.low = from + count;
		this.records += count;
		return count;
	}

	// a store that is away lets nobody sign; if it is only these records, somebody has
	// made them so
	private boolean isUnreadable(long from) {
		Instant signedAt = this.checkpointer.getState().signedAt();
		if (this.failedFrom != from) {
			this.failedFrom = from;
			this.failedAttempts = 0;
			this.signedBefore = signedAt;
		}
		this.failedAttempts++;
		return this.failedAttempts >= MAX_ATTEMPTS && signedAt != null && !signedAt.equals(this.signedBefore);
	}

	// what the store says is believed only for as long as nobody has looked into it
	private boolean isBeingPruned(long from) {
		return this.store.getFirstIndex() > from
				&& (this.checkpointer.getBegin() > from || this.checkpointer.getState().trouble() == null);
	}

	private void restore(List<Subtree> slice) {
		for (int i = slice.size() - 1; i >= 0; i--) {
			this.pending.push(slice.get(i));
		}
	}

	private static @Nullable List<MerkleHash> roots(List<Subtree> slice) {
		List<MerkleHash> roots = new ArrayList<>();
		for (Subtree subtree : slice) {
			if (subtree.root() == null) {
				return null;
			}
			roots.add(subtree.root());
		}
		return roots;
	}

	// a subtree of 256 records, or the smaller ones at the right edge
	private List<Subtree> next() {
		List<Subtree> slice = new ArrayList<>();
		while (true) {
			Subtree subtree = this.pending.peek();
			if (subtree == null && slice.isEmpty() && !this.wrapped) {
				wrap();
				continue;
			}
			if (subtree == null || (!slice.isEmpty() && subtree.level() >= SLICE_LEVEL)) {
				return slice;
			}
			if (isOutside(subtree)) {
				this.pending.pop();
			}
			else if (subtree.level() > SLICE_LEVEL || (subtree.level() == SLICE_LEVEL && !subtree.compared())) {
				expand(subtree);
			}
			else {
				slice.add(this.pending.pop());
				if (subtree.level() == SLICE_LEVEL) {
					return slice;
				}
			}
		}
	}

	private void wrap() {
		this.wrapped = true;
		this.low = 0;
		this.high = this.start;
		addRoots();
	}

	private boolean isOutside(Subtree subtree) {
		return subtree.end() <= Math.max(this.low, this.checkpointer.getBegin()) || subtree.from() >= this.high;
	}

	// the hash of a part may fail to be read, and the part is still there then
	private void expand(Subtree subtree) {
		Subtree left = subtree.child(0, null);
		Subtree right = subtree.child(1, null);
		if (subtree.root() != null) {
			// the others are not stored, but calculated from those that come next
			if (!subtree.compared() && subtree.level() % TileHashes.HEIGHT == 0
					&& !subtree.root().equals(read(subtree))) {
				add(fault(subtree));
			}
			if (subtree.level() == SLICE_LEVEL) {
				this.pending.pop();
				this.pending.push(subtree.asCompared());
				return;
			}
			MerkleHash first = read(left);
			MerkleHash second = read(right);
			if (first != null && second != null && subtree.root().equals(MerkleHash.ofNodes(first, second))) {
				left = subtree.child(0, first);
				right = subtree.child(1, second);
			}
			else {
				add(fault(subtree));
			}
		}
		this.pending.pop();
		this.pending.push(right);
		this.pending.push(left);
	}

	private static Finding fault(Subtree subtree) {
		return new Finding(subtree.from(), subtree.end() - subtree.from(),
				"the hash of a part of the log is not what was signed");
	}

	private @Nullable MerkleHash read(Subtree subtree) {
		try {
			return this.store.get(subtree.level(), subtree.index());
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Look for rows that no index of the log leads to.
	 */
	void checkStrays() {
		for (long stray : this.store.findStrays(MAX_STRAYS)) {
			if (stray < 0 || stray >= this.store.getFrontier().getSize()) {
				add(new Finding(stray, 1, "a row outside of the log"));
			}
		}
	}

	private void add(Finding finding) {
		this.findings++;
		if (this.first == null || finding.index() < this.first.index()) {
			this.first = finding;
		}
	}

	long getPosition() {
		return Math.max(this.low, this.checkpointer.getBegin());
	}

	long getSize() {
		return this.signed.getSize();
	}

	long getRecords() {
		return this.records;
	}

	long getFindings() {
		return this.findings;
	}

	@Nullable Finding getFirst() {
		return this.first;
	}

	/**
	 * A complete subtree.
	 *
	 * @param level its height
	 * @param index its position among those of its level
	 * @param root its root as it was signed, {@code null} if nothing proves what that was
	 * @param compared whether the root that is stored is known to be this one
	 */
	private record Subtree(int level, long index, @Nullable MerkleHash root, boolean compared) {

		long from() {
			return this.index << this.level;
		}

		long end() {
			return (this.index + 1) << this.level;
		}

		Subtree child(int side, @Nullable MerkleHash hash) {
			return new Subtree(this.level - 1, 2 * this.index + side, hash, true);
		}

		Subtree asCompared() {
			return new Subtree(this.level, this.index, this.root, true);
		}

	}

}
