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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Leaf;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.InclusionProof;

/**
 * Decides what of a log may go: records older than they have to be kept, and checkpoints
 * that others make superfluous. How old something is only what was signed tells. Not
 * thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class Retention {

	private static final int PAGE = 1000;

	private static final Duration DAY = Duration.ofDays(1);

	private static final Duration MONTH = Duration.ofDays(30);

	private final AuditStore store;

	private final CheckpointVerifier verifier;

	private final Duration retention;

	Retention(AuditStore store, CheckpointVerifier verifier, Duration retention) {
		this.store = store;
		this.verifier = verifier;
		this.retention = retention;
	}

	/**
	 * Find the records that may go: all that a state covers that was signed so long ago,
	 * unless their own time says otherwise.
	 * @param signedSize the size that was signed last
	 * @param known tells the largest state of which this node knows that it was signed
	 * before a time, or {@code null}; the store does not know it if the checkpoint of a
	 * log that stood still was signed again
	 * @param now the time
	 * @return the first index that has to remain, in units that can be pruned
	 */
	long findFirstIndex(long signedSize, Function<Instant, @Nullable Checkpoint> known, Instant now) {
		Instant cutoff = now.minus(this.retention);
		long begin = Math.max(0, this.store.getFirstIndex());
		Checkpoint old = larger(findCheckpoint(begin, signedSize, cutoff), known.apply(cutoff));
		if (old == null || old.size() > signedSize) {
			return begin;
		}
		long first = old.size() - old.size() % AuditStore.PRUNE_UNIT;
		while (first > begin && !isBefore(first - 1, old, cutoff)) {
			first -= AuditStore.PRUNE_UNIT;
		}
		return Math.max(begin, first);
	}

	private static @Nullable Checkpoint larger(@Nullable Checkpoint one, @Nullable Checkpoint other) {
		return (one == null || (other != null && other.size() > one.size())) ? other : one;
	}

	// the largest, since times grow with sizes
	private @Nullable Checkpoint findCheckpoint(long begin, long signedSize, Instant cutoff) {
		Checkpoint found = null;
		long low = begin + 1;
		long high = signedSize + 1;
		while (low < high) {
			long middle = low + (high - low) / 2;
			Checkpoint checkpoint = readSignedBefore(middle, cutoff);
			if (checkpoint != null && checkpoint.size() < high) {
				found = checkpoint;
				low = checkpoint.size() + 1;
			}
			else {
				high = middle;
			}
		}
		return found;
	}

	private @Nullable Checkpoint readSignedBefore(long size, Instant cutoff) {
		for (StoredCheckpoint stored : this.store.readCheckpoints(size, 1)) {
			try {
				byte[] bytes = stored.note().getBytes(StandardCharsets.UTF_8);
				Checkpoint checkpoint = this.verifier.verify(bytes);
				Instant signed = this.verifier.getTime(SignedNote.parse(bytes));
				return (checkpoint.size() == stored.size() && signed != null && signed.isBefore(cutoff)) ? checkpoint
						: null;
			}
			catch (InvalidNoteException ex) {
				return null;
			}
		}
		return null;
	}

	private boolean isBefore(long index, Checkpoint checkpoint, Instant cutoff) {
		List<AuditRecord> rows = this.store.read(index, 1);
		if (rows.isEmpty() || rows.get(0).findFault() != null) {
			return false;
		}
		try {
			AuditRecord row = rows.get(0);
			return InclusionProof.of(index, checkpoint.size(), this.store)
				.isValid(row.leafHash(), checkpoint.rootHash())
					&& Leaf.parse(row.payload()).getObserved().isBefore(cutoff);
		}
		catch (InvalidRecordException ex) {
			return false;
		}
	}

	static AuditEvent describe(long from, long to, Instant now) {
		return AuditEvent.builder(EventTypes.PRUNED, now)
			.with(AuditField.FIRST, from)
			.with(AuditField.LAST, to - 1)
			.with(AuditField.COUNT, to - from)
			.build();
	}

	/**
	 * Remove checkpoints: after a day one for each minute remains, after a month one for
	 * each hour. The first one that the log begins with and the latest one always remain.
	 * @param now the time
	 */
	void thinCheckpoints(Instant now) {
		long from = this.store.getFirstIndex() + 1;
		StoredCheckpoint latest = this.store.getLatestCheckpoint();
		long lastKept = Long.MIN_VALUE;
		while (true) {
			List<StoredCheckpoint> page = this.store.readCheckpoints(from, PAGE);
			List<Long> removed = new ArrayList<>();
			for (StoredCheckpoint checkpoint : page) {
				long period = period(checkpoint, now);
				if (period != 0 && !checkpoint.equals(latest)
						&& checkpoint.created().getEpochSecond() / period == lastKept / period) {
					removed.add(checkpoint.size());
				}
				else {
					lastKept = checkpoint.created().getEpochSecond();
				}
			}
			this.store.removeCheckpoints(removed);
			if (page.size() < PAGE) {
				return;
			}
			from = page.get(page.size() - 1).size() + 1;
		}
	}

	private static long period(StoredCheckpoint checkpoint, Instant now) {
		Duration age = Duration.between(checkpoint.created(), now);
		if (age.compareTo(MONTH) > 0) {
			return 3600;
		}
		return (age.compareTo(DAY) > 0) ? 60 : 0;
	}

}
