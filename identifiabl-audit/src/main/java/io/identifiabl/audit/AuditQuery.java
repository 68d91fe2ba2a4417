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
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What to look for. All conditions have to be met; several for one column can be, so that
 * one that restricts what a reader may see is never replaced by one that the reader asks
 * for. A condition with several values is met by any of them. Records are found newest
 * first, page by page. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditQuery {

	/** The most records of a page. */
	public static final int MAX_LIMIT = 1000;

	/** The most values of a condition. */
	public static final int MAX_VALUES = 50;

	private static final int DEFAULT_LIMIT = 100;

	private static final String UNKNOWN = "unknown";

	private static final AuditQuery ALL = new AuditQuery(List.of(), null, null, Long.MAX_VALUE, Long.MIN_VALUE,
			DEFAULT_LIMIT);

	private final List<Condition> conditions;

	private final @Nullable Instant from;

	private final @Nullable Instant to;

	private final long before;

	private final long after;

	private final int limit;

	private AuditQuery(List<Condition> conditions, @Nullable Instant from, @Nullable Instant to, long before,
			long after, int limit) {
		this.conditions = List.copyOf(conditions);
		this.from = from;
		this.to = to;
		this.before = before;
		this.after = after;
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
		return where(column, List.of(value));
	}

	/**
	 * Add a condition.
	 * @param column the column
	 * @param values the values of which it has to have one, {@value #MAX_VALUES} at most
	 * @return the query
	 * @throws IllegalArgumentException if there are none or more
	 */
	public AuditQuery where(Column column, Collection<String> values) {
		if (values.isEmpty() || values.size() > MAX_VALUES) {
			throw new IllegalArgumentException("a condition has from 1 to " + MAX_VALUES + " values");
		}
		List<Condition> extended = new ArrayList<>(this.conditions);
		extended.add(new Condition(column, values.stream().map(Projection::toColumn).distinct().toList()));
		return new AuditQuery(extended, this.from, this.to, this.before, this.after, this.limit);
	}

	/**
	 * Look for events in a time.
	 * @param from the first moment, {@code null} for no limit
	 * @param to the moment after the last, {@code null} for no limit
	 * @return the query
	 */
	public AuditQuery between(@Nullable Instant from, @Nullable Instant to) {
		return new AuditQuery(this.conditions, from, to, this.before, this.after, this.limit);
	}

	/**
	 * Go on where a page ended.
	 * @param index only records before this one, which {@link AuditPage#next()} tells
	 * @return the query
	 */
	public AuditQuery before(long index) {
		return new AuditQuery(this.conditions, this.from, this.to, index, this.after, this.limit);
	}

	/**
	 * Look for what has been added.
	 * @param index only records after this one
	 * @return the query
	 */
	public AuditQuery after(long index) {
		return new AuditQuery(this.conditions, this.from, this.to, this.before, index, this.limit);
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
		return new AuditQuery(this.conditions, this.from, this.to, this.before, this.after, limit);
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
	 * Return where the last page ends.
	 * @return the index that all records are after
	 */
	public long getAfter() {
		return this.after;
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
		return record.index() < this.before && record.index() > this.after
				&& (this.from == null || !projection.time().isBefore(this.from))
				&& (this.to == null || projection.time().isBefore(this.to))
				&& this.conditions.stream()
					.filter((condition) -> !condition.column().isScope())
					.allMatch((condition) -> condition.matches(projection))
				&& matchesScopes(record);
	}

	/**
	 * Return whether a record meets the conditions that no column tells anything about,
	 * {@link Column#isScope()}.
	 * @param record the record
	 * @return whether its leaf has such scopes; whether it is not what its hash says, in
	 * which case nobody knows, and an answer has to show that
	 */
	public boolean matchesScopes(AuditRecord record) {
		List<Condition> scopes = this.conditions.stream().filter((condition) -> condition.column().isScope()).toList();
		if (scopes.isEmpty() || !record.isLeafIntact()) {
			return true;
		}
		try {
			Leaf leaf = Leaf.parse(record.payload());
			return scopes.stream().allMatch((condition) -> condition.matches(leaf));
		}
		catch (InvalidRecordException ex) {
			return true;
		}
	}

	/**
	 * Return whether nothing but intents are looked for whose outcome has not been
	 * recorded. What looks for {@code unknown} among other outcomes is as well for them.
	 * @return whether an intent whose outcome is recorded is none that is looked for
	 */
	public boolean isForUnknownOutcomes() {
		return this.conditions.stream()
			.anyMatch((condition) -> condition.column() == Column.OUTCOME && condition.values().contains(UNKNOWN));
	}

	/**
	 * A condition.
	 *
	 * @param column the column
	 * @param values the values of which it has to have one
	 * @since 0.1.0
	 */
	public record Condition(Column column, List<String> values) {

		/**
		 * Create a condition.
		 * @param column the column
		 * @param values the values of which it has to have one
		 */
		public Condition {
			values = List.copyOf(values);
		}

		boolean matches(Projection projection) {
			if (this.column == Column.RESOURCE) {
				return projection.resources().stream().anyMatch(this.values::contains);
			}
			String value = this.column.get(projection);
			return value != null && this.values.contains(value);
		}

		boolean matches(Leaf leaf) {
			AuditField field = this.column.getScopes();
			return field != null && leaf.get(field) instanceof Collection<?> scopes && scopes.stream()
				.anyMatch((scope) -> scope instanceof String text && this.values.contains(Texts.toColumn(text)));
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

		/** The actor's e-mail address. */
		EMAIL,

		/** The issuer of the actor's token. */
		ISSUER,

		/** The actor's organization. */
		ORG,

		/** The actor's tenant. */
		TENANT,

		/** The tool. */
		TOOL,

		/** The pattern that the path of the request matched. */
		ROUTE,

		/** The client that the token was issued to. */
		CLIENT,

		/** What the client says about itself, which nothing confirms. */
		CLIENT_CLAIMED,

		/** The address that the request came from. */
		ADDRESS,

		/** {@code permit} or {@code deny}. */
		DECISION,

		/**
		 * How it ended; {@code unknown} finds intents whose outcome has not been
		 * recorded.
		 */
		OUTCOME,

		/** The code that says why. */
		REASON,

		/** A scope that was required. */
		REQUIRED,

		/** A scope that the actor had. */
		GRANTED,

		/** A scope that was required and that the actor did not have. */
		MISSING,

		/** What kind of event. */
		TYPE,

		/** The id of the trace. */
		TRACE,

		/** A record that was accessed, as {@code type/id}. */
		RESOURCE;

		private static final Set<Column> SCOPES = Set.of(REQUIRED, GRANTED, MISSING);

		/**
		 * Return whether this is about scopes, which only the leaf of a record has.
		 * @return whether there is no column in {@link Projection}
		 */
		public boolean isScope() {
			return SCOPES.contains(this);
		}

		@Nullable AuditField getScopes() {
			return switch (this) {
				case REQUIRED -> AuditField.REQUIRED;
				case GRANTED -> AuditField.GRANTED;
				case MISSING -> AuditField.MISSING;
				default -> null;
			};
		}

		/**
		 * Return the value of a record.
		 * @param projection the columns of the record
		 * @return the value, {@code null} if it has none; records can have any number of
		 * scopes and resources, of which none is returned
		 */
		public @Nullable String get(Projection projection) {
			return switch (this) {
				case USER -> projection.user();
				case EMAIL -> projection.email();
				case ISSUER -> projection.issuer();
				case ORG -> projection.org();
				case TENANT -> projection.tenant();
				case TOOL -> projection.tool();
				case ROUTE -> projection.route();
				case CLIENT -> projection.client();
				case CLIENT_CLAIMED -> projection.clientClaimed();
				case ADDRESS -> projection.address();
				case DECISION -> projection.decision();
				case OUTCOME -> projection.outcome();
				case REASON -> projection.reason();
				case TYPE -> projection.type();
				case TRACE -> projection.trace();
				case RESOURCE, REQUIRED, GRANTED, MISSING -> null;
			};
		}

	}

}
