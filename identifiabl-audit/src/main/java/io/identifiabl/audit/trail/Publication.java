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
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;

/**
 * Takes the checkpoints of a log elsewhere, and brings back what witnesses say about
 * them. To be used by the thread that signs.
 *
 * @author Identifiabl Contributors
 */
final class Publication {

	private final AuditStore store;

	private final List<CheckpointPublisher> publishers;

	private final List<WitnessedCheckpoints> witnesses;

	Publication(AuditStore store, List<CheckpointPublisher> publishers) {
		this.store = store;
		this.publishers = List.copyOf(publishers);
		this.witnesses = this.publishers.stream()
			.filter(WitnessedCheckpoints.class::isInstance)
			.map(WitnessedCheckpoints.class::cast)
			.toList();
	}

	/**
	 * Publish a checkpoint. One place that cannot be reached does not keep the others
	 * from their copy.
	 * @param note the checkpoint
	 * @return the number of places that did not take it
	 */
	int publish(SignedNote note) {
		int failures = 0;
		for (CheckpointPublisher publisher : this.publishers) {
			failures += isPublished(publisher, note) ? 0 : 1;
		}
		return failures;
	}

	private static boolean isPublished(CheckpointPublisher publisher, SignedNote note) {
		try {
			publisher.publish(note);
			return true;
		}
		catch (RuntimeException | Error ex) {
			return false;
		}
	}

	/**
	 * Ask the witnesses about a state that nobody else has seen yet.
	 * @param note tells the state, and may fail to
	 * @param since when this node began to ask, so that all its questions together take a
	 * limited time
	 * @throws RefusedException if one of them knows of another log
	 */
	void ask(Supplier<SignedNote> note, long since) throws RefusedException {
		for (WitnessedCheckpoints witness : this.witnesses) {
			if (isAsked(witness, note, since) && witness.getTrouble() != null) {
				throw new RefusedException(witness.getTrouble());
			}
		}
	}

	// what fails here fails again when it is signed for good, and is told then
	private static boolean isAsked(WitnessedCheckpoints witness, Supplier<SignedNote> note, long since) {
		try {
			witness.ask(note.get(), since);
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Make sure that no witness knows of another log. One that does is asked again, since
	 * the log may be restored.
	 * @param latest the latest checkpoint
	 */
	void check(@Nullable SignedNote latest) throws RefusedException {
		for (WitnessedCheckpoints witness : this.witnesses) {
			CheckpointerState.Trouble trouble = witness.getTrouble();
			if (trouble != null) {
				if (latest != null) {
					isPublished(witness, latest);
				}
				throw new RefusedException(trouble);
			}
		}
	}

	/**
	 * Keep the cosignatures that came.
	 * @param latest the latest checkpoint
	 * @return the latest checkpoint with those that are its own
	 */
	@Nullable SignedNote keepCosignatures(@Nullable SignedNote latest) {
		SignedNote kept = latest;
		for (WitnessedCheckpoints witness : this.witnesses) {
			SignedNote cosignature = witness.takeCosignature();
			if (cosignature != null) {
				keep(cosignature);
				kept = (kept != null && kept.getText().equals(cosignature.getText()))
						? kept.withSignaturesOf(cosignature) : kept;
			}
		}
		return kept;
	}

	// a state at which the log begins is of the same size and has another text
	private void keep(SignedNote cosignature) {
		try {
			long size = Checkpoint.parse(cosignature.getText()).size();
			for (StoredCheckpoint stored : this.store.readCheckpoints(size, 1)) {
				SignedNote note = SignedNote.parse(stored.note().getBytes(StandardCharsets.UTF_8));
				if (note.getText().equals(cosignature.getText())) {
					this.store.save(new StoredCheckpoint(size, note.withSignaturesOf(cosignature).toString(),
							stored.created()));
				}
			}
		}
		catch (InvalidNoteException ex) {
			// what is stored there was not signed by a node
		}
	}

	/**
	 * Add to a state that is signed again what witnesses said about it before.
	 * @param note the new checkpoint
	 * @param earlier the one before it
	 * @return the new checkpoint
	 */
	SignedNote withCosignatures(SignedNote note, @Nullable SignedNote earlier) {
		SignedNote cosigned = note;
		if (earlier != null && earlier.getText().equals(note.getText())) {
			for (WitnessedCheckpoints witness : this.witnesses) {
				SignedNote cosignature = witness.getKey().select(earlier);
				cosigned = (cosignature != null) ? cosigned.withSignaturesOf(cosignature) : cosigned;
			}
		}
		return cosigned;
	}

	@Nullable WitnessState getWitnessState() {
		return this.witnesses.isEmpty() ? null : this.witnesses.get(0).getState();
	}

	/**
	 * Wait for what is being published, and let places take what they have put off.
	 */
	void close() {
		for (CheckpointPublisher publisher : this.publishers) {
			if (publisher instanceof AutoCloseable closeable) {
				close(closeable);
			}
		}
	}

	private static void close(AutoCloseable publisher) {
		try {
			publisher.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			// the others are closed all the same, and nobody signs any more
		}
	}

}
