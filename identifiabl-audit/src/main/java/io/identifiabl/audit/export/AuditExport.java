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

package io.identifiabl.audit.export;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.InvalidRecordException;

/**
 * A format that records can be exported in. What is exported is what the leaf and the
 * personal data behind its commitment say, never the columns beside them, and never the
 * salt: an export must not undo an erasure. That the leaf is the one that was signed is
 * for a verifier to say. Implementations are thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public interface AuditExport {

	/**
	 * Return what is before the first record.
	 * @return the first line with its end, or nothing
	 */
	String getHeader();

	/**
	 * Return a record in this format.
	 * @param record the record
	 * @return a line with its end
	 * @throws InvalidRecordException if its leaf is none, or not the one that its
	 * personal data belongs to
	 */
	String format(AuditRecord record) throws InvalidRecordException;

	/**
	 * Export a part of a log, a few records at a time.
	 * @param store the log
	 * @param from the index of the first record
	 * @param to the index after the last record
	 * @param out where to write
	 * @throws IOException if that cannot be written, or a record is missing
	 * @throws InvalidRecordException if a record is none; what was written until then is
	 * not the whole
	 */
	default void write(AuditStore store, long from, long to, Appendable out)
			throws IOException, InvalidRecordException {
		out.append(getHeader());
		long next = from;
		while (next < to) {
			List<AuditRecord> rows = store.read(next, (int) Math.min(AuditStore.PRUNE_UNIT, to - next));
			if (rows.isEmpty()) {
				throw new EOFException("the record at index " + next + " is missing");
			}
			for (AuditRecord row : rows) {
				if (row.index() != next) {
					throw new EOFException("the record at index " + next + " is missing");
				}
				out.append(format(row));
				next++;
			}
		}
	}

}
