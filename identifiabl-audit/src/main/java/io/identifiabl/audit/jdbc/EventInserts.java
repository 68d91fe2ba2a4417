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

import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.jdbc.EventRow.Column;
import io.identifiabl.audit.jdbc.SqlFailures.DamagedLogException;

/**
 * Inserts rows into the table of events, as fast as a product takes them: PostgreSQL gets
 * an array for each column, which is one statement for any number of rows; others get a
 * batch. What can be done without the lock of the log is done before.
 *
 * @author Identifiabl Contributors
 */
@FunctionalInterface
interface EventInserts {

	/**
	 * Prepare to insert rows.
	 * @param connection the connection
	 * @param rows the rows
	 * @return what inserts them
	 */
	Insertion prepare(Connection connection, List<EventRow> rows) throws SQLException;

	/**
	 * Return what is right for a database.
	 * @param product its name, as its driver tells it
	 * @param table the table
	 * @return how to insert
	 */
	static EventInserts of(String product, String table) {
		return product.equals("PostgreSQL") ? new ArrayInserts(table) : new BatchInserts(table);
	}

	/**
	 * Rows that only lack their indices.
	 */
	@FunctionalInterface
	interface Insertion {

		/**
		 * Insert the rows, in their order.
		 * @param from the index of the first one
		 * @throws DamagedLogException if the database did not store every row
		 */
		void insert(long from) throws SQLException;

	}

	/**
	 * A row for each set of parameters.
	 */
	final class BatchInserts implements EventInserts {

		private final String sql;

		BatchInserts(String table) {
			this.sql = "INSERT INTO " + table + " (" + String.join(", ", EventRow.NAMES) + ") VALUES ("
					+ String.join(", ", Collections.nCopies(EventRow.NAMES.size(), "?")) + ")";
		}

		@Override
		public Insertion prepare(Connection connection, List<EventRow> rows) {
			return (from) -> insert(connection, from, rows);
		}

		private void insert(Connection connection, long from, List<EventRow> rows) throws SQLException {
			try (PreparedStatement statement = Statements.prepare(connection, this.sql)) {
				Batch batch = new Batch(statement);
				for (int i = 0; i < rows.size(); i++) {
					EventRow row = rows.get(i);
					statement.setLong(1, from + i);
					for (int column = 0; column < EventRow.COLUMNS.size(); column++) {
						bind(statement, column + 2, row.get(column));
					}
					batch.add(row.length());
				}
				batch.execute();
			}
		}

		private static void bind(PreparedStatement statement, int parameter, @Nullable Object value)
				throws SQLException {
			if (value == null) {
				statement.setNull(parameter, Types.VARCHAR);
			}
			else if (value instanceof String text) {
				statement.setString(parameter, text);
			}
			else if (value instanceof byte[] bytes) {
				statement.setBytes(parameter, bytes);
			}
			else {
				statement.setObject(parameter, value);
			}
		}

	}

	/**
	 * An array for each column.
	 */
	final class ArrayInserts implements EventInserts {

		// in characters, as of a batch
		private static final int MAX_LENGTH = 500_000;

		private final String sql;

		ArrayInserts(String table) {
			List<String> arrays = Stream.concat(Stream.of(EventRow.INDEX), EventRow.COLUMNS.stream())
				.map((column) -> "CAST(? AS " + column.type() + "[])")
				.toList();
			this.sql = "INSERT INTO " + table + " (" + String.join(", ", EventRow.NAMES) + ") SELECT * FROM unnest("
					+ String.join(", ", arrays) + ")";
		}

		@Override
		public Insertion prepare(Connection connection, List<EventRow> rows) throws SQLException {
			List<Part> parts = new ArrayList<>();
			int begin = 0;
			int length = 0;
			for (int i = 0; i < rows.size(); i++) {
				length += rows.get(i).length();
				if (length > MAX_LENGTH || i == rows.size() - 1) {
					parts.add(Part.of(connection, begin, rows.subList(begin, i + 1)));
					begin = i + 1;
					length = 0;
				}
			}
			return (from) -> insert(connection, from, parts);
		}

		private void insert(Connection connection, long from, List<Part> parts) throws SQLException {
			try (PreparedStatement statement = Statements.prepare(connection, this.sql)) {
				for (Part part : parts) {
					part.insert(connection, statement, from);
				}
			}
		}

		/**
		 * Rows of one statement.
		 *
		 * @param begin the place of the first one
		 * @param size how many there are
		 * @param arrays the values of each column
		 */
		private record Part(int begin, int size, List<java.sql.Array> arrays) {

			static Part of(Connection connection, int begin, List<EventRow> rows) throws SQLException {
				List<java.sql.Array> arrays = new ArrayList<>(EventRow.COLUMNS.size());
				for (int column = 0; column < EventRow.COLUMNS.size(); column++) {
					arrays.add(toArray(connection, rows, column));
				}
				return new Part(begin, rows.size(), arrays);
			}

			private static java.sql.Array toArray(Connection connection, List<EventRow> rows, int column)
					throws SQLException {
				Column type = EventRow.COLUMNS.get(column);
				// the driver has no arrays of times
				boolean time = type.valueType() == LocalDateTime.class;
				@Nullable Object[] values = (@Nullable Object[]) Array.newInstance(time ? String.class : type.valueType(),
						rows.size());
				for (int i = 0; i < values.length; i++) {
					Object value = rows.get(i).get(column);
					values[i] = (time && value != null) ? value.toString() : value;
				}
				return connection.createArrayOf(time ? "text" : type.type(), values);
			}

			void insert(Connection connection, PreparedStatement statement, long from) throws SQLException {
				Long[] indices = LongStream.range(from + this.begin, from + this.begin + this.size)
					.boxed()
					.toArray(Long[]::new);
				statement.setArray(1, connection.createArrayOf(EventRow.INDEX.type(), indices));
				for (int column = 0; column < this.arrays.size(); column++) {
					statement.setArray(column + 2, this.arrays.get(column));
				}
				// a trigger or a rule can leave a row out without a word
				if (statement.executeUpdate() != this.size) {
					throw new DamagedLogException("the database has left out a row that it was sent");
				}
			}

		}

	}

}
