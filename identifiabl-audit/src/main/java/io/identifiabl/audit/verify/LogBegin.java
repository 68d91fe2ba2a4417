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

package io.identifiabl.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Leaf;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.InclusionProof;

/**
 * Finds out whether a log may begin where its store says that it does. It may if the
 * state at which it begins was signed as one at which it may, and a signed record says
 * that everything before was pruned. The record alone proves nothing, since whoever can
 * write into the database of a running node gets a record signed.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class LogBegin {

	// the one that is looked for is the newest, unless somebody added others
	private static final int MAX_RECORDS = 100;

	private LogBegin() {
	}

	/**
	 * Look for what does not allow the log to begin there.
	 * @param store the log
	 * @param begin the index of its first record, as the store says
	 * @param verifier knows the trusted keys
	 * @return what is wrong, {@code null} if nothing is
	 */
	public static @Nullable String findFault(AuditStore store, long begin, CheckpointVerifier verifier) {
		if (begin == 0 || (begin > 0 && begin <= store.getForgotten())) {
			return null;
		}
		try {
			if (begin > 0 && isUntrusted(store, begin, verifier)) {
				return "the checkpoint at which the log begins was signed by no trusted key";
			}
			if (begin < 0 || !isSigned(store, begin, verifier)) {
				return "the log does not begin where a checkpoint was signed for that";
			}
			return isRecorded(store, begin, verifier) ? null
					: "the log does not begin where a record says that it was pruned";
		}
		catch (IllegalArgumentException ex) {
			return "the hashes of the records before are missing";
		}
	}

	/**
	 * Return whether no trusted key signed the state at which a log begins. The key of
	 * that time may be trusted no more.
	 * @param store the log
	 * @param begin the index of its first record, as the store says
	 * @param verifier knows the trusted keys
	 * @return whether there is a checkpoint, which cannot be verified
	 */
	public static boolean isUntrusted(AuditStore store, long begin, CheckpointVerifier verifier) {
		StoredCheckpoint stored = find(store, begin);
		return stored != null && verify(stored, verifier) == null;
	}

	private static boolean isSigned(AuditStore store, long begin, CheckpointVerifier verifier) {
		StoredCheckpoint stored = find(store, begin);
		Checkpoint checkpoint = (stored != null) ? verify(stored, verifier) : null;
		return checkpoint != null && checkpoint.size() == begin && checkpoint.isBegin()
				&& checkpoint.rootHash().equals(Frontier.at(begin, store).getRoot());
	}

	private static @Nullable StoredCheckpoint find(AuditStore store, long begin) {
		List<StoredCheckpoint> found = (begin > 0) ? store.readCheckpoints(begin, 1) : List.of();
		return (!found.isEmpty() && found.get(0).size() == begin) ? found.get(0) : null;
	}

	private static boolean isRecorded(AuditStore store, long begin, CheckpointVerifier verifier) {
		StoredCheckpoint stored = store.getLatestCheckpoint();
		Checkpoint latest = (stored != null) ? verify(stored, verifier) : null;
		return latest != null && store.find(AuditQuery.all().where(Column.TYPE, EventTypes.PRUNED).limit(MAX_RECORDS))
			.records()
			.stream()
			.anyMatch((row) -> isAbout(row, begin) && isIn(row, latest, store));
	}

	/**
	 * Return whether a record says that everything before an index was pruned.
	 * @param row the record
	 * @param begin the index
	 * @return whether it does, and is what its hash says
	 */
	static boolean isAbout(AuditRecord row, long begin) {
		try {
			return row.findFault() == null && row.index() >= begin && isAbout(Leaf.parse(row.payload()), begin);
		}
		catch (InvalidRecordException ex) {
			return false;
		}
	}

	static boolean isAbout(Leaf leaf, long begin) {
		return EventTypes.PRUNED.equals(leaf.getType()) && Long.valueOf(begin - 1).equals(leaf.get(AuditField.LAST));
	}

	private static boolean isIn(AuditRecord row, Checkpoint checkpoint, AuditStore store) {
		return row.index() < checkpoint.size() && InclusionProof.of(row.index(), checkpoint.size(), store)
			.isValid(row.leafHash(), checkpoint.rootHash());
	}

	private static @Nullable Checkpoint verify(StoredCheckpoint stored, CheckpointVerifier verifier) {
		try {
			return verifier.verify(stored.note().getBytes(StandardCharsets.UTF_8));
		}
		catch (InvalidNoteException ex) {
			return null;
		}
	}

}
