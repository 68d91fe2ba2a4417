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

package io.identifiabl.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.verify.AuditVerifier;
import io.identifiabl.audit.verify.VerificationReport;

/**
 * Verifies the log, one verification at a time, and remembers the last report about the
 * whole of it, or what was found in a part since. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TrailVerification {

	private final AuditVerifier verifier;

	private final AtomicBoolean running = new AtomicBoolean();

	private volatile @Nullable VerificationReport last;

	/**
	 * Create an instance.
	 * @param verifier verifies
	 */
	public TrailVerification(AuditVerifier verifier) {
		this.verifier = verifier;
	}

	/**
	 * Return the checkpoints that are known outside of the log.
	 * @param kept the signed note that a caller has kept, {@code null} if there is none
	 * @param own what this node has signed last, {@code null} if it has signed nothing
	 * @return the checkpoints
	 * @throws InvalidNoteException if one is of another log, or no trusted key signed it
	 */
	List<Checkpoint> getHeld(@Nullable String kept, @Nullable SignedNote own) throws InvalidNoteException {
		List<Checkpoint> held = new ArrayList<>();
		if (kept != null) {
			held.add(this.verifier.readCheckpoint(kept));
		}
		if (own != null) {
			held.add(this.verifier.readCheckpoint(own.toString()));
		}
		return held;
	}

	@Nullable VerificationReport run(AuditStore store, long from, long to, List<Checkpoint> held) {
		if (!this.running.compareAndSet(false, true)) {
			return null;
		}
		try {
			VerificationReport report = this.verifier.verify(store, from, to, held);
			// that a part is fine says nothing of what was found elsewhere
			if (!report.isValid() || (from == 0 && to == Long.MAX_VALUE)) {
				this.last = report;
			}
			return report;
		}
		finally {
			this.running.set(false);
		}
	}

	@Nullable VerificationReport getLast() {
		return this.last;
	}

}
