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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * What the tables of a log hold, to be put back after somebody has changed them.
 *
 * @author Identifiabl Contributors
 */
final class LogTables {

	static final List<String> EVENT_COLUMNS = List.of("idx", "event_id", "event_time", "stream", "seq", "type",
			"issuer", "user_id", "org_id", "tenant", "tool", "client_id", "claimed", "decision", "outcome", "trace_id",
			"email", "address", "client_claimed", "route", "reason", "payload", "personal", "leaf_hash");

	private static final String UNREADABLE = "unreadable";

	private static final Map<String, List<String>> COLUMNS = columns();

	private static final Map<String, Integer> KEYS = Map.of("log", 1, "event", 1, "resource", 2, "tile", 2,
			"checkpoint", 1, "turn", 1);

	private final Map<String, Map<List<Object>, List<@Nullable Object>>> tables = new LinkedHashMap<>();

	private LogTables() {
	}

	private static Map<String, List<String>> columns() {
		Map<String, List<String>> columns = new LinkedHashMap<>();
		columns.put("log", List.of("id", "origin", "size", "frontier", "first_index", "schema_version"));
		columns.put("event", EVENT_COLUMNS);
		columns.put("resource", List.of("resource", "idx"));
		columns.put("tile", List.of("level", "n", "hash"));
		columns.put("checkpoint", List.of("size", "note", "created"));
		columns.put("turn", List.of("id", "node", "ends_at", "next_index"));
		return columns;
	}

	static String name(String table) {
		return "identifiabl_audit_" + table;
	}

	static LogTables read(DataSource database, String... names) {
		LogTables read = new LogTables();
		try (Connection connection = database.getConnection()) {
			for (String table : (names.length > 0) ? List.of(names) : COLUMNS.keySet()) {
				read.tables.put(table, read(connection, table));
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return read;
	}

	private static Map<List<Object>, List<@Nullable Object>> read(Connection connection, String table)
			throws SQLException {
		List<String> columns = COLUMNS.getOrDefault(table, List.of());
		int key = KEYS.getOrDefault(table, 1);
		Map<List<Object>, List<@Nullable Object>> rows = new LinkedHashMap<>();
		try (PreparedStatement statement = connection
			.prepareStatement("SELECT " + String.join(", ", columns) + " FROM " + name(table));
				ResultSet result = statement.executeQuery()) {
			while (result.next()) {
				List<@Nullable Object> row = new ArrayList<>();
				for (int i = 1; i <= columns.size(); i++) {
					row.add(value(result, i));
				}
				List<Object> id = new ArrayList<>();
				row.subList(0, key).forEach((part) -> id.add(String.valueOf(part)));
				rows.put(id, row);
			}
		}
		return rows;
	}

	private static @Nullable Object value(ResultSet result, int column) throws SQLException {
		int type = result.getMetaData().getColumnType(column);
		if (type == Types.TIMESTAMP) {
			try {
				return result.getObject(column, LocalDateTime.class);
			}
			catch (SQLException ex) {
				// what was there before was read
				return UNREADABLE;
			}
		}
		Object value = result.getObject(column);
		return (value instanceof byte[] bytes) ? new Bytes(HexFormat.of().formatHex(bytes)) : value;
	}

	/**
	 * Put everything back. Rows that are what they were stay.
	 */
	void restore(DataSource database) {
		try (Connection connection = database.getConnection()) {
			connection.setAutoCommit(false);
			for (String table : this.tables.keySet()) {
				restore(connection, table);
			}
			connection.commit();
			connection.setAutoCommit(true);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void restore(Connection connection, String table) throws SQLException {
		Map<List<Object>, List<@Nullable Object>> wanted = this.tables.getOrDefault(table, Map.of());
		Map<List<Object>, List<@Nullable Object>> current = read(connection, table);
		List<List<@Nullable Object>> removed = new ArrayList<>();
		current.forEach((key, row) -> {
			if (!row.equals(wanted.get(key)) && !isUnreadable(wanted.get(key))) {
				removed.add(row);
			}
		});
		delete(connection, table, removed);
		List<List<@Nullable Object>> missing = new ArrayList<>();
		wanted.forEach((key, row) -> {
			if (!row.equals(current.get(key)) && !isUnreadable(row)) {
				missing.add(row);
			}
		});
		insert(connection, table, missing);
	}

	// it cannot be written again, so that it stays as it is
	private static boolean isUnreadable(@Nullable List<@Nullable Object> row) {
		return row != null && row.contains(UNREADABLE);
	}

	private static void delete(Connection connection, String table, List<List<@Nullable Object>> rows)
			throws SQLException {
		List<String> keys = COLUMNS.getOrDefault(table, List.of()).subList(0, KEYS.getOrDefault(table, 1));
		try (PreparedStatement statement = connection
			.prepareStatement("DELETE FROM " + name(table) + " WHERE " + String.join(" = ? AND ", keys) + " = ?")) {
			for (List<@Nullable Object> row : rows) {
				bind(statement, row.subList(0, keys.size()));
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

	private static void insert(Connection connection, String table, List<List<@Nullable Object>> rows)
			throws SQLException {
		List<String> columns = COLUMNS.getOrDefault(table, List.of());
		try (PreparedStatement statement = connection
			.prepareStatement("INSERT INTO " + name(table) + " (" + String.join(", ", columns) + ") VALUES ("
					+ String.join(", ", Collections.nCopies(columns.size(), "?")) + ")")) {
			for (List<@Nullable Object> row : rows) {
				bind(statement, row);
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

	private static void bind(PreparedStatement statement, List<@Nullable Object> row) throws SQLException {
		for (int i = 0; i < row.size(); i++) {
			Object value = row.get(i);
			statement.setObject(i + 1, (value instanceof Bytes bytes) ? HexFormat.of().parseHex(bytes.hex()) : value);
		}
	}

	/**
	 * Bytes that are compared by what they are.
	 *
	 * @param hex the bytes
	 */
	private record Bytes(String hex) {
	}

}
