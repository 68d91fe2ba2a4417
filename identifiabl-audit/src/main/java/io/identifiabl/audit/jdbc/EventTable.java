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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.jdbc.SqlFailures.DamagedLogException;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * The records, each with what the table beside says that it is about.
 *
 * @author Identifiabl Contributors
 */
final class EventTable {

	// what is personal, or derived from it
	static final List<String> ERASABLE = List.of("personal", "user_id", "client_id", "claimed", "trace_id", "email",
			"address", "client_claimed");

	// of a user, and of those whose token was refused and claims to be of that user
	private static final String OF_USER = " WHERE (issuer = ? AND user_id = ? OR claimed = ?)";

	private final AuditTables tables;

	private final ResourceTable resources;

	private final RecordFinder finder;

	private final EventInserts inserts;

	private final String select;

	EventTable(AuditTables tables, String product) {
		this.tables = tables;
		this.resources = new ResourceTable(tables.resource());
		this.inserts = EventInserts.of(product, tables.event());
		this.finder = new RecordFinder(tables, this::select);
		this.select = "SELECT " + String.join(", ", EventRow.NAMES) + " FROM " + tables.event() + " e";
	}

	/**
	 * Prepare to insert records.
	 * @param connection the connection
	 * @param entries the records
	 * @return what inserts them
	 */
	EventInserts.Insertion prepare(Connection connection, List<LogEntry> entries) throws SQLException {
		EventInserts.Insertion rows = this.inserts.prepare(connection, entries.stream().map(EventRow::of).toList());
		if (entries.stream().allMatch((entry) -> entry.getProjection().resources().isEmpty())) {
			return rows;
		}
		return (from) -> {
			rows.insert(from);
			this.resources.insert(connection, from, entries);
		};
	}

