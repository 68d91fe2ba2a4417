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

package io.identifiabl.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.merkle.MerkleHash;

/**
 * A row of the log as it is stored. Whether its parts belong together is what a verifier
 * finds out.
 *
 * @param index the position in the log
 * @param payload the leaf in canonical JSON
 * @param personal the personal data with its salt, {@code null} if it was erased
 * @param leafHash the hash of the leaf
 * @param projection the columns
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record AuditRecord(long index, String payload, @Nullable String personal, MerkleHash leafHash,
		Projection projection) {

	/**
	 * Return a row of a log.
	 * @param index the position in the log
	 * @param entry what is there
	 * @return the row
	 */
	public static AuditRecord of(long index, LogEntry entry) {
		return new AuditRecord(index, entry.getPayload(), entry.getPersonal(), entry.getLeafHash(),
				entry.getProjection());
	}

	/**
	 * Look for a fault that the row has by itself: whether its hash is the one of its
	 * leaf, and its columns are what its leaf and its personal data say. That the leaf is
	 * in the log that was signed is another matter.
	 * @return what is wrong, and nothing of what is in the record; {@code null} if
	 * nothing is
	 */
	public @Nullable String findFault() {
		if (!isLeafIntact()) {
			return "the record is not what its hash says";
		}
		try {
			return Leaf.parse(this.payload).project(this.personal).equals(this.projection) ? null
					: "the columns are not what the record says";
		}
		catch (InvalidRecordException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	boolean isLeafIntact() {
		return MerkleHash.ofLeaf(this.payload.getBytes(StandardCharsets.UTF_8)).equals(this.leafHash);
	}

	/**
	 * Return the row with the records that were accessed.
	 * @param resources the records, sorted
	 * @return the row
	 */
	public AuditRecord withResources(List<String> resources) {
		return new AuditRecord(this.index, this.payload, this.personal, this.leafHash,
				this.projection.withResources(resources));
	}

	/**
	 * Return the row without its personal data.
	 * @return what remains of it
	 */
	public AuditRecord erased() {
		return new AuditRecord(this.index, this.payload, null, this.leafHash, this.projection.erased());
	}

	/**
	 * Return the type and the position, and nothing personal.
	 */
	@Override
	public String toString() {
		return this.projection.type() + " at " + this.index;
	}

}
