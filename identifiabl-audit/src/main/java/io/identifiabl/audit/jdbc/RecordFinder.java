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
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditQuery.Condition;
import io.identifiabl.audit.AuditRecord;

/**
 * Finds records in two steps: their indices, by the one condition that an index of the
 * database leads to best, and then the rows, of which those are left out that do not meet
 * the other conditions. No question looks at more than a number of rows, whatever it
 * finds: the page that it is answered with may be short, and says where the next one
 * begins. Two conditions in one statement would have the database look at all records of
 * a user for a tool that this user never called.
 *
 * @author Identifiabl Contributors
 */
final class RecordFinder {

	// rows that are looked at for a page, and how many of them at a time at most
	static final int MAX_ROWS = 10_000;

	private static final int MAX_STEP = 1000;

	// by how few records have one value, as a rule; of an issuer there is no index in the
	// order of the log
	private static final List<Column> SELECTIVE = List.of(Column.TRACE, Column.RESOURCE, Column.USER, Column.EMAIL,
			Column.ADDRESS, Column.CLIENT, Column.CLIENT_CLAIMED, Column.ORG, Column.TENANT, Column.REASON,
			Column.ROUTE, Column.TOOL, Column.TYPE, Column.DECISION);

	// whose database indices have the issuer as well
	private static final Set<Column> WITH_ISSUER = EnumSet.of(Column.USER, Column.ORG, Column.TENANT);

	private final AuditTables tables;

	private final Rows rows;

	RecordFinder(AuditTables tables, Rows rows) {
		this.tables = tables;
		this.rows = rows;
	}

	AuditPage find(Connection connection, AuditQuery query) throws SQLException {
		Condition leading = findLeading(query);
		List<Condition> others = query.getConditions()
			.stream()
			.filter((condition) -> !condition.equals(leading) && !isCovered(condition, leading))
			.toList();
		List<AuditRecord> found = new ArrayList<>();
		int step = query.getLimit() + 1;
		long before = query.getBefore();
		for (int read = 0; read < MAX_ROWS; read += step, step = Math.min(2 * step, MAX_STEP)) {
			step = Math.min(step, MAX_ROWS - read);
			List<Long> indices = findIndices(connection, query, leading, before, step);
			found.addAll(select(connection, query, indices, others));
			if (found.size() > query.getLimit()) {
				List<AuditRecord> page = found.subList(0, query.getLimit());
				return new AuditPage(page, page.get(page.size() - 1).index());
			}
			if (indices.size() < step) {
				return new AuditPage(found, null);
			}
			before = indices.get(indices.size() - 1);
		}
		return new AuditPage(found, before);
	}

	private static @Nullable Condition findLeading(AuditQuery query) {
		return query.getConditions()
			.stream()
			.filter((condition) -> SELECTIVE.contains(condition.column()))
			.min(Comparator.comparingInt((condition) -> SELECTIVE.indexOf(condition.column())))
			.orElse(null);
	}

	private static boolean isCovered(Condition condition, @Nullable Condition leading) {
		return condition.column() == Column.ISSUER && leading != null && WITH_ISSUER.contains(leading.column());
	}

	private List<AuditRecord> select(Connection connection, AuditQuery query, List<Long> indices,
			List<Condition> others) throws SQLException {
		if (indices.isEmpty()) {
			return List.of();
		}
		Expression expression = new Expression();
		expression.add("e.idx IN " + marks(indices.size()), indices);
		others.forEach((condition) -> add(condition, expression));
		if (query.isForUnknownOutcomes()) {
			expression.add("NOT EXISTS (SELECT 1 FROM " + this.tables.event()
					+ " o WHERE o.event_id = SUBSTRING(e.event_id, 1, 36) AND o.idx <> e.idx)", List.of());
		}
		return this.rows.select(connection, expression.sql + " ORDER BY e.idx DESC", expression.parameters)
			.stream()
			.filter(query::matchesScopes)
			.toList();
	}

