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

package io.identifiabl.test.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.EventIds;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every store promises to find, and what not.
 *
 * @author Identifiabl Contributors
 */
abstract class AbstractFindingKit {

	private static final EntryWriter WRITER = new EntryWriter("notes", "node", "stream", new SecureRandom());

	// of the event below
	private static final Map<Column, String> VALUES = new EnumMap<>(Map.ofEntries(Map.entry(Column.USER, "alice"),
			Map.entry(Column.EMAIL, "a@example.com"), Map.entry(Column.ISSUER, "https://issuer.example/"),
			Map.entry(Column.ORG, "org"), Map.entry(Column.TENANT, "acme"), Map.entry(Column.TOOL, "save"),
			Map.entry(Column.ROUTE, "/notes/{id}"), Map.entry(Column.CLIENT, "claude"),
			Map.entry(Column.CLIENT_CLAIMED, "Claude 2.0"), Map.entry(Column.ADDRESS, "192.0.2.1"),
			Map.entry(Column.DECISION, "permit"), Map.entry(Column.OUTCOME, "success"),
			Map.entry(Column.REASON, "insufficient_scope"), Map.entry(Column.REQUIRED, "notes:write"),
			Map.entry(Column.GRANTED, "notes:read"), Map.entry(Column.MISSING, "notes:write"),
			Map.entry(Column.TYPE, "mcp.tool.call"), Map.entry(Column.TRACE, "abc"),
			Map.entry(Column.RESOURCE, "memory/1")));

	private final AtomicLong sequence = new AtomicLong();

	@SuppressWarnings("NullAway.Init")
	AuditStore store;

	@BeforeEach
	void open() {
		this.store = createStore();
	}

	protected abstract AuditStore createStore();

	@Test
	void findPagesFromTheNewest() {
		this.store.append(entries(5));
		AuditPage first = this.store.find(AuditQuery.all().limit(2));
		assertThat(first.records()).extracting(AuditRecord::index).containsExactly(4L, 3L);
		assertThat(first.next()).isEqualTo(3);
		AuditPage last = this.store.find(AuditQuery.all().limit(3).before(3));
		assertThat(last.records()).extracting(AuditRecord::index).containsExactly(2L, 1L, 0L);
		assertThat(last.next()).isNull();
	}

	@Test
	void findMeetsEveryCondition() {
		this.store.append(List.of(entry(event("alice").build(), 0), entry(event("bob").build(), 1)));
		assertThat(this.store.find(AuditQuery.all().where(Column.USER, "bob")).records()).hasSize(1);
		assertThat(this.store.find(AuditQuery.all().where(Column.USER, "bob").where(Column.USER, "alice")).records())
			.isEmpty();
		AuditQuery all = AuditQuery.all()
			.where(Column.ISSUER, "https://issuer.example/")
			.where(Column.ORG, "org")
			.where(Column.TENANT, "acme")
			.where(Column.TOOL, "save")
			.where(Column.ROUTE, "/notes/{id}")
			.where(Column.CLIENT, "claude")
			.where(Column.CLIENT_CLAIMED, "Claude 2.0")
			.where(Column.ADDRESS, "192.0.2.1")
			.where(Column.EMAIL, "a@example.com")
			.where(Column.REASON, "insufficient_scope")
			.where(Column.REQUIRED, "notes:read")
			.where(Column.GRANTED, "openid")
			.where(Column.MISSING, "notes:write")
			.where(Column.DECISION, "permit")
			.where(Column.OUTCOME, "success")
			.where(Column.TYPE, "mcp.tool.call")
			.where(Column.TRACE, "abc")
			.where(Column.RESOURCE, "memory/1");
		assertThat(this.store.find(all).records()).hasSize(2);
		for (Column column : Column.values()) {
			assertThat(this.store.find(all.where(column, "other")).records()).as(column.name()).isEmpty();
		}
	}

	@Test
	void findByOneConditionOfEachColumn() {
		this.store.append(List.of(entry(event("alice").build(), 0),
				entry(AuditEvent.builder("http.request", Instant.EPOCH).build(), 1)));
		for (Map.Entry<Column, String> value : VALUES.entrySet()) {
			AuditQuery query = AuditQuery.all().where(value.getKey(), value.getValue());
			assertThat(findAll(query)).as(value.getKey().name()).containsExactly(0L);
			assertThat(findAll(query.where(value.getKey(), "other"))).as(value.getKey().name()).isEmpty();
		}
		assertThat(VALUES).containsOnlyKeys(Column.values());
	}

