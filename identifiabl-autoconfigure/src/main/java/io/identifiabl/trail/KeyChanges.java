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

package io.identifiabl.trail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.checkpoint.VerifierKey;

/**
 * Finds out whether a log has been signed with another key until now: replaced by its
 * owner, who still has it and signs with both for a time, or lost.
 *
 * @author Identifiabl Contributors
 */
final class KeyChanges {

	private KeyChanges() {
	}

	static @Nullable AuditEvent find(AuditStore store, AuditKeys keys, Instant now) {
		StoredCheckpoint latest = store.getLatestCheckpoint();
		VerifierKey current = keys.current();
		if (latest == null || current == null) {
			return null;
		}
		SignedNote note = parse(latest.note());
		if (note == null || current.verifies(note)) {
			return null;
		}
		VerifierKey previous = (keys.previous() != null) ? keys.previous().getVerifierKey() : null;
		if (previous != null && previous.verifies(note)) {
			return event(EventTypes.KEY_ROTATED, previous, current, now);
		}
		return keys.trusted()
			.stream()
			.filter((key) -> key.verifies(note))
			.findFirst()
			.map((old) -> event(EventTypes.KEY_LOST, old, current, now))
			.orElse(null);
	}

	// one that cannot be read is for the checkpointer to refuse
	private static @Nullable SignedNote parse(String note) {
		try {
			return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
		}
		catch (InvalidNoteException ex) {
			return null;
		}
	}

	private static AuditEvent event(String type, VerifierKey from, VerifierKey to, Instant now) {
		return AuditEvent.builder(type, now)
			.with(AuditField.OLD_KEY, from.toString())
			.with(AuditField.NEW_KEY, to.toString())
			.build();
	}

}
