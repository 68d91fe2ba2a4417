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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;
import io.identifiabl.audit.verify.LogBegin;

/**
 * Finds the state of a log that a node goes on from: the largest one that anyone is known
 * to have signed, or that somebody takes the responsibility for. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class Resumption {

	private final AuditStore store;

	private final CheckpointVerifier verifier;

	private final UnsignedTail tail;

	private final @Nullable Checkpoint accepted;

	private @Nullable SignedNote latest;

	private long size;

	private @Nullable Instant signed;

	/**
	 * Create a resumption.
	 * @param store the log
	 * @param verifier knows the trusted keys
	 * @param tail what follows the state
	 * @param accepted a state that somebody takes the responsibility for, {@code null} if
	 * there is none
	 */
	Resumption(AuditStore store, CheckpointVerifier verifier, UnsignedTail tail, @Nullable Checkpoint accepted) {
		this.store = store;
		this.verifier = verifier;
		this.tail = tail;
		this.accepted = accepted;
	}

	/**
	 * Find the state.
	 * @param held checkpoints that were kept outside of the store
	 * @return its right edge
	 * @throws RefusedException if the log is not what was signed
	 */
	Frontier find(List<String> held) throws RefusedException {
		List<String> notes = new ArrayList<>(held);
		StoredCheckpoint stored = this.store.getLatestCheckpoint();
		if (stored != null) {
			notes.add(stored.note());
			// or it is an older one in the place of a newer one
			if (verify(stored.note()).size() != stored.size()) {
				throw new RefusedException(Trouble.UNTRUSTED_CHECKPOINT);
			}
		}
		Frontier largest = notes.isEmpty() ? Frontier.empty() : findLargest(notes);
		if (this.accepted != null && this.accepted.size() > largest.getSize()) {
			this.signed = null;
			return confirm(this.accepted);
		}
		// a checkpoint without a time covers what follows, as far as anybody knows
		if ((notes.isEmpty() || this.signed != null) && !this.tail.isOfNode(largest.getSize(), this.signed)) {
			throw new RefusedException(Trouble.UNSIGNED);
		}
		return largest;
	}

	private Frontier findLargest(List<String> notes) throws RefusedException {
		Frontier largest = null;
		for (String note : notes) {
			Checkpoint checkpoint = verify(note);
			if (!isPruned(checkpoint)) {
				Frontier confirmed = confirm(checkpoint);
				if (largest == null || confirmed.getSize() >= largest.getSize()) {
					largest = confirmed;
					this.signed = getTime(note);
				}
			}
		}
		if (largest == null) {
			// a log that begins at a signed state has a later one, which is read the next
			// time
			throw new IllegalStateException("The log was pruned while it was compared with what was signed");
		}
		return largest;
	}

	// a file that was not written for long, or that an earlier node left, says nothing
	// about what is left of the log
	private boolean isPruned(Checkpoint checkpoint) {
		long begin = this.store.getFirstIndex();
		return checkpoint.size() < begin && begin > this.store.getForgotten() && !isKnown(checkpoint.size())
				&& LogBegin.findFault(this.store, begin, this.verifier) == null;
	}

	private boolean isKnown(long state) {
		try {
			return Frontier.at(state, this.store).getSize() == state;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private Checkpoint verify(String note) throws RefusedException {
		try {
			byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
			Checkpoint checkpoint = this.verifier.verify(bytes);
			if (checkpoint.size() >= this.size) {
				this.latest = SignedNote.parse(bytes);
				this.size = checkpoint.size();
			}
			return checkpoint;
		}
		catch (InvalidNoteException ex) {
			throw new RefusedException(Trouble.UNTRUSTED_CHECKPOINT);
		}
	}

	private @Nullable Instant getTime(String note) throws RefusedException {
		try {
			return this.verifier.getTime(SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)));
		}
		catch (InvalidNoteException ex) {
			throw new RefusedException(Trouble.UNTRUSTED_CHECKPOINT);
		}
	}

	private Frontier confirm(Checkpoint checkpoint) throws RefusedException {
		if (this.store.getFrontier().getSize() < checkpoint.size()) {
			throw new RefusedException(Trouble.ROLLED_BACK);
		}
		try {
			Frontier rebuilt = Frontier.at(checkpoint.size(), this.store);
			if (rebuilt.getRoot().equals(checkpoint.rootHash())) {
				return rebuilt;
			}
		}
		catch (IllegalArgumentException ex) {
			// hashes are missing, so that it is not what was signed either
		}
		throw new RefusedException(Trouble.REWRITTEN);
	}

	/**
	 * Return the largest checkpoint that was found, whether the log is a continuation of
	 * it or not.
	 * @return the signed note, {@code null} if there is none
	 */
	@Nullable SignedNote getLatest() {
		return this.latest;
	}

	long getSize() {
		return this.size;
	}

	/**
	 * Return when the state that was found was signed.
	 * @return the time, {@code null} if it is not known
	 */
	@Nullable Instant getSigned() {
		return this.signed;
	}

}