	private List<Long> findIndices(Connection connection, AuditQuery query, @Nullable Condition leading, long before,
			int limit) throws SQLException {
		List<String> parts = new ArrayList<>();
		List<Object> parameters = new ArrayList<>();
		// in the order of the log an index leads to the records of one value only
		for (String value : (leading != null) ? leading.values() : List.of("")) {
			Expression expression = range(query, before);
			if (leading != null) {
				add(new Condition(leading.column(), List.of(value)), expression);
			}
			query.getConditions()
				.stream()
				.filter((condition) -> isCovered(condition, leading))
				.forEach((condition) -> add(condition, expression));
			parts.add("SELECT e.idx FROM " + this.tables.event() + " e WHERE " + expression.sql
					+ " ORDER BY e.idx DESC LIMIT " + limit);
			parameters.addAll(expression.parameters);
		}
		return readIndices(connection, (parts.size() == 1) ? parts.get(0) : union(parts, limit), parameters);
	}

	private static String union(List<String> parts, int limit) {
		StringBuilder sql = new StringBuilder("SELECT q.idx FROM (");
		for (int i = 0; i < parts.size(); i++) {
			// a record can have several resources that are asked for
			sql.append((i > 0) ? " UNION " : "")
				.append("SELECT p")
				.append(i)
				.append(".idx FROM (")
				.append(parts.get(i))
				.append(") p")
				.append(i);
		}
		return sql.append(") q ORDER BY q.idx DESC LIMIT ").append(limit).toString();
	}

	private static Expression range(AuditQuery query, long before) {
		Expression expression = new Expression();
		expression.add("e.idx < ?", List.of(before));
		if (query.getAfter() != Long.MIN_VALUE) {
			expression.add("e.idx > ?", List.of(query.getAfter()));
		}
		Instant from = query.getFrom();
		if (from != null) {
			expression.add("e.event_time >= ?", List.of(LocalDateTime.ofInstant(from, ZoneOffset.UTC)));
		}
		Instant to = query.getTo();
		if (to != null) {
			expression.add("e.event_time < ?", List.of(LocalDateTime.ofInstant(to, ZoneOffset.UTC)));
		}
		return expression;
	}

	private void add(Condition condition, Expression expression) {
		int count = condition.values().size();
		String values = (count == 1) ? " = ?" : " IN " + marks(count);
		String sql = switch (condition.column()) {
			case USER -> "e.user_id" + values;
			case EMAIL -> "e.email" + values;
			case ISSUER -> "e.issuer" + values;
			case ORG -> "e.org_id" + values;
			case TENANT -> "e.tenant" + values;
			case TOOL -> "e.tool" + values;
			case ROUTE -> "e.route" + values;
			case CLIENT -> "e.client_id" + values;
			case CLIENT_CLAIMED -> "e.client_claimed" + values;
			case ADDRESS -> "e.address" + values;
			case DECISION -> "e.decision" + values;
			case OUTCOME -> "e.outcome" + values;
			case REASON -> "e.reason" + values;
			case TYPE -> "e.type" + values;
			case TRACE -> "e.trace_id" + values;
			case RESOURCE ->
				"e.idx IN (SELECT r.idx FROM " + this.tables.resource() + " r WHERE r.resource" + values + ")";
			// no column: AuditQuery.matchesScopes
			case REQUIRED, GRANTED, MISSING -> null;
		};
		if (sql != null) {
			expression.add(sql, condition.values());
		}
	}

	private static String marks(int count) {
		return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
	}

	private static List<Long> readIndices(Connection connection, String sql, List<Object> parameters)
			throws SQLException {
		List<Long> indices = new ArrayList<>();
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			for (int i = 0; i < parameters.size(); i++) {
				statement.setObject(i + 1, parameters.get(i));
			}
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					indices.add(rows.getLong(1));
				}
			}
		}
		return indices;
	}

	/**
	 * Conditions that all have to be met, with their parameters.
	 */
	private static final class Expression {

		private final StringBuilder sql = new StringBuilder();

		private final List<Object> parameters = new ArrayList<>();

		void add(String condition, List<?> values) {
			this.sql.append((this.sql.length() > 0) ? " AND " : "").append(condition);
			this.parameters.addAll(values);
		}

	}

	/**
	 * Reads rows with their resources.
	 */
	@FunctionalInterface
	interface Rows {

		List<AuditRecord> select(Connection connection, String condition, List<?> parameters) throws SQLException;

	}

}
