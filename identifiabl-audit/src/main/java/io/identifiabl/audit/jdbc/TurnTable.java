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
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which node verifies the log in the background, and where it is.
 *
 * @author Identifiabl Contributors
 */
final class TurnTable {

	private static final long NONE = -1;

	private final String table;

	TurnTable(String table) {
		this.table = table;
	}

	long take(Connection connection, String node, long next, Instant now, Instant until) throws SQLException {
		Turn turn = lock(connection);
		if (turn == null) {
			write(connection, "INSERT INTO " + this.table + " (node, ends_at, next_index, id) VALUES (?, ?, ?, 1)",
					node, until, next);
			return next;
		}
		boolean own = turn.node().equals(node);
		if (!own && isOn(turn, now, until)) {
			return NONE;
		}
		long from = own ? next : turn.next();
		write(connection, "UPDATE " + this.table + " SET node = ?, ends_at = ?, next_index = ? WHERE id = 1", node,
				until, from);
		return from;
	}

	// one that lasts for so long was taken by no node, whatever its clock says
	private static boolean isOn(Turn turn, Instant now, Instant until) {
		long left = turn.endsAt() - now.toEpochMilli();
		long asked = Duration.between(now, until).toMillis();
		return left > 0 && (asked <= 0 || left <= 2 * asked);
	}

	private @Nullable Turn lock(Connection connection) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT node, ends_at, next_index FROM " + this.table + " WHERE id = 1 FOR UPDATE");
				ResultSet rows = statement.executeQuery()) {
			return rows.next()
					? new Turn(String.valueOf(rows.getString(1)), rows.getLong(2), Math.max(0, rows.getLong(3))) : null;
		}
	}

	private static void write(Connection connection, String sql, String node, Instant until, long next)
			throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			statement.setString(1, node);
			statement.setLong(2, until.toEpochMilli());
			statement.setLong(3, next);
			statement.executeUpdate();
		}
	}

	/**
	 * Whose turn it is.
	 *
	 * @param node the node
	 * @param endsAt when it is over, in milliseconds
	 * @param next the index that the node goes on at
	 */
	private record Turn(String node, long endsAt, long next) {
	}

}