	// a row that only has the id of an entry is another one, and whoever wrote it must
	// not
	// get the entry acknowledged
	Map<String, Long> findIndices(Connection connection, List<LogEntry> entries, long first, long size)
			throws SQLException {
		Map<String, Long> indices = new HashMap<>();
		Map<String, MerkleHash> hashes = new HashMap<>();
		entries.forEach((entry) -> hashes.put(entry.getProjection().eventId(), entry.getLeafHash()));
		String sql = "SELECT event_id, idx, leaf_hash FROM " + this.tables.event() + " WHERE event_id IN ("
				+ String.join(", ", Collections.nCopies(entries.size(), "?")) + ")";
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			for (int i = 0; i < entries.size(); i++) {
				statement.setString(i + 1, entries.get(i).getProjection().eventId());
			}
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					long index = rows.getLong(2);
					if (index < first || index >= size
							|| !HashBytes.of(rows.getBytes(3)).equals(hashes.get(rows.getString(1)))) {
						throw new DamagedLogException("another record has the id of a new one, at index " + index);
					}
					indices.put(rows.getString(1), index);
				}
			}
		}
		return indices;
	}

	// a number is given once, so that whoever has it took it
	void checkNumbers(Connection connection, List<LogEntry> entries, Map<String, Long> known) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT idx FROM " + this.tables.event() + " WHERE stream = ? AND seq = ?")) {
			for (LogEntry entry : entries) {
				Projection projection = entry.getProjection();
				if (!known.containsKey(projection.eventId())) {
					statement.setString(1, projection.stream());
					statement.setLong(2, projection.sequence());
					try (ResultSet rows = statement.executeQuery()) {
						if (rows.next()) {
							throw new DamagedLogException(
									"another record has the number of a new one, at index " + rows.getLong(1));
						}
					}
				}
			}
		}
	}

	AuditPage find(Connection connection, AuditQuery query) throws SQLException {
		return this.finder.find(connection, query);
	}

	/**
	 * Read rows.
	 * @param connection a connection
	 * @param condition an SQL expression about {@code e}, and what follows it
	 * @param parameters its parameters
	 * @return the rows, with their resources
	 */
	List<AuditRecord> select(Connection connection, String condition, List<?> parameters) throws SQLException {
		List<AuditRecord> records = selectRows(connection, this.select + " WHERE " + condition, parameters);
		this.resources.addTo(records, connection);
		return records;
	}

	List<AuditRecord> find(Connection connection, String eventId) throws SQLException {
		return select(connection, "e.event_id = ?", List.of(eventId));
	}

	List<AuditRecord> read(Connection connection, long from, int limit) throws SQLException {
		List<AuditRecord> records = selectRows(connection,
				this.select + " WHERE e.idx >= ? AND e.idx < ? ORDER BY e.idx", List.of(from, from + limit));
		this.resources.addTo(records, connection, from, from + limit);
		return records;
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

	private static List<AuditRecord> selectRows(Connection connection, String sql, List<?> parameters)
			throws SQLException {
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
		return records;
	}

	// what somebody emptied is nothing that a record says, so that it is found like
	// others
	private static AuditRecord map(ResultSet row) throws SQLException {
		Projection projection = new Projection(text(row, 2), StoredTimes.read(row, 3), text(row, 4), row.getLong(5),
				text(row, 6), row.getString(7), row.getString(8), row.getString(9), row.getString(10),
				row.getString(11), row.getString(12), row.getString(13), row.getString(14), row.getString(15),
				row.getString(16), row.getString(17), row.getString(18), row.getString(19), row.getString(20),
				row.getString(21), List.of());
		return new AuditRecord(row.getLong(1), text(row, 22), row.getString(23), HashBytes.of(row.getBytes(24)),
				projection);
	}

	private static String text(ResultSet row, int column) throws SQLException {
		String text = row.getString(column);
		return (text != null) ? text : "";
	}

	// those that no pruning explains come first, or others would hide them
	List<Long> findStrays(Connection connection, int limit) throws SQLException {
		Set<Long> strays = new LinkedHashSet<>();
		addStrays(connection, "r.idx < 0 OR r.idx >= l.size", limit, strays);
		addStrays(connection, "r.idx >= 0 AND r.idx < l.first_index", limit, strays);
		return strays.stream().limit(limit).sorted().toList();
	}

	private void addStrays(Connection connection, String where, int limit, Set<Long> strays) throws SQLException {
		for (String table : List.of(this.tables.event(), this.tables.resource())) {
			// one statement, which sees the log as it was at one moment
			String sql = "SELECT DISTINCT r.idx FROM " + table + " r CROSS JOIN " + this.tables.log()
					+ " l WHERE l.id = 1 AND (" + where + ") ORDER BY r.idx LIMIT " + limit;
			try (PreparedStatement statement = Statements.prepare(connection, sql);
					ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					strays.add(rows.getLong(1));
				}
			}
		}
	}

	// nothing must stand where the next record is going to
	void checkEnd(Connection connection, long size) throws SQLException {
		for (String table : List.of(this.tables.event(), this.tables.resource())) {
			try (PreparedStatement statement = Statements.prepare(connection, "SELECT MAX(idx) FROM " + table);
					ResultSet rows = statement.executeQuery()) {
				if (rows.next() && rows.getLong(1) >= size && !rows.wasNull()) {
					throw new DamagedLogException("a row stands at or after the end of the audit log, at index "
							+ rows.getLong(1) + ", which no node wrote");
				}
			}
		}
	}

	// a row like others, which nobody ever sees
	void insertProbe(Connection connection, long index) throws SQLException {
		// an id of its own, or a row that somebody planted would make it fail for ever
		this.inserts.prepare(connection, List.of(EventRow.probe(UUID.randomUUID().toString()))).insert(index);
	}

	int erase(Connection connection, String issuer, String user, int limit) throws SQLException {
		String claimed = Projection.toClaimed(issuer, user);
		long end = findEnd(connection, limit, issuer, user, claimed);
		update(connection, "DELETE FROM " + this.tables.resource() + " WHERE idx IN (SELECT idx FROM "
				+ this.tables.event() + OF_USER + " AND idx <= ?)", issuer, user, claimed, end);
		return update(connection, "UPDATE " + this.tables.event() + " SET " + String.join(" = NULL, ", ERASABLE)
				+ " = NULL" + OF_USER + " AND idx <= ?", issuer, user, claimed, end);
	}

	private long findEnd(Connection connection, int limit, String... user) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT idx FROM " + this.tables.event() + OF_USER + " ORDER BY idx LIMIT 1 OFFSET " + (limit - 1))) {
			for (int i = 0; i < user.length; i++) {
				statement.setString(i + 1, user[i]);
			}
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

	long deleteBefore(Connection connection, long index, int limit) throws SQLException {
		long deleted = 0;
		for (String table : List.of(this.tables.resource(), this.tables.event())) {
			Long least = findLeast(connection, table);
			if (least != null && least < index) {
				deleted += update(connection, "DELETE FROM " + table + " WHERE idx >= 0 AND idx < ?",
						Math.min(index, least + limit));
			}
		}
		return deleted;
	}

	private static @Nullable Long findLeast(Connection connection, String table) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT MIN(idx) FROM " + table + " WHERE idx >= 0"); ResultSet rows = statement.executeQuery()) {
			Long least = rows.next() ? Long.valueOf(rows.getLong(1)) : null;
			return rows.wasNull() ? null : least;
		}
	}

}