	// a wildcard, and a text that is a part of others, are values like any other
	@Test
	void findByAnyOfSeveralValues() {
		this.store.append(List.of(entry(event("alice").build(), 0), entry(event("bob").build(), 1),
				entry(event("carol").with(AuditField.TOOL, "read").build(), 2), entry(event("alice").build(), 3)));
		AuditQuery some = AuditQuery.all().where(Column.USER, List.of("alice", "carol", "%", "ali", "alice"));
		assertThat(findAll(some)).containsExactly(3L, 2L, 0L);
		assertThat(findAll(some.limit(1))).containsExactly(3L, 2L, 0L);
		assertThat(findAll(some.where(Column.TOOL, List.of("read", "write")))).containsExactly(2L);
		assertThat(findAll(some.where(Column.TOOL, List.of("read", "save")).where(Column.TENANT, "acme")))
			.containsExactly(3L, 2L, 0L);
		assertThat(findAll(some.where(Column.USER, List.of("bob", "carol")))).containsExactly(2L);
		assertThat(findAll(some.where(Column.TENANT, "other"))).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void findByManyValuesOfEachColumn(Column column) {
		this.store.append(List.of(entry(event("alice").build(), 0),
				entry(AuditEvent.builder("http.request", Instant.EPOCH).build(), 1), entry(event("alice").build(), 2)));
		List<String> values = new ArrayList<>(
				Stream.iterate("0", (value) -> value + "0").limit(AuditQuery.MAX_VALUES - 1).toList());
		assertThat(findAll(AuditQuery.all().where(column, values))).isEmpty();
		values.add(value(column));
		assertThat(findAll(AuditQuery.all().where(column, values))).containsExactly(2L, 0L);
		assertThat(findAll(AuditQuery.all().where(column, values).after(0).limit(1))).containsExactly(2L);
	}

	// each of a record's resources leads to it, and it is one record
	@Test
	void findByResourcesFindsARecordOnce() {
		this.store.append(List.of(entry(
				event("alice").with(AuditField.TOUCHED_IDS, List.of("memory/1", "memory/2", "memory/3")).build(), 0)));
		AuditQuery query = AuditQuery.all().where(Column.RESOURCE, List.of("memory/1", "memory/3", "memory/4"));
		assertThat(this.store.find(query).records()).hasSize(1);
	}

	@Test
	void findOfScopesMeansWholeScopes() {
		this.store.append(List.of(entry(event("alice").build(), 0)));
		for (String scope : List.of("notes", "notes:rea", "notes:read notes:write", "NOTES:READ", "notes:read,", "%",
				"notes:_ead", "")) {
			assertThat(findAll(AuditQuery.all().where(Column.REQUIRED, scope))).as(scope).isEmpty();
		}
		assertThat(findAll(AuditQuery.all().where(Column.MISSING, "notes:read"))).isEmpty();
		assertThat(findAll(AuditQuery.all().where(Column.GRANTED, "notes:write"))).isEmpty();
		assertThat(findAll(AuditQuery.all().where(Column.REQUIRED, "notes:write").where(Column.USER, "bob"))).isEmpty();
	}

	@Test
	void findIsLimitedToAnEnd() {
		this.store.append(entries(5));
		assertThat(findAll(AuditQuery.all().after(2))).containsExactly(4L, 3L);
		assertThat(findAll(AuditQuery.all().after(1).before(4).limit(1))).containsExactly(3L, 2L);
		assertThat(findAll(AuditQuery.all().after(4))).isEmpty();
		assertThat(findAll(AuditQuery.all().where(Column.MISSING, "notes:write").after(3))).containsExactly(4L);
	}

	@Test
	void findAfterAnErasureFindsNothingPersonal() {
		this.store.append(List.of(entry(event("alice").build(), 0)));
		this.store.erase("https://issuer.example/", "alice");
		for (Column column : List.of(Column.USER, Column.EMAIL, Column.CLIENT, Column.CLIENT_CLAIMED, Column.ADDRESS,
				Column.RESOURCE)) {
			assertThat(findAll(AuditQuery.all().where(column, value(column)))).as(column.name()).isEmpty();
		}
		assertThat(findAll(AuditQuery.all().where(Column.ROUTE, "/notes/{id}"))).containsExactly(0L);
		assertThat(findAll(AuditQuery.all().where(Column.MISSING, "notes:write"))).containsExactly(0L);
		assertThat(this.store.read(0, 1).get(0).findFault()).isNull();
	}

	private static String value(Column column) {
		return Objects.requireNonNull(VALUES.get(column));
	}

	private List<Long> findAll(AuditQuery query) {
		List<Long> found = new ArrayList<>();
		Long before = query.getBefore();
		while (before != null) {
			AuditPage page = this.store.find(query.before(before));
			page.records().forEach((row) -> found.add(row.index()));
			before = page.next();
		}
		return found;
	}

	@Test
	void findIsLimitedToATime() {
		this.store.append(entries(1));
		var time = this.store.read(0, 1).get(0).projection().time();
		assertThat(this.store.find(AuditQuery.all().between(time, time.plusNanos(1000))).records()).hasSize(1);
		assertThat(this.store.find(AuditQuery.all().between(time.plusNanos(1000), null)).records()).isEmpty();
		assertThat(this.store.find(AuditQuery.all().between(null, time)).records()).isEmpty();
	}

	@Test
	void findOfUnknownOutcomesFindsIntentsWithoutOutcome() {
		AuditEvent outcome = event("alice").build();
		AuditEvent intent = event("alice").id(outcome.getId() + EventIds.INTENT_SUFFIX)
			.with(AuditField.OUTCOME, "unknown")
			.build();
		this.store.append(List.of(entry(intent, 0)));
		AuditQuery unknown = AuditQuery.all().where(Column.OUTCOME, "unknown");
		assertThat(this.store.find(unknown).records()).hasSize(1);
		this.store.append(List.of(entry(outcome, 1)));
		assertThat(this.store.find(unknown).records()).isEmpty();
		assertThat(this.store.find(outcome.getId())).extracting(AuditRecord::index).isEqualTo(1L);
		assertThat(this.store.find(EventIds.create(outcome.getTime()))).isNull();
	}

	@Test
	void pagesNeitherRepeatNorSkipWhileTheLogGrows() {
		this.store.append(entries(10));
		List<Long> seen = new ArrayList<>();
		Long before = Long.MAX_VALUE;
		while (before != null) {
			AuditPage page = this.store.find(AuditQuery.all().limit(3).before(before));
			page.records().forEach((row) -> seen.add(row.index()));
			this.store.append(entries(2));
			before = page.next();
		}
		assertThat(seen).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Alice", "alice ", "al%ce", "al_ce", "' OR 1=1 --", "\\", "\"", "\uD83D\uDE00", "\u00e9",
			"e\u0301", "ALICE", "\u0130", "" })
	void textIsComparedByteForByte(String user) {
		this.store.append(List.of(entry(event(user).build(), 0), entry(event("alice").build(), 1)));
		assertThat(this.store.find(AuditQuery.all().where(Column.USER, user)).records()).singleElement()
			.satisfies((row) -> assertThat(row.projection().user()).isEqualTo(Projection.toColumn(user)));
	}

