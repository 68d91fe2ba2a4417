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
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * The records, and the table of what they are about.
 *
 * @author Identifiabl Contributors
 */
final class EventTable {

	private static final String COLUMNS = "idx, event_id, event_time, stream, seq, type, issuer, user_id, org_id, "
			+ "tenant, tool, client_id, decision, outcome, trace_id, payload, personal, leaf_hash";

	private static final int COLUMN_COUNT = 18;

	private static final String OF_USER = " WHERE issuer = ? AND user_id = ?";

	// in the leaf of every record that has resources
	private static final String TOUCHED = "\"touched\":";

	private final AuditTables tables;

	private final String insert;

	private final String select;

	EventTable(AuditTables tables) {
		this.tables = tables;
		this.insert = "INSERT INTO " + tables.event() + " (" + COLUMNS + ") VALUES ("
				+ String.join(", ", Collections.nCopies(COLUMN_COUNT, "?")) + ")";
		this.select = "SELECT " + COLUMNS + " FROM " + tables.event() + " e";
	}

	void insert(Connection connection, long from, List<LogEntry> entries) throws SQLException {
		boolean withResources = false;
		try (PreparedStatement statement = Statements.prepare(connection, this.insert)) {
			Batch batch = new Batch(statement);
			for (int i = 0; i < entries.size(); i++) {
				LogEntry entry = entries.get(i);
				bind(statement, from + i, entry);
				String personal = entry.getPersonal();
				batch.add(entry.getPayload().length() + ((personal != null) ? personal.length() : 0));
				withResources |= !entry.getProjection().resources().isEmpty();
			}
			batch.execute();
		}
		if (withResources) {
			insertResources(connection, from, entries);
		}
	}

	private static void bind(PreparedStatement statement, long index, LogEntry entry) throws SQLException {
		Projection projection = entry.getProjection();
		statement.setLong(1, index);
		statement.setString(2, projection.eventId());
		statement.setObject(3, LocalDateTime.ofInstant(projection.time(), ZoneOffset.UTC));
		statement.setString(4, projection.stream());
		statement.setLong(5, projection.sequence());
		statement.setString(6, projection.type());
		bind(statement, 7, projection.issuer());
		bind(statement, 8, projection.user());
		bind(statement, 9, projection.org());
		bind(statement, 10, projection.tenant());
		bind(statement, 11, projection.tool());
		bind(statement, 12, projection.client());
		bind(statement, 13, projection.decision());
		bind(statement, 14, projection.outcome());
		bind(statement, 15, projection.trace());
		statement.setString(16, entry.getPayload());
		bind(statement, 17, entry.getPersonal());
		statement.setBytes(18, entry.getLeafHash().toBytes());
	}

	private static void bind(PreparedStatement statement, int parameter, @Nullable String value) throws SQLException {
		if (value != null) {
			statement.setString(parameter, value);
		}
		else {
			statement.setNull(parameter, Types.VARCHAR);
		}
	}

