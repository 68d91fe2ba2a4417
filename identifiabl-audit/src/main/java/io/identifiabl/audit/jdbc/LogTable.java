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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import io.identifiabl.audit.jdbc.SqlFailures.DamagedLogException;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * The row of the log: its name, its size and its right edge, and where it begins. Whoever
 * appends holds its lock.
 *
 * @author Identifiabl Contributors
 */
final class LogTable {

	private static final int SCHEMA_VERSION = 1;

	// a node that stands still while it holds the lock must not stop the others; and what
	// was acknowledged must not be gone with the database's next crash, whatever the
	// default of this database is. Both end with the transaction, so that they are nobody
	// else's, whoever has the connection next
	private static final String POSTGRESQL_SETTINGS = """
			, set_config('idle_in_transaction_session_timeout', '2000', true)\
			, CASE WHEN current_setting('synchronous_commit') = 'off'\
			 THEN set_config('synchronous_commit', 'on', true) END""";

	private final String table;

	private final String origin;

	private final String settings;

	LogTable(String table, String origin, String product) {
		this.table = table;
		this.origin = origin;
		this.settings = product.equals("PostgreSQL") ? POSTGRESQL_SETTINGS : "";
	}

	boolean begin(Connection connection) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection, "INSERT INTO " + this.table
				+ " (id, origin, size, frontier, first_index, schema_version) VALUES (1, ?, 0, ?, 0, ?)")) {
			statement.setString(1, this.origin);
			statement.setBytes(2, new byte[0]);
			statement.setInt(3, SCHEMA_VERSION);
			return statement.executeUpdate() == 1;
		}
	}

	boolean check(Connection connection) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT origin, schema_version FROM " + this.table + " WHERE id = 1");
				ResultSet rows = statement.executeQuery()) {
			if (!rows.next()) {
				return false;
			}
			if (rows.getInt(2) > SCHEMA_VERSION) {
				throw new IllegalStateException("The audit tables have version " + rows.getInt(2)
						+ ", and this library knows version " + SCHEMA_VERSION + ". Use a later one.");
			}
			if (!this.origin.equals(rows.getString(1))) {
				throw new IllegalStateException("The audit tables hold the log '" + rows.getString(1) + "', not '"
						+ this.origin + "'. Use its name, or tables of another prefix.");
			}
			return true;
		}
	}

	// whoever only appends loses nothing by it if somebody has changed the name
	Frontier lock(Connection connection) throws SQLException {
		return read(connection, this.settings, " FOR UPDATE", false);
	}

	Frontier readFrontier(Connection connection) throws SQLException {
		return read(connection, "", "", true);
	}

	private Frontier read(Connection connection, String settings, String suffix, boolean checked) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT size, frontier, origin" + settings + " FROM " + this.table + " WHERE id = 1" + suffix);
				ResultSet rows = statement.executeQuery()) {
			if (!rows.next()) {
				throw new DamagedLogException("the row of the audit log is gone");
			}
			if (checked && !this.origin.equals(rows.getString(3))) {
				throw new DamagedLogException(
						"the row of the audit log has the name of another log than '" + this.origin + "'");
			}
			try {
				return Frontier.of(rows.getLong(1), HashBytes.split(rows.getBytes(2)));
			}
			catch (IllegalArgumentException ex) {
				throw new DamagedLogException("the row of the audit log was damaged", ex);
			}
		}
	}

	int update(Connection connection, Frontier frontier) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"UPDATE " + this.table + " SET size = ?, frontier = ? WHERE id = 1")) {
			statement.setLong(1, frontier.getSize());
			statement.setBytes(2, MerkleHash.join(frontier.getRoots()));
			return statement.executeUpdate();
		}
	}

	long readFirstIndex(Connection connection) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT first_index FROM " + this.table + " WHERE id = 1"); ResultSet rows = statement.executeQuery()) {
			if (!rows.next()) {
				throw new DamagedLogException("the row of the audit log is gone");
			}
			return rows.getLong(1);
		}
	}

	boolean moveFirstIndex(Connection connection, long firstIndex) throws SQLException {
		lock(connection);
		try (PreparedStatement statement = Statements.prepare(connection,
				"UPDATE " + this.table + " SET first_index = ? WHERE id = 1 AND first_index < ?")) {
			statement.setLong(1, firstIndex);
			statement.setLong(2, firstIndex);
			return statement.executeUpdate() == 1;
		}
	}

}