	static AuditEvent.Builder event(String user) {
		return AuditEvent.builder("mcp.tool.call", Instant.EPOCH)
			.with(AuditField.ISSUER, "https://issuer.example/")
			.with(AuditField.ORG, "org")
			.with(AuditField.TENANT, "acme")
			.with(AuditField.TOOL, "save")
			.with(AuditField.ROUTE, "/notes/{id}")
			.with(AuditField.CLIENT, "claude")
			.with(AuditField.CLAIMED_CLIENT, "Claude 2.0")
			.with(AuditField.ADDRESS, "192.0.2.1")
			.with(AuditField.EMAIL, "a@example.com")
			.with(AuditField.DECISION, "permit")
			.with(AuditField.OUTCOME, "success")
			.with(AuditField.REASON, "insufficient_scope")
			.with(AuditField.REQUIRED, List.of("notes:read", "notes:write"))
			.with(AuditField.GRANTED, List.of("openid", "notes:read"))
			.with(AuditField.MISSING, List.of("notes:write"))
			.with(AuditField.TRACE, "abc")
			.with(AuditField.TOUCHED_IDS, List.of("memory/1"))
			.with(AuditField.SUBJECT, user);
	}

	// no two of a stream have one number
	List<LogEntry> entries(int count) {
		return Stream.generate(() -> entry(event("alice").build(), this.sequence.getAndIncrement()))
			.limit(count)
			.toList();
	}

	static LogEntry entry(AuditEvent event, long sequence) {
		return WRITER.write(event, sequence, Instant.EPOCH);
	}

}
