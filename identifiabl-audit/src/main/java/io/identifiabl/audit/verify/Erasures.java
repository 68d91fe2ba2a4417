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

import java.util.List;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Leaf;

/**
 * Compares the records without personal data with the erasures that the log tells of: an
 * erasure that somebody imitates in the database is told by nobody. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class Erasures {

	private static final int CHUNK = 512;

	// the records without personal data
	private long erased;

	private long first;

	private long last;

	// those that erasures counted
	private long recorded;

	// erasures of which only the intent is known
	private long unfinished;

	/**
	 * Follow a record.
	 * @param row where it is, and whether its personal data is there
	 * @param leaf what it says
	 */
	void add(AuditRecord row, Leaf leaf) {
		if (row.personal() == null) {
			this.first = (this.erased == 0) ? row.index() : this.first;
			this.last = row.index();
			this.erased++;
		}
		addErasure(leaf);
	}

	private void addErasure(Leaf leaf) {
		if (!EventTypes.SUBJECT_ERASED.equals(leaf.getType())) {
			return;
		}
		if ("intent".equals(leaf.get(AuditField.PHASE))) {
			this.unfinished++;
		}
		else if ("outcome".equals(leaf.get(AuditField.PHASE)) && leaf.get(AuditField.COUNT) instanceof Long count) {
			this.unfinished--;
			this.recorded += count;
		}
	}

	/**
	 * Tell whether more was erased than erasures say.
	 * @param store the log, which may have told of an erasure since it was read
	 * @param end the index after the last record that was read
	 * @param findings takes what is wrong
	 * @param notes takes what is not wrong and yet worth knowing
	 */
	void describe(AuditStore store, long end, VerificationReport.Findings findings, List<String> notes) {
		if (this.erased > this.recorded) {
			readErasures(store, end);
		}
		if (this.erased > this.recorded && this.unfinished > 0) {
			notes.add("erasures of " + this.recorded + " records and one without an outcome are recorded, and "
					+ this.erased + " records have no personal data");
		}
		else if (this.erased > this.recorded) {
			findings.add(this.first, this.last - this.first + 1,
					this.erased + " records have no personal data, and erasures of " + this.recorded + " are recorded");
		}
		else if (this.recorded > this.erased) {
			// the others were pruned, as far as anybody can tell
			notes.add("erasures of " + this.recorded + " records are recorded, and " + this.erased
					+ " without personal data are still there, so that up to " + (this.recorded - this.erased)
					+ " of those could have been erased by somebody else");
		}
	}

	// what is erased while the log is read is told of at its end
	private void readErasures(AuditStore store, long end) {
		long next = end;
		List<AuditRecord> rows = store.read(next, CHUNK);
		while (!rows.isEmpty()) {
			for (AuditRecord row : rows) {
				addLater(row);
				next = Math.max(next, row.index()) + 1;
			}
			rows = store.read(next, CHUNK);
		}
	}

	private void addLater(AuditRecord row) {
		try {
			addErasure(Leaf.parse(row.payload()));
		}
		catch (InvalidRecordException ex) {
			// a verification that gets that far says so
		}
	}

}
