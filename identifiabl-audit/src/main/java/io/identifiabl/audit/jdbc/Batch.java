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

import java.sql.PreparedStatement;
import java.sql.SQLException;

import io.identifiabl.audit.jdbc.SqlFailures.DamagedLogException;

/**
 * Rows that are sent together, and no more of them at once than any server takes: some
 * drivers make one packet of a batch, and MySQL refuses those above its
 * {@code max_allowed_packet}.
 *
 * @author Identifiabl Contributors
 */
final class Batch {

	// in characters, of up to four bytes; a record is a fourth of it at most
	private static final int MAX_LENGTH = 500_000;

	private final PreparedStatement statement;

	private int length;

	Batch(PreparedStatement statement) {
		this.statement = statement;
	}

	/**
	 * Add a row.
	 * @param rowLength about how long it is
	 */
	void add(int rowLength) throws SQLException {
		this.statement.addBatch();
		this.length += rowLength;
		if (this.length > MAX_LENGTH) {
			execute();
		}
	}

	// a trigger or a rule can leave a row out without a word
	private static void checkAll(int... counts) throws SQLException {
		for (int count : counts) {
			if (count == 0) {
				throw new DamagedLogException("the database has left out a row that it was sent");
			}
		}
	}

	/**
	 * Send what has not been sent.
	 * @throws DamagedLogException if the database did not store every row
	 */
	void execute() throws SQLException {
		if (this.length > 0) {
			checkAll(this.statement.executeBatch());
			this.length = 0;
		}
	}

}
