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
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Leaf;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * The records after the last checkpoint, when a node starts. Whoever wrote them would
 * have signed them soon after it; what others wrote later, and nobody signed, may be
 * anything.
 *
 * @author Identifiabl Contributors
 */
final class UnsignedTail {

	private static final int CHUNK = 1024;

	// how long after its heartbeat a node that is busy may sign
	static final Duration SLACK = Duration.ofMinutes(1);

	private final AuditStore store;

	private final OwnRecords ownRecords;

	private final Duration heartbeat;

	UnsignedTail(AuditStore store, OwnRecords ownRecords, Duration heartbeat) {
		this.store = store;
		this.ownRecords = ownRecords;
		this.heartbeat = heartbeat;
	}

	/**
	 * Return whether all of them can be what a node wrote before it could sign it.
	 * @param size the size that was signed last
	 * @param signed when, {@code null} if never
	 * @return whether none is of a later time
	 */
	boolean isOfNode(long size, @Nullable Instant signed) {
		Instant end = (signed != null) ? signed.plus(this.heartbeat).plus(SLACK) : Instant.MIN;
		long next = size;
		List<AuditRecord> rows = this.store.read(next, CHUNK);
		while (!rows.isEmpty()) {
			for (AuditRecord row : rows) {
				if (!this.ownRecords.contains(row.index()) && isAfter(row, end)) {
					return false;
				}
			}
			next += CHUNK;
			rows = this.store.read(next, CHUNK);
		}
		return true;
	}

	// what is signed is the hash, so that no other leaf may tell the time
	private static boolean isAfter(AuditRecord row, Instant end) {
		if (!MerkleHash.ofLeaf(row.payload().getBytes(StandardCharsets.UTF_8)).equals(row.leafHash())) {
			return true;
		}
		try {
			return Leaf.parse(row.payload()).getLatestTime().isAfter(end);
		}
		catch (InvalidRecordException ex) {
			return true;
		}
	}

}
