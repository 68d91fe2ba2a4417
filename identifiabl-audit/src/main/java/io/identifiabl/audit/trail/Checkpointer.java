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
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.CheckpointSigner;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.Frontier;
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

	private final AuditStore store;

	private final CheckpointVerifier verifier;

	private final StateSigner signer;

	private final Publication publication;

	private final KnownBegin begin;

	private final Heartbeat heartbeat;

	private final OwnRecords ownRecords = new OwnRecords();

	private final Continuation continuation;

	private final @Nullable Checkpoint accepted;

	private final ClockAgreement clockAgreement;

	private volatile @Nullable Frontier frontier;

	private volatile @Nullable SignedNote latest;

	private final FirstSigned firstSigned = new FirstSigned();

	private volatile @Nullable Throwable failure;

	private volatile @Nullable Error error;

	private long askedSince;

	private volatile CheckpointerState state = new CheckpointerState(null, 0, null, 0);

	/**
	 * Create a checkpointer.
	 * @param store the log
	 * @param origin its name
	 * @param signer signs
	 * @param verifier knows the keys whose signatures are trusted, the signer's among
	 * them
	 * @param publishers take the checkpoints elsewhere, and are closed with the trail if
	 * they are {@link AutoCloseable}
	 * @param heartbeat how often the state of a log that does not grow is signed
	 * @param clock tells the time
	 * @param accepted a state that whoever operates the log takes the responsibility for,
	 * though nothing proves it, {@code null} if there is none
	 */
	public Checkpointer(AuditStore store, String origin, CheckpointSigner signer, CheckpointVerifier verifier,
			List<CheckpointPublisher> publishers, Duration heartbeat, Clock clock, @Nullable Checkpoint accepted) {
		this.store = store;
		this.verifier = verifier;
		this.signer = new StateSigner(store, origin, signer, verifier, clock);
		this.publication = new Publication(store, publishers);
		this.begin = new KnownBegin(store, verifier);
		this.heartbeat = new Heartbeat(heartbeat, clock);
		this.continuation = new Continuation(store, this.ownRecords);
		this.accepted = accepted;
		this.clockAgreement = new ClockAgreement(clock, System::nanoTime, heartbeat);
	}

	/**
	 * Remember what this node wrote, until that is in a signed state.
	 * @param entries the entries
	 * @param indices where they are
	 */
	public void committed(List<LogEntry> entries, List<Long> indices) {
		this.ownRecords.add(entries, indices);
	}

	/**
	 * Sign the state of the log if it grew or if it is time to, and if it may be signed.
	 * @param held checkpoints that were kept outside of the store, read only the first
	 * time
	 */
	public void run(List<String> held) {
		Error died = null;
		try {
			advance(held);
		}
		catch (RefusedException ex) {
			refuse(ex.getTrouble());
		}
		catch (AuditStoreException ex) {
			if (ex.getKind() == Kind.LOG) {
				refuse(Trouble.REWRITTEN);
			}
			failed(ex, 1);
		}
		catch (RuntimeException ex) {
			failed(ex, 1);
		}
		catch (Error ex) {
			// it would be the end of the schedule that this runs in
			died = ex;
			failed(ex, 1);
		}
		this.error = died;
	}

	private void advance(List<String> held) throws RefusedException {
		Frontier known = (this.frontier != null) ? this.frontier : resume(held);
		this.begin.check();
		if (this.begin.isAfter(known.getSize())) {
			// others went on and pruned while this node stood still
			known = resume(held);
		}
		checkClock();
		checkWitnesses();
		this.latest = this.publication.keepCosignatures(this.latest);
		Frontier extended = this.continuation.extend(known);
		if (this.frontier == null) {
			// what nobody knows yet may be anything
			this.publication.ask(() -> this.signer.sign(extended), this.askedSince);
		}
		this.frontier = extended;
		this.ownRecords.forgetBefore(extended.getSize());
		if (isDue(extended)) {
			sign(extended);
		}
		else if (this.state.trouble() != null) {
			this.state = new CheckpointerState(null, this.state.size(), this.state.signedAt(), this.state.failures());
		}
	}

	private void refuse(Trouble trouble) {
		this.state = new CheckpointerState(trouble, this.state.size(), this.state.signedAt(), this.state.failures());
	}

	private void failed(@Nullable Throwable cause, int count) {
		this.failure = (cause != null) ? cause : this.failure;
		this.state = new CheckpointerState(this.state.trouble(), this.state.size(), this.state.signedAt(),
				this.state.failures() + count);
	}

	private Frontier resume(List<String> held) throws RefusedException {
		Resumption resumption = new Resumption(this.store, this.verifier,
				new UnsignedTail(this.store, this.ownRecords, this.heartbeat.getInterval()), this.accepted);
		try {
			Frontier found = resumption.find(held);
			Instant signed = resumption.getSigned();
			if (signed != null) {
				this.clockAgreement.started(signed);
				this.firstSigned.add(this.signer.describe(found), signed);
			}
			return found;
		}
		finally {
			if (resumption.getLatest() != null) {
				this.latest = resumption.getLatest();
				this.state = new CheckpointerState(this.state.trouble(), resumption.getSize(), null,
						this.state.failures());
			}
		}
	}

	// a node that starts asks before it signs anything new, and shows what has been
	// signed
	private void checkWitnesses() throws RefusedException {
		SignedNote known = this.latest;
		if (this.frontier != null) {
			this.publication.check(known);
		}
		else {
			this.askedSince = System.nanoTime();
			this.publication.ask(() -> (known != null) ? known : this.signer.sign(Frontier.empty()), this.askedSince);
		}
	}

	private void checkClock() throws RefusedException {
		StoredCheckpoint stored = this.store.getLatestCheckpoint();
		SignedNote own = this.latest;
		if (stored != null && own != null && !stored.note().equals(own.toString())) {
			Instant signed = getTime(stored.note());
			if (signed != null) {
				this.clockAgreement.observed(signed);
			}
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

	/**
	 * Return why this node must not delete records because of their age.
	 * @return the reason, {@code null} if there is none
	 */
	@Nullable String findClockFault() {
		return this.clockAgreement.findFault();
	}

	long getBegin() {
		return this.begin.get();
	}

	/**
	 * Return the state of the log that this node has signed, or is about to sign.
	 * @return the right edge, {@code null} if it is not known yet what was signed
	 */
	@Nullable Frontier getFrontier() {
		return this.frontier;
	}

	/**
	 * Find the largest state that this node has seen signed before a time, though its
	 * checkpoint may have been signed again since. To be called by the thread that signs.
	 * @param time the time
	 * @return the state, {@code null} if there is none
	 */
	@Nullable Checkpoint findSignedBefore(Instant time) {
		return this.firstSigned.findBefore(time);
	}

	CheckpointVerifier getVerifier() {
		return this.verifier;
	}

	private boolean isDue(Frontier current) {
		return this.latest == null || current.getSize() != this.state.size() || this.heartbeat.isDue();
	}

	private void sign(Frontier current) {
		SignedNote signed = this.signer.sign(current);
		SignedNote note = this.publication.withCosignatures(signed, this.latest);
		Instant time = this.signer.save(current.getSize(), note);
		this.latest = note;
		this.heartbeat.signed();
		this.firstSigned.add(this.signer.describe(current), time);
		this.state = new CheckpointerState(null, current.getSize(), time, this.state.failures());
		// no place has to read what another one signed
		failed(null, this.publication.publish(signed));
	}

	/**
	 * Sign an earlier state as one at which the log may begin.
	 * @param size its size
	 * @return whether it was signed, which it is not unless the last state that was
	 * signed is a continuation of it
	 */
	boolean signEarlier(long size) {
		Frontier known = this.frontier;
		return known != null && this.state.trouble() == null && size <= known.getSize()
				&& this.signer.signBegin(size, known);
	}

	/**
	 * Return the latest checkpoint.
	 * @return the signed note, {@code null} if there is none yet
	 */
	public @Nullable SignedNote getLatest() {
		return this.latest;
	}

	// whether the log was compared with what was signed before this node started
	boolean isResumed() {
		return this.frontier != null;
	}

	/**
	 * Return whether the log was compared with what was signed before this node started.
	 * @return whether it is known to be a continuation of that, or not to be one
	 */
	boolean isCompared() {
		return isResumed() || this.state.trouble() != null;
	}

	/**
	 * Look for what keeps this node from writing into the log.
	 * @return that it was not compared yet with what was signed, and why, {@code null} if
	 * it was
	 */
	@Nullable AuditStoreException findObstacle() {
		if (isCompared()) {
			return null;
		}
		Throwable cause = this.failure;
		return new AuditStoreException(
				"Nothing is appended to the audit log before it was compared with what was signed", Kind.STORE,
				(cause != null) ? cause : new IllegalStateException("That has not been tried yet"));
	}

	@Nullable WitnessState getWitnessState() {
		return this.publication.getWitnessState();
	}

	// what was signed last is still to be published
	void close() {
		this.publication.close();
	}

	/**
	 * Return whether nothing was signed for longer than this node leaves a log unsigned
	 * that is what it was, because that fails again and again.
	 * @return whether the latest signed state is too old
	 */
	boolean isOverdue() {
		return this.state.trouble() == null && this.heartbeat.isOverdue();
	}

	@Nullable Throwable getFailure() {
		return this.failure;
	}

	/**
	 * Return the error that the last attempt to sign ended with.
	 * @return the error, {@code null} if that attempt ended in another way
	 */
	@Nullable Error getError() {
		return this.error;
	}

	/**
	 * Return how the checkpoints are doing.
	 * @return the state
	 */
	public CheckpointerState getState() {
		return this.state;
	}

}
