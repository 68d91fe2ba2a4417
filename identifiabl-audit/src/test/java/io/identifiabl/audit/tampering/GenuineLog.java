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

package io.identifiabl.audit.tampering;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.Projection;

/**
 * The log that is tampered with: what two nodes wrote in two years, with eight signed
 * states, an erased user and a token that was refused; once with all its 600 records, and
 * once without the first 256, which a third node pruned.
 *
 * @param whole the log with all its records
 * @param pruned the log without the first ones
 * @param wholeNote its last signed state
 * @param prunedNote the one of the pruned log
 * @param end when the last record was written
 * @param erased what was in a record before it was erased
 * @author Identifiabl Contributors
 */
record GenuineLog(LogTables whole, LogTables pruned, String wholeNote, String prunedNote, Instant end,
		ErasedRow erased) {

	static final int SIZE = 600;

	private static final int ERASED = 320;

	private static final Instant START = Instant.parse("2025-06-02T10:00:00Z");

	static GenuineLog write(DataSource database) {
		SteppedClock clock = new SteppedClock(START);
		TamperedNode one = new TamperedNode(database, clock, List.of());
		one.start();
		one.write(1, 200);
		one.sign();
		TamperedNode other = new TamperedNode(database, clock, List.of());
		other.start();
		// after a month one checkpoint of an hour is left
		clock.advance(Duration.ofHours(2));
		other.write(201, 300);
		other.sign();
		clock.advance(Duration.ofDays(400));
		other.write(300, 310);
		other.sign();
		one.write(310, 400);
		one.sign();
		ErasedRow erased = ErasedRow.of(one.getStore().read(ERASED, 1).get(0));
		one.erase("user-erased");
		one.sign();
		one.writeRefusal();
		other.write(403, 520);
		other.sign();
		one.write(520, 599);
		one.close();
		LogTables whole = LogTables.read(database);
		String wholeNote = String.valueOf(one.getTrail().getCheckpoint());
		TamperedNode pruning = new TamperedNode(database, clock, List.of());
		pruning.start();
		if (pruning.prune(Duration.ofDays(365)) != 256) {
			throw new IllegalStateException("the first 256 records were not pruned");
		}
		pruning.close();
		LogTables pruned = LogTables.read(database);
		String prunedNote = String.valueOf(pruning.getTrail().getCheckpoint());
		// this one broke off
		whole.restore(database);
		Instant end = clock.instant();
		other.close();
		return new GenuineLog(whole, pruned, wholeNote, prunedNote, end, erased);
	}

	/**
	 * What is left of a record in a backup.
	 *
	 * @param personal the personal data
	 * @param projection its columns and resources
	 */
	record ErasedRow(String personal, Projection projection) {

		static ErasedRow of(AuditRecord row) {
			return new ErasedRow(String.valueOf(row.personal()), row.projection());
		}

	}

}
