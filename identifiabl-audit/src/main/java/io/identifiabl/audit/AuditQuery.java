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

package io.identifiabl.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What to look for. All conditions have to be met; several for one column can be, so that
 * one that restricts what a reader may see is never replaced by one that the reader asks
 * for. Records are found newest first, page by page. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditQuery {

	/** The most records of a page. */
	public static final int MAX_LIMIT = 1000;

	private static final int DEFAULT_LIMIT = 100;

	private static final Condition UNKNOWN_OUTCOME = new Condition(Column.OUTCOME, "unknown");

	private static final AuditQuery ALL = new AuditQuery(List.of(), null, null, Long.MAX_VALUE, DEFAULT_LIMIT);

	private final List<Condition> conditions;

	private final @Nullable Instant from;

	private final @Nullable Instant to;

	private final long before;

	private final int limit;

	private AuditQuery(List<Condition> conditions, @Nullable Instant from, @Nullable Instant to, long before,
			int limit) {
		this.conditions = List.copyOf(conditions);
		this.from = from;
		this.to = to;
		this.before = before;
		this.limit = limit;
	}

	/**
	 * Look for everything.
	 * @return a query without conditions, for the newest 100 records
	 */
	public static AuditQuery all() {
		return ALL;
	}

	/**
	 * Add a condition.
	 * @param column the column
	 * @param value the only value it may have
	 * @return the query
	 */
	public AuditQuery where(Column column, String value) {
		List<Condition> extended = new ArrayList<>(this.conditions);
		extended.add(new Condition(column, Projection.toColumn(value)));
		return new AuditQuery(extended, this.from, this.to, this.before, this.limit);
	}

	/**
	 * Look for events in a time.
	 * @param from the first moment, {@code null} for no limit
	 * @param to the moment after the last, {@code null} for no limit
	 * @return the query
	 */
	public AuditQuery between(@Nullable Instant from, @Nullable Instant to) {
		return new AuditQuery(this.conditions, from, to, this.before, this.limit);
	}

	/**
	 * Go on where a page ended.
	 * @param index only records before this one, which {@link AuditPage#next()} tells
	 * @return the query
	 */
	public AuditQuery before(long index) {
		return new AuditQuery(this.conditions, this.from, this.to, index, this.limit);
	}

	/**
	 * Set the length of a page.
	 * @param limit the most records, from 1 to {@value #MAX_LIMIT}
	 * @return the query
	 * @throws IllegalArgumentException if it is another number
	 */
	public AuditQuery limit(int limit) {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT);
		}
		return new AuditQuery(this.conditions, this.from, this.to, this.before, limit);
	}

	/**
	 * Return the conditions.
	 * @return the conditions, all of which have to be met
	 */
	public List<Condition> getConditions() {
		return this.conditions;
	}

	/**
	 * Return the first moment.
	 * @return the moment, {@code null} for no limit
	 */
	public @Nullable Instant getFrom() {
		return this.from;
	}

	/**
	 * Return the moment after the last.
	 * @return the moment, {@code null} for no limit
	 */
	public @Nullable Instant getTo() {
		return this.to;
	}

	/**
	 * Return where the page begins.
	 * @return the index that all records are before
	 */
	public long getBefore() {
		return this.before;
	}

	/**
	 * Return the length of a page.
	 * @return the most records
	 */
	public int getLimit() {
		return this.limit;
	}

	/**
	 * Return whether a record meets all conditions, for stores that have no better way
	 * than to look at each.
	 * @param record the record
	 * @return whether it is looked for; {@link #isForUnknownOutcomes()} asks a store to
	 * make sure in addition that there is no outcome by now
	 */
	public boolean matches(AuditRecord record) {
		Projection projection = record.projection();
		return record.index() < this.before && (this.from == null || !projection.time().isBefore(this.from))
				&& (this.to == null || projection.time().isBefore(this.to))
				&& this.conditions.stream().allMatch((condition) -> condition.matches(projection));
	}

	/**
	 * Return whether intents are looked for whose outcome has not been recorded.
	 * @return whether one of the conditions says so
	 */
	public boolean isForUnknownOutcomes() {
		return this.conditions.contains(UNKNOWN_OUTCOME);
	}

	/**
	 * A condition.
	 *
	 * @param column the column
	 * @param value the only value it may have
	 * @since 0.1.0
	 */
	public record Condition(Column column, String value) {

		boolean matches(Projection projection) {
			if (this.column == Column.RESOURCE) {
				return projection.resources().contains(this.value);
			}
			return this.value.equals(this.column.get(projection));
		}

	}

	/**
	 * What can be looked for.
	 *
	 * @since 0.1.0
	 */
	public enum Column {

		/** Who it was. */
		USER,

		/** The issuer of the actor's token. */
		ISSUER,

		/** The actor's organization. */
		ORG,

		/** The actor's tenant. */
		TENANT,

		/** The tool. */
		TOOL,

		/** The client that the token was issued to. */
		CLIENT,

		/** {@code permit} or {@code deny}. */
		DECISION,

		/**
		 * How it ended; {@code unknown} finds intents whose outcome has not been
		 * recorded.
		 */
		OUTCOME,

		/** What kind of event. */
		TYPE,

		/** The id of the trace. */
		TRACE,

		/** A record that was accessed, as {@code type/id}. */
		RESOURCE;

		@Nullable String get(Projection projection) {
			return switch (this) {
				case USER -> projection.user();
				case ISSUER -> projection.issuer();
				case ORG -> projection.org();
				case TENANT -> projection.tenant();
				case TOOL -> projection.tool();
				case CLIENT -> projection.client();
				case DECISION -> projection.decision();
				case OUTCOME -> projection.outcome();
				case TYPE -> projection.type();
				case TRACE -> projection.trace();
				case RESOURCE -> null;
			};
		}

	}

}
