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

package io.identifiabl.audit.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Leaf;
import io.identifiabl.audit.SequenceNumbers;
import io.identifiabl.audit.verify.VerificationReport;

/**
 * Compares what a node was told with what is in its log, to the unit.
 *
 * @author Identifiabl Contributors
 */
final class LossAccount {

	// what is in memory: a full queue, what is being stored, and an event of each thread
	private static final int MEMORY = 1000 + 256 + 16;

	private final AckFile.Content told;

	private final LossCase row;

	// named in the log of the application, as no disk had room for it
	private final SequenceNumbers said;

	// in the spill file when the node had ended
	private final SequenceNumbers left;

	private final Map<String, Long> stored = new HashMap<>();

	private final SequenceNumbers numbers = new SequenceNumbers();

	private final SequenceNumbers named = new SequenceNumbers();

	private final List<String> faults = new ArrayList<>();

	private boolean ended;

	LossAccount(LossCase row, AckFile.Content told, SequenceNumbers said, SequenceNumbers left) {
		this.row = row;
		this.told = told;
		this.said = said;
		this.left = left;
	}

	/**
	 * Take the books.
	 * @param records the log
	 * @param auditor the stream of the one who reads it
	 * @param report what a verification says, ten minutes later
	 */
	LossResult close(List<AuditRecord> records, String auditor, VerificationReport report)
			throws InvalidRecordException {
		for (AuditRecord each : records) {
			add(each, auditor);
		}
		check("every record is stored once", this.stored.size() == records.size());
		report.findings().forEach((finding) -> this.faults.add("finding: " + finding.text()));
		this.told.durable.forEach((id, index) -> {
			if (!index.equals(this.stored.get(id))) {
				this.faults.add("was durable at " + index + " and is at " + this.stored.get(id));
			}
		});
		Set<String> missing = new HashSet<>(this.told.accepted);
		missing.removeAll(this.stored.keySet());
		long unnamed = missing.size() - countNamedEvents(missing.size());
		checkNumbers();
		if (this.row.ending() == Ending.SIGKILL) {
			// where no file takes any more, neither does it take the names of what is
			// lost
			check("what a kill takes was in memory: " + unnamed, unnamed <= MEMORY || this.row.outage().isOfFullFile());
			check("what had left the memory is there: " + this.told.kept,
					this.numbers.size() + this.named.size() >= this.told.kept);
			check("the stream has no end", !this.ended);
		}
		else if (this.row.delivery().equals("async")) {
			check("stored or named: " + unnamed + ", said " + this.said, unnamed == 0);
		}
		// a node that had no time to end may end after its spill file was closed
		check("only a full disk leaves no other place", this.said.size() <= 1 || this.row.outage().needsDisk());
		return new LossResult(this.row, this.told.offered.size(), this.told.accepted.size() + this.told.durable.size(),
				this.told.refused.size(), this.named.size(), this.said.size(), Math.max(0, unnamed), this.faults);
	}

	// the last event of a node, which no caller recorded, can be lost as any other
	private long countNamedEvents(long missing) {
		long all = this.named.size() + this.said.size();
		return all - ((!this.ended && all == missing + 1) ? 1 : 0);
	}

	private void checkNumbers() {
		check("the node is in the log", !this.numbers.isEmpty());
		if (this.numbers.isEmpty()) {
			return;
		}
		long last = this.named.isEmpty() ? this.numbers.last() : Math.max(this.numbers.last(), this.named.last());
		SequenceNumbers missing = this.numbers.missing(0, last);
		SequenceNumbers both = this.named.missing(0, last);
		both.removeAll(missing);
		SequenceNumbers unread = new SequenceNumbers();
		unread.addAll(this.left);
		unread.removeAll(this.numbers);
		check("what was in the spill file is there: " + unread, unread.isEmpty());
		check("nothing is named that is stored", both.size() == this.numbers.size());
		missing.removeAll(this.named);
		check("no number is missing without being named: " + missing, missing.isEmpty());
	}

	private void add(AuditRecord each, String auditor) throws InvalidRecordException {
		this.stored.put(each.projection().eventId(), each.index());
		boolean ofNode = !each.projection().stream().equals(auditor);
		if (ofNode) {
			check("every number is stored once", this.numbers.add(each.projection().sequence()));
			this.ended |= each.projection().type().equals(EventTypes.STREAM_END);
		}
		Leaf leaf = Leaf.parse(each.payload());
		boolean namesNode = ofNode || leaf.get(AuditField.LOST_STREAM) != null;
		if (each.projection().type().equals(EventTypes.GAP) && namesNode
				&& leaf.get(AuditField.LOST) instanceof List<?> lost) {
			SequenceNumbers names = SequenceNumbers.parse(lost);
			long before = this.named.size();
			this.named.addAll(names);
			check("every number is named once", this.named.size() == before + names.size());
		}
	}

	private void check(String what, boolean holds) {
		if (!holds) {
			this.faults.add("not so: " + what);
		}
	}

}
