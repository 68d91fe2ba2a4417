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
import java.time.Instant;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointSigner;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.ConsistencyProof;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * Signs states of a log: those that it has, and earlier ones as such at which it may
 * begin.
 *
 * @author Identifiabl Contributors
 */
final class StateSigner {

	private final AuditStore store;

	private final String origin;

	private final CheckpointSigner signer;

	private final CheckpointVerifier verifier;

	private final Clock clock;

	StateSigner(AuditStore store, String origin, CheckpointSigner signer, CheckpointVerifier verifier, Clock clock) {
		this.store = store;
		this.origin = origin;
		this.signer = signer;
		this.verifier = verifier;
		this.clock = clock;
	}

	/**
	 * Sign a state.
	 * @param state the right edge of the log
	 * @return the signed note
	 */
	SignedNote sign(Frontier state) {
		return this.signer.sign(describe(state));
	}

	Checkpoint describe(Frontier state) {
		return new Checkpoint(this.origin, state.getSize(), state.getRoot());
	}

	/**
	 * Keep a signed state.
	 * @param size its size
	 * @param note the signed note
	 * @return when it was signed: what the note says, and this node's time only if it
	 * says none
	 */
	Instant save(long size, SignedNote note) {
		Instant time = this.verifier.getTime(note);
		Instant signed = (time != null) ? time : this.clock.instant();
		this.store.save(new StoredCheckpoint(size, note.toString(), signed));
		return signed;
	}

	/**
	 * Sign and keep an earlier state as one at which the log may begin, if the last one
	 * that was signed is a continuation of it.
	 * @param size its size
	 * @param known the last state that was signed
	 * @return whether it was signed
	 */
	boolean signBegin(long size, Frontier known) {
		MerkleHash root = Frontier.at(size, this.store).getRoot();
		if (!ConsistencyProof.of(size, known.getSize(), this.store).isValid(root, known.getRoot())) {
			return false;
		}
		SignedNote note = this.signer.sign(new Checkpoint(this.origin, size, root).asBegin());
		if (!isBegin(note)) {
			return false;
		}
		Instant ignored = save(size, note);
		return true;
	}

	// a signer of somebody else may have signed less
	private boolean isBegin(SignedNote note) {
		try {
			return this.verifier.verify(note.toString().getBytes(StandardCharsets.UTF_8)).isBegin();
		}
		catch (InvalidNoteException ex) {
			return false;
		}
	}

}
