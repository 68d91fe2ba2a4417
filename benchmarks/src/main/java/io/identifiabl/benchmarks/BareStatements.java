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

package io.identifiabl.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the database and its driver take for the rows of a log if nothing is signed,
 * hashed, locked or parsed: the same rows, in a table with the same columns and indexes.
 *
 * @author Identifiabl Contributors
 */
final class BareStatements {

	private static final String EVENTS = "identifiabl_audit_event";

	private static final String COPY = "bare_event";

	private final AuditLog log;

	BareStatements(AuditLog log) throws SQLException {
		this.log = log;
		try (Connection connection = log.connect(); Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLE " + COPY + " (LIKE " + EVENTS + " INCLUDING ALL)");
		}
	}

	/**
	 * Read rows of the log that are to be inserted again.
	 * @param from the index of the first one
	 * @param count how many
	 * @return the rows
	 */
	List<Object[]> rows(long from, int count) throws SQLException {
		return select("WHERE idx >= ? AND idx < ?", from, from + count);
	}

	/**
	 * Insert rows, with a commit for each group of them.
	 * @param rows the rows
	 * @return the nanoseconds that it took
	 */
	long insert(List<Object[]> rows) throws SQLException {
		long start = System.nanoTime();
		try (Connection connection = this.log.connect()) {
			connection.setAutoCommit(false);
			for (int from = 0; from < rows.size(); from += AuditLoad.GROUP) {
				insert(connection, rows.subList(from, Math.min(rows.size(), from + AuditLoad.GROUP)));
				connection.commit();
			}
		}
		return System.nanoTime() - start;
	}

	/**
	 * Insert rows one by one, each with a commit of its own, by several callers.
	 * @param rows the rows
	 * @param callers the number of callers
	 * @return how many nanoseconds each row took
	 */
	List<Long> insertOneByOne(List<Object[]> rows, int callers) throws Exception {
		ConcurrentLinkedQueue<Object[]> left = new ConcurrentLinkedQueue<>(rows);
		List<Long> waits = Collections.synchronizedList(new ArrayList<>());
		ScheduledExecutorService threads = Executors.newScheduledThreadPool(callers);
		try {
			List<Future<Void>> all = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				all.add(threads.submit(() -> insertEach(left, waits)));
			}
			for (Future<Void> each : all) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}
		return waits;
	}

	private Void insertEach(ConcurrentLinkedQueue<Object[]> left, List<Long> waits) throws SQLException {
		for (Object[] row = left.poll(); row != null; row = left.poll()) {
			long start = System.nanoTime();
			try (Connection connection = this.log.connect()) {
				insert(connection, Collections.singletonList(row));
			}
			waits.add(System.nanoTime() - start);
		}
		return null;
	}

	private static void insert(Connection connection, List<Object[]> rows) throws SQLException {
		String marks = String.join(", ", Collections.nCopies(rows.get(0).length, "?"));
		try (PreparedStatement statement = connection
			.prepareStatement("INSERT INTO " + COPY + " VALUES (" + marks + ")")) {
			for (Object[] row : rows) {
				for (int i = 0; i < row.length; i++) {
					statement.setObject(i + 1, row[i]);
				}
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

	/**
	 * Read a page of the log.
	 * @param column the column with a condition
	 * @param value its value
	 * @return the nanoseconds that it took
	 */
	long page(String column, String value) throws SQLException {
		long start = System.nanoTime();
		select("WHERE " + column + " = ? ORDER BY idx DESC LIMIT 100", value);
		return System.nanoTime() - start;
	}

	/**
	 * Read the log.
	 * @param count how many rows of it
	 * @param step how many at a time
	 * @return the nanoseconds that it took
	 */
	long read(long count, int step) throws SQLException {
		long start = System.nanoTime();
		for (long from = 0; from < count; from += step) {
			select("WHERE idx >= ? AND idx < ?", from, Math.min(count, from + step));
		}
		return System.nanoTime() - start;
	}

	void drop() throws SQLException {
		try (Connection connection = this.log.connect(); Statement statement = connection.createStatement()) {
			statement.execute("DROP TABLE " + COPY);
		}
	}

	private List<Object[]> select(String condition, Object... parameters) throws SQLException {
		List<Object[]> found = new ArrayList<>();
		try (Connection connection = this.log.connect();
				PreparedStatement statement = connection
					.prepareStatement("SELECT * FROM " + EVENTS + " " + condition)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setObject(i + 1, parameters[i]);
			}
			try (ResultSet rows = statement.executeQuery()) {
				int columns = rows.getMetaData().getColumnCount();
				while (rows.next()) {
					Object[] row = new Object[columns];
					for (int i = 0; i < columns; i++) {
						row[i] = rows.getObject(i + 1);
					}
					found.add(row);
				}
			}
		}
		return found;
	}

	/**
	 * Update what is personal of a user.
	 * @param user the user
	 * @return the nanoseconds that it took
	 */
	long erase(String user) throws SQLException {
		long start = System.nanoTime();
		try (Connection connection = this.log.connect();
				PreparedStatement statement = connection.prepareStatement("UPDATE " + EVENTS
						+ " SET personal = NULL, user_id = NULL, client_id = NULL, claimed = NULL, trace_id = NULL,"
						+ " email = NULL, address = NULL, client_claimed = NULL WHERE issuer = ? AND user_id = ?")) {
			statement.setString(1, AuditLoad.ISSUER);
			statement.setString(2, user);
			statement.executeUpdate();
		}
		return System.nanoTime() - start;
	}

}
