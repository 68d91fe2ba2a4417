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

package io.identifiabl.audit.checkpoint;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Reads checkpoints of one log that any one of several trusted keys signed. Keys that
 * were replaced stay trusted for what they signed. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class CheckpointVerifier {

	private final String origin;

	private final List<VerifierKey> keys;

	/**
	 * Create a verifier.
	 * @param origin the name of the log
	 * @param keys the trusted keys, never taken from what is verified
	 */
	public CheckpointVerifier(String origin, List<VerifierKey> keys) {
		this.origin = origin;
		this.keys = List.copyOf(keys);
	}

	/**
	 * Verify a checkpoint.
	 * @param note the signed note in UTF-8
	 * @return the checkpoint
	 * @throws InvalidNoteException if it is of another log, or no trusted key signed it
	 */
	public Checkpoint verify(byte[] note) throws InvalidNoteException {
		SignedNote signed = SignedNote.parse(note);
		Checkpoint checkpoint = Checkpoint.parse(signed.getText());
		if (!checkpoint.origin().equals(this.origin)) {
			throw new InvalidNoteException("the checkpoint is of another log");
		}
		if (this.keys.stream().noneMatch((key) -> key.verifies(signed))) {
			throw new InvalidNoteException("no trusted key signed the checkpoint");
		}
		return checkpoint;
	}

	/**
	 * Return when a checkpoint was signed, which is a part of what was signed (C2SP
	 * tlog-cosignature).
	 * @param note the signed note
	 * @return the latest time that a trusted key says, in seconds, {@code null} if none
	 * says any
	 */
	public @Nullable Instant getTime(SignedNote note) {
		return this.keys.stream()
			.map((key) -> key.forCosignatures().getTime(note))
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.orElse(null);
	}

}
