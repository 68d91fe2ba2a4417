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

package io.identifiabl.actuate;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.identity.Issuer;

/**
 * Reads what to look for from the parameters of a request. What is not understood is
 * refused: a filter that has no effect would show more than was asked for.
 *
 * @author Identifiabl Contributors
 */
final class AuditFilters {

	static final String FORMAT = "format";

	private static final String FROM = "from";

	private static final String TO = "to";

	private static final String LIMIT = "limit";

	private static final String CURSOR = "cursor";

	private static final Set<String> OTHERS = Set.of(FROM, TO, LIMIT, CURSOR, FORMAT);

	private static final String COLUMNS = Arrays.stream(Column.values())
		.map((column) -> column.name().toLowerCase(Locale.ROOT))
		.collect(Collectors.joining(", "));

	private final Map<String, String> values = new LinkedHashMap<>();

	private final Map<Column, String> conditions = new EnumMap<>(Column.class);

	private AuditFilters() {
	}

	static AuditFilters of(Map<String, String[]> parameters) throws InvalidFilterException {
		AuditFilters filters = new AuditFilters();
		for (Map.Entry<String, String> parameter : single(parameters).entrySet()) {
			filters.add(parameter.getKey(), parameter.getValue());
		}
		return filters;
	}

	static Map<String, String> single(Map<String, String[]> parameters) throws InvalidFilterException {
		Map<String, String> single = new LinkedHashMap<>();
		for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
			if (parameter.getValue().length != 1) {
				throw new InvalidFilterException("A filter can be given only once.");
			}
			single.put(parameter.getKey(), parameter.getValue()[0]);
		}
		return single;
	}

	private void add(String name, String value) throws InvalidFilterException {
		Column column = Arrays.stream(Column.values())
			.filter((candidate) -> candidate.name().toLowerCase(Locale.ROOT).equals(name))
			.findFirst()
			.orElse(null);
		if (column != null) {
			this.conditions.put(column, (column == Column.ISSUER) ? Issuer.normalize(value) : value);
		}
		else if (!OTHERS.contains(name)) {
			throw new InvalidFilterException(
					"There is a filter that is not known. Known are " + COLUMNS + ", from, to, limit and cursor.");
		}
		this.values.put(name, value);
	}

	/**
	 * Return the query.
	 * @return a query for one page
	 * @throws InvalidFilterException if a value is not understood
	 */
	AuditQuery toQuery() throws InvalidFilterException {
		AuditQuery query = AuditQuery.all().between(instant(FROM), instant(TO));
		for (Map.Entry<Column, String> condition : this.conditions.entrySet()) {
			query = query.where(condition.getKey(), condition.getValue());
		}
		String cursor = this.values.get(CURSOR);
		return query.limit(limit()).before((cursor != null) ? position(cursor) : Long.MAX_VALUE);
	}

	private @Nullable Instant instant(String name) throws InvalidFilterException {
		String value = this.values.get(name);
		try {
			return (value != null) ? Instant.parse(value) : null;
		}
		catch (DateTimeException ex) {
			throw new InvalidFilterException("'" + name + "' is a time such as 2026-01-31T12:00:00Z.");
		}
	}

	private int limit() throws InvalidFilterException {
		String value = this.values.getOrDefault(LIMIT, "100");
		try {
			int limit = Integer.parseInt(value);
			if (limit >= 1 && limit <= AuditQuery.MAX_LIMIT) {
				return limit;
			}
		}
		catch (NumberFormatException ex) {
			// the same as a number that is too large
		}
		throw new InvalidFilterException("'limit' is a number from 1 to " + AuditQuery.MAX_LIMIT + ".");
	}

	/**
	 * Return what a client asks for the next page with. It is of no use for another
	 * query.
	 * @param position where the next page begins
	 * @return the cursor
	 */
	String cursor(long position) {
		// the same on all nodes, which the hash code of an enum is not
		String text = position + "/" + Integer.toHexString(this.conditions.toString().hashCode());
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private long position(String cursor) throws InvalidFilterException {
		try {
			String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
			int end = text.indexOf('/');
			long position = Long.parseLong(text.substring(0, Math.max(end, 0)));
			if (position >= 0 && cursor(position).equals(cursor)) {
				return position;
			}
		}
		catch (IllegalArgumentException ex) {
			// the same as one of another query
		}
		throw new InvalidFilterException("'cursor' is what the page before calls next, for the same filters.");
	}

	@Nullable String getFormat() {
		return this.values.get(FORMAT);
	}

	/**
	 * Return what was asked for, for the record of it.
	 * @return the filters as they were given
	 */
	Map<String, String> toMap() {
		return this.values;
	}

	/**
	 * A filter that is not understood. Its message is safe to be shown.
	 */
	static final class InvalidFilterException extends Exception {

		private static final long serialVersionUID = 1L;

		InvalidFilterException(String message) {
			super(message);
		}

	}

}
