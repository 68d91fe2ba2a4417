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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.CheckpointSigner;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.ConsistencyProof;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;

/**
 * Signs the states of a log. It believes nothing that the store says about the log as a
 * whole: from the last state that was signed it goes on by itself, leaf by leaf, and does
 * not sign a state that is no continuation of it (C2SP tlog-checkpoint). To be called by
 * one thread at a time; its state may be read by any.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Checkpointer {

	private static final int CHUNK = 1024;

	private static final int MAX_OWN_HASHES = 100_000;

	private final AuditStore store;

	private final String origin;

	private final CheckpointSigner signer;

	private final CheckpointVerifier verifier;

	private final List<CheckpointPublisher> publishers;

	private final Duration heartbeat;

	private final Clock clock;

	private final ConcurrentSkipListMap<Long, MerkleHash> ownHashes = new ConcurrentSkipListMap<>();

	private @Nullable Frontier frontier;

	private volatile @Nullable SignedNote latest;

	private volatile CheckpointerState state = new CheckpointerState(null, 0, null, 0);

	/**
	 * Create a checkpointer.
	 * @param store the log
	 * @param origin its name
	 * @param signer signs
	 * @param verifier knows the keys whose signatures are trusted, the signer's among
	 * them
	 * @param publishers take the checkpoints elsewhere
	 * @param heartbeat how often the state of a log that does not grow is signed
	 * @param clock tells the time
	 */
	public Checkpointer(AuditStore store, String origin, CheckpointSigner signer, CheckpointVerifier verifier,
			List<CheckpointPublisher> publishers, Duration heartbeat, Clock clock) {
		this.store = store;
		this.origin = origin;
		this.signer = signer;
		this.verifier = verifier;
		this.publishers = List.copyOf(publishers);
		this.heartbeat = heartbeat;
		this.clock = clock;
	}

	/**
	 * Remember what this node wrote, until that is in a signed state.
	 * @param entries the entries
	 * @param indices where they are
	 */
	public void committed(List<LogEntry> entries, List<Long> indices) {
		for (int i = 0; i < entries.size() && this.ownHashes.size() < MAX_OWN_HASHES; i++) {
			this.ownHashes.put(indices.get(i), entries.get(i).getLeafHash());
		}
	}

	/**
	 * Sign the state of the log if it grew or if it is time to, and if it may be signed.
	 * @param held checkpoints that were kept outside of the store, read only the first
	 * time
	 */
	public void run(List<String> held) {
		try {
			Frontier known = (this.frontier != null) ? this.frontier : resume(held);
			Frontier current = this.store.getFrontier();
			Frontier extended = extend(known, current);
			this.frontier = extended;
			this.ownHashes.headMap(extended.getSize()).clear();
			if (isDue(extended)) {
				sign(extended);
			}
			else if (this.state.trouble() != null) {
				this.state = new CheckpointerState(null, this.state.size(), this.state.signedAt(),
						this.state.failures());
			}
		}
		catch (RefusedException ex) {
			this.state = new CheckpointerState(ex.trouble, this.state.size(), this.state.signedAt(),
					this.state.failures());
		}
		catch (RuntimeException ex) {
			failed();
		}
	}

	private void failed() {
		this.state = new CheckpointerState(this.state.trouble(), this.state.size(), this.state.signedAt(),
				this.state.failures() + 1);
	}

	// the largest state that anyone is known to have signed
	private Frontier resume(List<String> held) throws RefusedException {
		List<String> notes = new ArrayList<>(held);
		StoredCheckpoint stored = this.store.getLatestCheckpoint();
		if (stored != null) {
			notes.add(stored.note());
		}
		Frontier largest = Frontier.empty();
		for (String note : notes) {
			Frontier confirmed = confirm(verify(note));
			if (confirmed.getSize() >= largest.getSize()) {
				largest = confirmed;
			}
		}
		return largest;
	}

	private Checkpoint verify(String note) throws RefusedException {
		try {
			byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
			Checkpoint checkpoint = this.verifier.verify(bytes);
			if (checkpoint.size() >= this.state.size()) {
				this.latest = SignedNote.parse(bytes);
				this.state = new CheckpointerState(null, checkpoint.size(), null, this.state.failures());
			}
			return checkpoint;
		}
		catch (InvalidNoteException ex) {
			throw new RefusedException(Trouble.UNTRUSTED_CHECKPOINT);
		}
	}

	private Frontier confirm(Checkpoint checkpoint) throws RefusedException {
		if (this.store.getFrontier().getSize() < checkpoint.size()) {
			throw new RefusedException(Trouble.ROLLED_BACK);
		}
		Frontier rebuilt = Frontier.at(checkpoint.size(), this.store);
		if (!rebuilt.getRoot().equals(checkpoint.rootHash())) {
			throw new RefusedException(Trouble.REWRITTEN);
		}
		return rebuilt;
	}

	private Frontier extend(Frontier known, Frontier current) throws RefusedException {
		if (current.getSize() < known.getSize()) {
			throw new RefusedException(Trouble.ROLLED_BACK);
		}
		Frontier extended = known;
		while (extended.getSize() < current.getSize()) {
			int limit = (int) Math.min(CHUNK, current.getSize() - extended.getSize());
			List<MerkleHash> leaves = this.store.readLeafHashes(extended.getSize(), limit);
			if (leaves.size() != limit) {
				throw new RefusedException(Trouble.REWRITTEN);
			}
			checkOwn(extended.getSize(), leaves);
			for (MerkleHash leaf : leaves) {
				extended = extended.append(leaf);
			}
		}
		if (!extended.getRoot().equals(current.getRoot())) {
			throw new RefusedException(Trouble.REWRITTEN);
		}
		return extended;
	}

	private void checkOwn(long from, List<MerkleHash> leaves) throws RefusedException {
		for (Map.Entry<Long, MerkleHash> own : this.ownHashes.subMap(from, from + leaves.size()).entrySet()) {
			if (!own.getValue().equals(leaves.get((int) (own.getKey() - from)))) {
				throw new RefusedException(Trouble.OWN_RECORD_CHANGED);
			}
		}
	}

	private boolean isDue(Frontier current) {
		Instant signedAt = this.state.signedAt();
		return this.latest == null || current.getSize() != this.state.size() || signedAt == null
				|| !signedAt.plus(this.heartbeat).isAfter(this.clock.instant());
	}

	private void sign(Frontier current) {
		Checkpoint checkpoint = new Checkpoint(this.origin, current.getSize(), current.getRoot());
		SignedNote note = this.signer.sign(checkpoint);
		Instant now = this.clock.instant();
		this.store.save(new StoredCheckpoint(checkpoint.size(), note.toString(), now));
		this.latest = note;
		this.state = new CheckpointerState(null, checkpoint.size(), now, this.state.failures());
		for (CheckpointPublisher publisher : this.publishers) {
			publish(publisher, note);
		}
	}

	// one place that cannot be reached does not keep the others from their copy
	private void publish(CheckpointPublisher publisher, SignedNote note) {
		try {
			publisher.publish(note);
		}
		catch (RuntimeException ex) {
			failed();
		}
	}

	/**
	 * Sign an earlier state, at which the log is going to be pruned.
	 * @param size its size
	 * @return whether it was signed, which it is not unless the last state that was
	 * signed is a continuation of it
	 */
	boolean signEarlier(long size) {
		Frontier known = this.frontier;
		if (known == null || this.state.trouble() != null || size > known.getSize()) {
			return false;
		}
		MerkleHash root = Frontier.at(size, this.store).getRoot();
		if (!ConsistencyProof.of(size, known.getSize(), this.store).isValid(root, known.getRoot())) {
			return false;
		}
		SignedNote note = this.signer.sign(new Checkpoint(this.origin, size, root));
		this.store.save(new StoredCheckpoint(size, note.toString(), this.clock.instant()));
		return true;
	}

	/**
	 * Return the latest checkpoint.
	 * @return the signed note, {@code null} if there is none yet
	 */
	public @Nullable SignedNote getLatest() {
		return this.latest;
	}

	/**
	 * Return how the checkpoints are doing.
	 * @return the state
	 */
	public CheckpointerState getState() {
		return this.state;
	}

	/**
	 * A state that must not be signed.
	 */
	private static final class RefusedException extends Exception {

		private static final long serialVersionUID = 1L;

		private final Trouble trouble;

		RefusedException(Trouble trouble) {
			super(trouble.name());
			this.trouble = trouble;
		}

	}

}
