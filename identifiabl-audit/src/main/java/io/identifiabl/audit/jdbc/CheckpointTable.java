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
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.identifiabl.audit.StoredCheckpoint;

/**
 * The signed states of a log.
 *
 * @author Identifiabl Contributors
 */
final class CheckpointTable {

	private final String name;

	CheckpointTable(String name) {
		this.name = name;
	}

	int insert(Connection connection, StoredCheckpoint checkpoint) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"INSERT INTO " + this.name + " (note, created, size) VALUES (?, ?, ?)")) {
			return execute(statement, checkpoint);
		}
	}

	int replace(Connection connection, StoredCheckpoint checkpoint) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"UPDATE " + this.name + " SET note = ?, created = ? WHERE size = ?")) {
			return execute(statement, checkpoint);
		}
	}

	private static int execute(PreparedStatement statement, StoredCheckpoint checkpoint) throws SQLException {
		statement.setString(1, checkpoint.note());
		statement.setObject(2, LocalDateTime.ofInstant(checkpoint.created(), ZoneOffset.UTC));
		statement.setLong(3, checkpoint.size());
		return statement.executeUpdate();
	}

	List<StoredCheckpoint> readLatest(Connection connection) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT size, note, created FROM " + this.name + " ORDER BY size DESC LIMIT 1")) {
			return read(statement);
		}
	}

	List<StoredCheckpoint> read(Connection connection, long fromSize, int limit) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT size, note, created FROM " + this.name + " WHERE size >= ? ORDER BY size LIMIT " + limit)) {
			statement.setLong(1, fromSize);
			return read(statement);
		}
	}

	private static List<StoredCheckpoint> read(PreparedStatement statement) throws SQLException {
		List<StoredCheckpoint> checkpoints = new ArrayList<>();
		try (ResultSet rows = statement.executeQuery()) {
			while (rows.next()) {
				checkpoints.add(new StoredCheckpoint(rows.getLong(1), rows.getString(2), StoredTimes.read(rows, 3)));
			}
		}
		return checkpoints;
	}

	int delete(Connection connection, List<Long> sizes) throws SQLException {
		if (sizes.isEmpty()) {
			return 0;
		}
		try (PreparedStatement statement = Statements.prepare(connection,
				"DELETE FROM " + this.name + " WHERE size = ?")) {
			for (Long size : sizes) {
				statement.setLong(1, size);
				statement.addBatch();
			}
			return statement.executeBatch().length;
		}
	}

}
