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

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.identifiabl.actuate.AuditFilters.InvalidFilterException;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.Projection;

/**
 * Counts records by what they say. Each is read and compared with its leaf, as one that
 * is answered: a number that the database tells could not be checked. So no question
 * counts more than a number of records, and what is left is counted by the next one.
 *
 * @author Identifiabl Contributors
 */
final class TrailCounts {

	static final String DAY = "day";

	static final int MAX_RECORDS = 100_000;

	private static final int MAX_GROUPS = 10_000;

	private static final int MAX_PAGES = 2 * MAX_RECORDS / AuditQuery.MAX_LIMIT;

	private static final int MAX_NAMES = 3;

	private static final Set<Column> UNCOUNTED = Set.of(Column.RESOURCE, Column.REQUIRED, Column.GRANTED,
			Column.MISSING, Column.TRACE);

	private final Map<String, Column> columns = new LinkedHashMap<>();

	private final boolean byDay;

	private final Map<Map<String, String>, Long> groups = new HashMap<>();

	private final int maxGroups;

	private long records;

	private long failed;

	TrailCounts(List<String> names) throws InvalidFilterException {
		this(names, MAX_GROUPS);
	}

	TrailCounts(List<String> names, int maxGroups) throws InvalidFilterException {
		for (String name : names) {
			Column column = AuditFilters.column(name);
			boolean known = name.equals(DAY) || (column != null && !UNCOUNTED.contains(column));
			if (!known || names.size() > MAX_NAMES) {
				throw new InvalidFilterException("'by' is one of, or up to " + MAX_NAMES + " of, " + names() + ".");
			}
			if (column != null) {
				this.columns.put(name, column);
			}
		}
		this.byDay = names.contains(DAY);
		this.maxGroups = maxGroups;
	}

	private static String names() {
		return Arrays.stream(Column.values())
			.filter((column) -> !UNCOUNTED.contains(column))
			.map(AuditFilters::name)
			.collect(Collectors.joining(", ")) + " and " + DAY;
	}

	/**
	 * Count.
	 * @param pages finds records, and checks them
	 * @param query the query
	 * @param maxRecords how many records are counted at most
	 * @return where to go on, {@code null} if everything has been counted
	 */
	@Nullable Long count(Function<AuditQuery, AuditPage> pages, AuditQuery query, int maxRecords) {
		Long next = query.getBefore();
		for (int i = 0; i < MAX_PAGES && next != null; i++) {
			int limit = (int) Math.min(AuditQuery.MAX_LIMIT, maxRecords - this.records - this.failed);
			if (limit == 0) {
				return next;
			}
			AuditPage page = pages.apply(query.limit(limit).before(next));
			for (AuditRecord record : page.records()) {
				if (!add(record)) {
					// which the next question begins with
					return record.index() + 1;
				}
			}
			next = page.next();
		}
		return next;
	}

	private boolean add(AuditRecord record) {
		if (record.findFault() != null) {
			// what it says is nothing that happened
			this.failed++;
			return true;
		}
		Map<String, String> group = group(record.projection());
		if (this.groups.size() == this.maxGroups && !this.groups.containsKey(group)) {
			return false;
		}
		this.groups.merge(group, 1L, Long::sum);
		this.records++;
		return true;
	}

	private Map<String, String> group(Projection projection) {
		Map<String, String> group = new LinkedHashMap<>();
		this.columns.forEach((name, column) -> {
			String value = column.get(projection);
			if (value != null) {
				group.put(name, value);
			}
		});
		if (this.byDay) {
			group.put(DAY, LocalDate.ofInstant(projection.time(), ZoneOffset.UTC).toString());
		}
		return group;
	}

	/**
	 * Return what was counted.
	 * @return the number of records, of those that were changed where they are stored,
	 * and of those of each group, the largest one first
	 */
	Map<String, Object> toMap() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("records", this.records);
		map.put("failed", this.failed);
		map.put("groups",
				this.groups.entrySet()
					.stream()
					.sorted(Map.Entry.<Map<String, String>, Long>comparingByValue(Comparator.reverseOrder())
						.thenComparing((group) -> group.getKey().toString()))
					.map(TrailCounts::toMap)
					.toList());
		return map;
	}

	private static Map<String, Object> toMap(Map.Entry<Map<String, String>, Long> group) {
		Map<String, Object> map = new LinkedHashMap<>(group.getKey());
		map.put("count", group.getValue());
		return map;
	}

}
