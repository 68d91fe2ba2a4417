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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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

	static final String BY = "by";

	static final String LIMIT = "limit";

	static final String CURSOR = "cursor";

	static final String BEFORE = "before";

	static final String AFTER = "after";

	private static final Instant FIRST_YEAR = Instant.parse("0001-01-01T00:00:00Z");

	private static final Instant LAST_YEAR = Instant.parse("9999-01-01T00:00:00Z");

	private static final String FROM = "from";

	private static final String TO = "to";

	// of any question
	private static final Set<String> RANGE = Set.of(FROM, TO, CURSOR, BEFORE, AFTER);

	private static final String COLUMNS = Arrays.stream(Column.values())
		.map(AuditFilters::name)
		.collect(Collectors.joining(", "));

	// so that the record of a question holds all of it
	private static final int MAX_LENGTH = 16_000;

	private final Map<String, List<String>> values = new LinkedHashMap<>();

	private int length;

	private AuditFilters() {
	}

	/**
	 * Read parameters.
	 * @param parameters the parameters
	 * @param others which of them there can be that are no filters
	 * @return the filters
	 * @throws InvalidFilterException if there are others, or too many
	 */
	static AuditFilters of(Map<String, String[]> parameters, Set<String> others) throws InvalidFilterException {
		AuditFilters filters = new AuditFilters();
		for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
			filters.add(parameter.getKey(), List.copyOf(new LinkedHashSet<>(List.of(parameter.getValue()))), others);
		}
		return filters;
	}

	static Map<String, String> single(Map<String, String[]> parameters) throws InvalidFilterException {
		Map<String, String> single = new LinkedHashMap<>();
		for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
			if (parameter.getValue().length != 1) {
				throw onlyOnce(parameter.getKey());
			}
			single.put(parameter.getKey(), parameter.getValue()[0]);
		}
		return single;
	}

	private static InvalidFilterException onlyOnce(String name) {
		return new InvalidFilterException("'" + name + "' can be given only once.");
	}

	private void add(String name, List<String> given, Set<String> others) throws InvalidFilterException {
		boolean filter = column(name) != null;
		if (!filter && !RANGE.contains(name) && !others.contains(name)) {
			throw new InvalidFilterException("There is a filter that is not known here. Known are " + COLUMNS
					+ ", from, to, before, after, cursor"
					+ others.stream().sorted().map((other) -> ", " + other).collect(Collectors.joining()) + ".");
		}
		if (!filter && !name.equals(BY) && given.size() != 1) {
			throw onlyOnce(name);
		}
		if (given.size() > AuditQuery.MAX_VALUES) {
			throw new InvalidFilterException("A filter has " + AuditQuery.MAX_VALUES + " values at most.");
		}
		this.length += given.stream().mapToInt(String::length).sum();
		if (this.length > MAX_LENGTH) {
			throw new InvalidFilterException("The filters have " + MAX_LENGTH + " characters at most.");
		}
		this.values.put(name, given);
	}

	static String name(Column column) {
		return column.name().toLowerCase(Locale.ROOT);
	}

	static @Nullable Column column(String name) {
		return Arrays.stream(Column.values())
			.filter((candidate) -> name(candidate).equals(name))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the query. Where it begins and ends is another matter.
	 * @return a query
	 * @throws InvalidFilterException if a value is not understood
	 */
	AuditQuery toQuery() throws InvalidFilterException {
		AuditQuery query = AuditQuery.all().between(instant(FROM), instant(TO));
		for (Map.Entry<String, List<String>> filter : this.values.entrySet()) {
			Column column = column(filter.getKey());
			if (column != null) {
				query = query.where(column, (column == Column.ISSUER)
						? filter.getValue().stream().map(Issuer::normalize).toList() : filter.getValue());
			}
		}
		return query;
	}

	private @Nullable Instant instant(String name) throws InvalidFilterException {
		String value = get(name);
		try {
			Instant instant = (value != null) ? Instant.parse(value) : null;
			if (instant != null && (instant.isBefore(FIRST_YEAR) || !instant.isBefore(LAST_YEAR))) {
				throw new DateTimeException("no database has such years");
			}
			return instant;
		}
		catch (DateTimeException ex) {
			throw new InvalidFilterException("'" + name + "' is a time such as 2026-01-31T12:00:00Z.");
		}
	}

	/**
	 * Return how many records there may be.
	 * @param max the most that can be asked for
	 * @param otherwise what it is if nobody asked
	 * @return the number
	 * @throws InvalidFilterException if it is none
	 */
	long limit(long max, long otherwise) throws InvalidFilterException {
		String value = get(LIMIT);
		if (value == null) {
			return otherwise;
		}
		try {
			long limit = Long.parseLong(value);
			if (limit >= 1 && limit <= max) {
				return limit;
			}
		}
		catch (NumberFormatException ex) {
			// the same as a number that is too large
		}
		throw new InvalidFilterException("'limit' is a number from 1 to " + max + ".");
	}

	/**
	 * Return a parameter that is given only once.
	 * @param name its name
	 * @return the value, {@code null} if it was not given
	 */
	@Nullable String get(String name) {
		List<String> given = this.values.get(name);
		return (given != null) ? given.get(0) : null;
	}

	List<String> getAll(String name) {
		return this.values.getOrDefault(name, List.of());
	}

	/**
	 * Return whether nothing else was given.
	 * @param name the parameter
	 * @return whether it is the only one
	 */
	boolean hasOnly(String name) {
		return this.values.keySet().equals(Set.of(name));
	}

	/**
	 * Return what was asked for, for the record of it.
	 * @return the filters as they were given
	 */
	Map<String, Object> toMap() {
		Map<String, Object> map = new LinkedHashMap<>();
		this.values.forEach((name, given) -> map.put(name, (given.size() == 1) ? given.get(0) : given));
		return map;
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
