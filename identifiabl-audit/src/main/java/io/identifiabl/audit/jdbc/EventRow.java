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

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * A row of the table of events, with a value for each of its columns but the index, which
 * it gets under the lock of the log. Immutable.
 *
 * @author Identifiabl Contributors
 */
final class EventRow {

	/** The column of the index. */
	static final Column INDEX = Column.number("idx");

	/** The other columns, in the order of the values. */
	static final List<Column> COLUMNS = List.of(Column.text("event_id"), Column.time("event_time"),
			Column.text("stream"), Column.number("seq"), Column.text("type"), Column.text("issuer"),
			Column.text("user_id"), Column.text("org_id"), Column.text("tenant"), Column.text("tool"),
			Column.text("client_id"), Column.text("claimed"), Column.text("decision"), Column.text("outcome"),
			Column.text("trace_id"), Column.text("email"), Column.text("address"), Column.text("client_claimed"),
			Column.text("route"), Column.text("reason"), Column.text("payload"), Column.text("personal"),
			Column.bytes("leaf_hash"));

	/** The names of all columns, that of the index first. */
	static final List<String> NAMES = Stream.concat(Stream.of(INDEX), COLUMNS.stream()).map(Column::name).toList();

	private final @Nullable Object[] values;

	private final int length;

	private EventRow(int length, @Nullable Object... values) {
		this.values = values;
		this.length = length;
	}

	static EventRow of(LogEntry entry) {
		Projection projection = entry.getProjection();
		String personal = entry.getPersonal();
		return new EventRow(entry.getPayload().length() + ((personal != null) ? personal.length() : 0),
				projection.eventId(), LocalDateTime.ofInstant(projection.time(), ZoneOffset.UTC), projection.stream(),
				projection.sequence(), projection.type(), projection.issuer(), projection.user(), projection.org(),
				projection.tenant(), projection.tool(), projection.client(), projection.claimed(),
				projection.decision(), projection.outcome(), projection.trace(), projection.email(),
				projection.address(), projection.clientClaimed(), projection.route(), projection.reason(),
				entry.getPayload(), personal, entry.getLeafHash().toBytes());
	}

	/**
	 * Return a row that is only tried, and stands for no record.
	 * @param id its id, and the name of its stream
	 * @return the row
	 */
	static EventRow probe(String id) {
		@Nullable Object[] values = new Object[COLUMNS.size()];
		Arrays.setAll(values, (column) -> switch (COLUMNS.get(column).name()) {
			case "seq" -> 0L;
			case "event_id", "stream" -> id;
			case "event_time" -> LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
			case "type" -> "audit.probe";
			case "payload" -> "{}";
			case "leaf_hash" -> new byte[MerkleHash.LENGTH];
			default -> null;
		});
		return new EventRow(2, values);
	}

	@Nullable Object get(int column) {
		return this.values[column];
	}

	/**
	 * Return about how long the row is.
	 * @return the number of characters of what is long in it
	 */
	int length() {
		return this.length;
	}

	/**
	 * A column.
	 *
	 * @param name its name
	 * @param type its type in PostgreSQL
	 * @param valueType of what the values are, {@code null} apart
	 */
	record Column(String name, String type, Class<?> valueType) {

		private static Column number(String name) {
			return new Column(name, "bigint", Long.class);
		}

		private static Column text(String name) {
			return new Column(name, "text", String.class);
		}

		private static Column time(String name) {
			return new Column(name, "timestamp", LocalDateTime.class);
		}

		private static Column bytes(String name) {
			return new Column(name, "bytea", byte[].class);
		}

	}

}
