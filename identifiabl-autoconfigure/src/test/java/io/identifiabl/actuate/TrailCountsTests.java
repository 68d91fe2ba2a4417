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

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.actuate.AuditFilters.InvalidFilterException;
import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TrailCounts}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class TrailCountsTests {

	private static final int ALL = 100_000;

	private final EntryWriter writer = new EntryWriter("notes", "node", "stream", new SecureRandom());

	private final InMemoryAuditStore store = new InMemoryAuditStore(100_000);

	private int written;

	@Test
	void recordsAreCountedByWhatTheySay() throws Exception {
		write("alice", "save", "2026-01-31T23:59:59.999999Z");
		write("alice", "read", "2026-02-01T00:00:00Z");
		write("bob", "save", "2026-02-01T10:00:00Z");
		write(null, null, "2026-02-01T10:00:00Z");
		assertThat(count(AuditQuery.all(), "user")).isEqualTo(Map.of("records", 4L, "failed", 0L, "groups", List
			.of(Map.of("user", "alice", "count", 2L), Map.of("user", "bob", "count", 1L), Map.of("count", 1L))));
		assertThat(groups(AuditQuery.all(), "day")).containsExactly(Map.of("day", "2026-02-01", "count", 3L),
				Map.of("day", "2026-01-31", "count", 1L));
		assertThat(groups(AuditQuery.all(), "day", "user", "tool")).hasSize(4)
			.contains(Map.of("day", "2026-02-01", "user", "bob", "tool", "save", "count", 1L));
		assertThat(count(AuditQuery.all()))
			.isEqualTo(Map.of("records", 4L, "failed", 0L, "groups", List.of(Map.of("count", 4L))));
		assertThat(groups(AuditQuery.all().where(AuditQuery.Column.USER, "nobody"))).isEmpty();
	}

	// nobody knows what it said
	@Test
	void recordThatWasChangedIsInNoGroup() throws Exception {
		write("alice", "save", "2026-02-01T00:00:00Z");
		write("bob", "save", "2026-02-01T00:00:00Z");
		TrailCounts counts = new TrailCounts(List.of("user"));
		assertThat(counts.count((query) -> {
			AuditPage page = this.store.find(query);
			return new AuditPage(page.records().stream().map((row) -> (row.index() == 0) ? changed(row) : row).toList(),
					page.next());
		}, AuditQuery.all(), ALL)).isNull();
		assertThat(counts.toMap())
			.isEqualTo(Map.of("records", 1L, "failed", 1L, "groups", List.of(Map.of("user", "bob", "count", 1L))));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 999, 1000, 1001, 2500, 100_000 })
	void whatIsLeftIsCountedByTheNextQuestion(int limit) throws Exception {
		for (int i = 0; i < 2500; i++) {
			write("user-" + i % 3, "save", "2026-02-01T00:00:00Z");
		}
		Long next = Long.MAX_VALUE;
		long records = 0;
		int questions = 0;
		while (next != null && questions++ < 3) {
			TrailCounts counts = new TrailCounts(List.of("user"));
			next = counts.count(this.store::find, AuditQuery.all().before(next), limit);
			records += (Long) Objects.requireNonNull(counts.toMap().get("records"));
		}
		assertThat(records).isEqualTo(Math.min(2500L, 3L * limit));
	}

	@Test
	void groupsThatAreTooManyAreLeftForTheNextQuestion() throws Exception {
		for (int i = 0; i < 10; i++) {
			write("user-" + i % 5, "save", "2026-02-01T00:00:00Z");
		}
		TrailCounts first = new TrailCounts(List.of("user"), 3);
		Long next = first.count(this.store::find, AuditQuery.all(), ALL);
		assertThat(first.toMap()).containsEntry("records", 3L);
		assertThat(next).isEqualTo(7);
		TrailCounts second = new TrailCounts(List.of("user"), 5);
		assertThat(second.count(this.store::find, AuditQuery.all().before(7), ALL)).isNull();
		assertThat(second.toMap()).containsEntry("records", 7L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "resource", "trace", "missing", "hour", "", "USER", "count", "limit" })
	void nothingElseIsCounted(String name) {
		assertThatExceptionOfType(InvalidFilterException.class).isThrownBy(() -> new TrailCounts(List.of(name)))
			.withMessageContaining("user")
			.withMessageContaining("day");
	}

	@Test
	void nothingIsCountedByFourThings() {
		assertThatExceptionOfType(InvalidFilterException.class)
			.isThrownBy(() -> new TrailCounts(List.of("user", "tool", "client", "day")));
	}

	private List<Object> groups(AuditQuery query, String... by) throws InvalidFilterException {
		return new ArrayList<>((Collection<?>) Objects.requireNonNull(count(query, by).get("groups")));
	}

	private Map<String, Object> count(AuditQuery query, String... by) throws InvalidFilterException {
		TrailCounts counts = new TrailCounts(List.of(by));
		assertThat(counts.count(this.store::find, query, ALL)).isNull();
		return counts.toMap();
	}

	private static AuditRecord changed(AuditRecord row) {
		return new AuditRecord(row.index(), row.payload().replace("save", "read"), row.personal(), row.leafHash(),
				row.projection());
	}

	private void write(@Nullable String user, @Nullable String tool, String time) {
		AuditEvent event = AuditEvent.builder("mcp.tool.call", Instant.parse(time))
			.with(AuditField.SUBJECT, user)
			.with(AuditField.TOOL, tool)
			.build();
		this.store.append(List.of(this.writer.write(event, this.written++, Instant.EPOCH)));
	}

}
