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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.checkpoint.VerifierKey;
import io.identifiabl.audit.merkle.ConsistencyProof;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;
import io.identifiabl.audit.trail.WitnessClient.Answer;

/**
 * Shows checkpoints to a witness (C2SP tlog-witness v1), which makes sure by itself that
 * the log only grows, and takes its cosignatures. A thread of its own asks the witness.
 * The {@link Checkpointer} that it is a publisher of keeps the cosignatures, and signs
 * nothing while the witness knows of another log. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class WitnessedCheckpoints implements CheckpointPublisher, AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int OK = 200;

	private static final int CONFLICT = 409;

	private static final int UNPROCESSABLE = 422;

	private final WitnessClient client;

	private final VerifierKey key;

	private final AuditStore store;

	private final DetachedCheckpoints thread;

	private final Duration timeout;

	private final AtomicReference<@Nullable SignedNote> cosignature = new AtomicReference<>();

	private volatile WitnessState state = new WitnessState(0, null, false);

	private volatile @Nullable Trouble trouble;

	// used by the thread alone
	private long seen;

	/**
	 * Create a publisher.
	 * @param prefix the address of the witness, to which {@code add-checkpoint} is added
	 * @param key the key of the witness
	 * @param store the log
	 */
	public WitnessedCheckpoints(URI prefix, VerifierKey key, AuditStore store) {
		this(prefix, key, store, TIMEOUT);
	}

	WitnessedCheckpoints(URI prefix, VerifierKey key, AuditStore store, Duration timeout) {
		this.client = new WitnessClient(prefix, timeout);
		// some witnesses are listed with the key of the other type
		this.key = key.forCosignatures();
		this.store = store;
		this.timeout = timeout;
		this.thread = new DetachedCheckpoints(this::show, timeout);
	}

	@Override
	public void publish(SignedNote checkpoint) {
		this.thread.publish(checkpoint);
	}

	/**
	 * Show a checkpoint to the witness before anybody else sees it, and wait until it
	 * answers, but not for long. A later answer is not lost.
	 * @param checkpoint the checkpoint
	 * @param since what {@link System#nanoTime()} was when the first question was asked
	 */
	void ask(SignedNote checkpoint, long since) {
		this.thread.publishAndWait(checkpoint, this.timeout.minusNanos(System.nanoTime() - since));
	}

	/**
	 * Show a checkpoint to the witness, and wait for what it says.
	 * @param note the checkpoint
	 * @throws IllegalStateException if it did not cosign the checkpoint, though it should
	 * have
	 */
	void show(SignedNote note) {
		long size = size(note);
		// a larger size than that of the checkpoint would be no question
		long old = Math.min(this.seen, size);
		Answer answer = send(note, old, size);
		if (answer.status() == CONFLICT && answer.toSize() != old) {
			this.seen = answer.toSize();
			answered();
			if (this.seen > size) {
				checkRollback();
				return;
			}
			// it saw another state last than this node knows of, and says which
			old = this.seen;
			answer = send(note, old, size);
		}
		if (answer.status() == UNPROCESSABLE
				|| (answer.status() == CONFLICT && old == size && answer.toSize() == size)) {
			this.trouble = Trouble.REWRITTEN;
			answered();
		}
		if (answer.status() != OK) {
			throw new IllegalStateException("The witness answered " + answer.status());
		}
		accept(note, size, answer.body());
	}

	private void answered() {
		this.state = new WitnessState(this.state.size(), this.state.at(), true);
	}

	// another node may have been faster; what it signed is in the log, and what is not in
	// it any more was deleted
	private void checkRollback() {
		if (this.seen > this.store.getFrontier().getSize()) {
			this.trouble = Trouble.ROLLED_BACK;
			throw new IllegalStateException("The witness has cosigned a log of " + this.seen + " records");
		}
		this.trouble = null;
	}

	private Answer send(SignedNote note, long old, long size) {
		StringBuilder body = new StringBuilder("old ").append(old).append('\n');
		for (MerkleHash hash : ConsistencyProof.of(old, size, this.store).hashes()) {
			body.append(hash).append('\n');
		}
		return this.client.post(body.append('\n').append(note).toString());
	}

	private void accept(SignedNote note, long size, String lines) {
		SignedNote answered = parse(note.getText() + "\n" + lines);
		SignedNote own = answered.getText().equals(note.getText()) ? this.key.select(answered) : null;
		Instant time = (own != null) ? this.key.getTime(own) : null;
		if (own == null || time == null) {
			throw new IllegalStateException("The witness answered without a cosignature of its key");
		}
		this.seen = size;
		this.trouble = null;
		this.cosignature.set(own);
		this.state = new WitnessState(size, time, true);
	}

	private static SignedNote parse(String note) {
		try {
			return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
		}
		catch (InvalidNoteException ex) {
			throw new IllegalStateException("The witness answered with something else than signatures", ex);
		}
	}

	private static long size(SignedNote checkpoint) {
		try {
			return Checkpoint.parse(checkpoint.getText()).size();
		}
		catch (InvalidNoteException ex) {
			throw new IllegalArgumentException("the note is no checkpoint", ex);
		}
	}

	/**
	 * Return why this log is not the one that the witness knows.
	 * @return the reason, {@code null} if nothing is known against it
	 */
	@Nullable Trouble getTrouble() {
		return this.trouble;
	}

	/**
	 * Take the cosignature that came last.
	 * @return the text of the checkpoint with the cosignature alone, {@code null} if none
	 * came since it was asked for
	 */
	@Nullable SignedNote takeCosignature() {
		return this.cosignature.getAndSet(null);
	}

	VerifierKey getKey() {
		return this.key;
	}

	/**
	 * Return what the witness cosigned last.
	 * @return the state
	 */
	public WitnessState getState() {
		return this.state;
	}

	@Override
	public void close() {
		this.thread.close();
	}

}