	private void insertResources(Connection connection, long from, List<LogEntry> entries) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"INSERT INTO " + this.tables.resource() + " (idx, resource) VALUES (?, ?)")) {
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

	Map<String, Long> findIndices(Connection connection, List<LogEntry> entries) throws SQLException {
		Map<String, Long> indices = new HashMap<>();
		String sql = "SELECT event_id, idx FROM " + this.tables.event() + " WHERE event_id IN ("
				+ String.join(", ", Collections.nCopies(entries.size(), "?")) + ")";
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			for (int i = 0; i < entries.size(); i++) {
				statement.setString(i + 1, entries.get(i).getProjection().eventId());
			}
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					indices.put(rows.getString(1), rows.getLong(2));
				}
			}
		}
		return indices;
	}

	List<AuditRecord> find(Connection connection, AuditQuery query) throws SQLException {
		StringBuilder sql = new StringBuilder(this.select).append(" WHERE e.idx < ?");
		List<Object> parameters = new ArrayList<>();
		parameters.add(query.getBefore());
		for (AuditQuery.Condition condition : query.getConditions()) {
			sql.append(" AND ").append(condition(condition.column()));
			parameters.add(condition.value());
		}
		if (query.getFrom() != null) {
			sql.append(" AND e.event_time >= ?");
			parameters.add(LocalDateTime.ofInstant(query.getFrom(), ZoneOffset.UTC));
		}
		if (query.getTo() != null) {
			sql.append(" AND e.event_time < ?");
			parameters.add(LocalDateTime.ofInstant(query.getTo(), ZoneOffset.UTC));
		}
		if (query.isForUnknownOutcomes()) {
			sql.append(" AND NOT EXISTS (SELECT 1 FROM ")
				.append(this.tables.event())
				.append(" o WHERE o.event_id = SUBSTRING(e.event_id, 1, 36) AND o.idx <> e.idx)");
		}
		sql.append(" ORDER BY e.idx DESC LIMIT ").append(query.getLimit() + 1);
		return select(connection, sql.toString(), parameters);
	}

	private String condition(AuditQuery.Column column) {
		return switch (column) {
			case USER -> "e.user_id = ?";
			case ISSUER -> "e.issuer = ?";
			case ORG -> "e.org_id = ?";
			case TENANT -> "e.tenant = ?";
			case TOOL -> "e.tool = ?";
			case CLIENT -> "e.client_id = ?";
			case DECISION -> "e.decision = ?";
			case OUTCOME -> "e.outcome = ?";
			case TYPE -> "e.type = ?";
			case TRACE -> "e.trace_id = ?";
			case RESOURCE -> "e.idx IN (SELECT r.idx FROM " + this.tables.resource() + " r WHERE r.resource = ?)";
		};
	}

	List<AuditRecord> find(Connection connection, String eventId) throws SQLException {
		return select(connection, this.select + " WHERE e.event_id = ?", List.of(eventId));
	}

	List<AuditRecord> read(Connection connection, long from, int limit) throws SQLException {
		return select(connection, this.select + " WHERE e.idx >= ? AND e.idx < ? ORDER BY e.idx",
				List.of(from, from + limit));
	}

	List<MerkleHash> readLeafHashes(Connection connection, long from, int limit) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT leaf_hash FROM " + this.tables.event() + " WHERE idx >= ? AND idx < ? ORDER BY idx")) {
			statement.setLong(1, from);
			statement.setLong(2, from + limit);
			return hashes(statement);
		}
	}

	static List<MerkleHash> hashes(PreparedStatement statement) throws SQLException {
		List<MerkleHash> hashes = new ArrayList<>();
		try (ResultSet rows = statement.executeQuery()) {
			while (rows.next()) {
				hashes.add(HashBytes.of(rows.getBytes(1)));
			}
		}
		return hashes;
	}

	private List<AuditRecord> select(Connection connection, String sql, List<Object> parameters) throws SQLException {
		List<AuditRecord> records = new ArrayList<>();
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			for (int i = 0; i < parameters.size(); i++) {
				statement.setObject(i + 1, parameters.get(i));
			}
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					records.add(map(rows));
				}
			}
		}
		addResources(connection, records);
		return records;
	}

	private static AuditRecord map(ResultSet row) throws SQLException {
		Projection projection = new Projection(row.getString(2),
				row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC), row.getString(4), row.getLong(5),
				row.getString(6), row.getString(7), row.getString(8), row.getString(9), row.getString(10),
				row.getString(11), row.getString(12), row.getString(13), row.getString(14), row.getString(15),
				List.of());
		return new AuditRecord(row.getLong(1), row.getString(16), row.getString(17), HashBytes.of(row.getBytes(18)),
				projection);
	}

	private void addResources(Connection connection, List<AuditRecord> records) throws SQLException {
		List<Long> touching = records.stream()
			.filter((row) -> row.payload().contains(TOUCHED))
			.map(AuditRecord::index)
			.toList();
		if (touching.isEmpty()) {
			return;
		}
		Map<Long, List<String>> resources = new HashMap<>();
		String sql = "SELECT idx, resource FROM " + this.tables.resource() + " WHERE idx IN ("
				+ String.join(", ", Collections.nCopies(touching.size(), "?")) + ")";
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			for (int i = 0; i < touching.size(); i++) {
				statement.setLong(i + 1, touching.get(i));
			}
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					resources.computeIfAbsent(rows.getLong(1), (index) -> new ArrayList<>()).add(rows.getString(2));
				}
			}
		}
		// in the order of the language, which is not that of any collation
		resources.values().forEach(Collections::sort);
		records.replaceAll((row) -> row.withResources(resources.getOrDefault(row.index(), List.of())));
	}

	int erase(Connection connection, String issuer, String user, int limit) throws SQLException {
		long end = findEnd(connection, issuer, user, limit);
		update(connection, "DELETE FROM " + this.tables.resource() + " WHERE idx IN (SELECT idx FROM "
				+ this.tables.event() + OF_USER + " AND idx <= ?)", issuer, user, end);
		return update(connection, "UPDATE " + this.tables.event()
				+ " SET personal = NULL, user_id = NULL, client_id = NULL" + OF_USER + " AND idx <= ?", issuer, user,
				end);
	}

	private long findEnd(Connection connection, String issuer, String user, int limit) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT idx FROM " + this.tables.event() + OF_USER + " ORDER BY idx LIMIT 1 OFFSET " + (limit - 1))) {
			statement.setString(1, issuer);
			statement.setString(2, user);
			try (ResultSet rows = statement.executeQuery()) {
				return rows.next() ? rows.getLong(1) : Long.MAX_VALUE;
			}
		}
	}

	private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setObject(i + 1, parameters[i]);
			}
			return statement.executeUpdate();
		}
	}

	void deleteBefore(Connection connection, long index) throws SQLException {
		for (String table : List.of(this.tables.resource(), this.tables.event())) {
			update(connection, "DELETE FROM " + table + " WHERE idx < ?", index);
		}
	}

}
