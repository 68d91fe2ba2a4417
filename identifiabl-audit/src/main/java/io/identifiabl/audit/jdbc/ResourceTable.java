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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.LogEntry;

/**
 * What records are about, a row for each.
 *
 * @author Identifiabl Contributors
 */
final class ResourceTable {

	private final String table;

	ResourceTable(String table) {
		this.table = table;
	}

	void insert(Connection connection, long from, List<LogEntry> entries) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"INSERT INTO " + this.table + " (idx, resource) VALUES (?, ?)")) {
			Batch batch = new Batch(statement);
			for (int i = 0; i < entries.size(); i++) {
				for (String resource : entries.get(i).getProjection().resources()) {
					statement.setLong(1, from + i);
					statement.setString(2, resource);
					batch.add(Long.BYTES + resource.length());
				}
			}
			batch.execute();
		}
	}

	// of every record, whether it says that it has any or not: nobody else must have
	// added
	// some
	void addTo(List<AuditRecord> records, Connection connection) throws SQLException {
		if (records.isEmpty()) {
			return;
		}
		Map<Long, List<String>> resources = new HashMap<>();
		String sql = "SELECT idx, resource FROM " + this.table + " WHERE idx IN ("
				+ String.join(", ", Collections.nCopies(records.size(), "?")) + ")";
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			for (int i = 0; i < records.size(); i++) {
				statement.setLong(i + 1, records.get(i).index());
			}
			read(statement, resources);
		}
		withResources(records, resources);
	}

	void addTo(List<AuditRecord> records, Connection connection, long from, long end) throws SQLException {
		Map<Long, List<String>> resources = new HashMap<>();
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT idx, resource FROM " + this.table + " WHERE idx >= ? AND idx < ?")) {
			statement.setLong(1, from);
			statement.setLong(2, end);
			read(statement, resources);
		}
		withResources(records, resources);
	}

	private static void read(PreparedStatement statement, Map<Long, List<String>> resources) throws SQLException {
		try (ResultSet rows = statement.executeQuery()) {
			while (rows.next()) {
				resources.computeIfAbsent(rows.getLong(1), (index) -> new ArrayList<>())
					.add(String.valueOf(rows.getString(2)));
			}
		}
	}

	private static void withResources(List<AuditRecord> records, Map<Long, List<String>> resources) {
		if (resources.isEmpty()) {
			return;
		}
		// in the order of the language, which is not that of any collation
		resources.values().forEach(Collections::sort);
		records.replaceAll((row) -> row.withResources(resources.getOrDefault(row.index(), List.of())));
	}

}
