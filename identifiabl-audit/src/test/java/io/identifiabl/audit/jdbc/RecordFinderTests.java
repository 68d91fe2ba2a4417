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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.trail.Events;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link RecordFinder} looks at, in all databases.
 *
 * @author Identifiabl Contributors
 */
@Tag("database")
class RecordFinderTests {

	private static final int RECORDS = RecordFinder.MAX_ROWS + 300;

	static Stream<Named<Supplier<DataSource>>> databases() {
		return Stream.of(Named.of("H2", AuditDatabases::h2), Named.of("PostgreSQL", AuditDatabases::postgresql),
				Named.of("MariaDB", () -> AuditDatabases.mariadb("")));
	}

	// what no index leads to is looked for among so many rows at a time
	@ParameterizedTest
	@MethodSource("databases")
	void pageEndsWhereNothingIsFoundForLong(Supplier<DataSource> database) {
		JdbcAuditStore store = JdbcAuditStore.open(database.get(), JdbcAuditStore.DEFAULT_PREFIX, "notes");
		store.append(IntStream.range(0, RECORDS).mapToObj((i) -> Events.entry(event(i), i)).toList());
		for (AuditQuery query : List.of(AuditQuery.all().where(Column.OUTCOME, "failure"),
				AuditQuery.all().where(Column.MISSING, List.of("notes:write", "x")),
				AuditQuery.all().where(Column.MISSING, "notes:write").where(Column.USER, List.of("alice", "bob")))) {
			AuditPage first = store.find(query);
			assertThat(first.records()).as("%s", query.getConditions()).isEmpty();
			assertThat(first.next()).isEqualTo(RECORDS - RecordFinder.MAX_ROWS);
			assertThat(findAll(store, query)).containsExactly(7L, 3L);
			assertThat(findAll(store, query.limit(1))).containsExactly(7L, 3L);
			assertThat(store.find(query.after(RECORDS - 1000)).next()).isNull();
		}
		AuditPage few = store.find(AuditQuery.all().where(Column.OUTCOME, "success").limit(3));
		assertThat(few.records()).extracting(AuditRecord::index)
			.containsExactly(RECORDS - 1L, RECORDS - 2L, RECORDS - 3L);
		assertThat(few.next()).isEqualTo(RECORDS - 3);
		// nor does a database look for the two together
		AuditPage none = store
			.find(AuditQuery.all().where(Column.TYPE, "mcp.tool.call").where(Column.ISSUER, "https://idp.example.com"));
		assertThat(none.records()).isEmpty();
		assertThat(none.next()).isEqualTo(RECORDS - RecordFinder.MAX_ROWS);
		// that goes by an index, however far away it is
		assertThat(store.find(AuditQuery.all().where(Column.REASON, List.of("denied", "x"))).records()).hasSize(2);
	}

	private static List<Long> findAll(JdbcAuditStore store, AuditQuery query) {
		List<Long> found = new ArrayList<>();
		Long before = Long.MAX_VALUE;
		while (before != null) {
			AuditPage page = store.find(query.before(before));
			page.records().forEach((row) -> found.add(row.index()));
			before = page.next();
		}
		return found;
	}

	private static AuditEvent event(int i) {
		boolean failed = i == 3 || i == 7;
		return AuditEvent.builder("mcp.tool.call", Events.of("x").getTime())
			.with(AuditField.SUBJECT, (i % 2 == 0) ? "alice" : "bob")
			.with(AuditField.OUTCOME, failed ? "failure" : "success")
			.with(AuditField.REASON, failed ? "denied" : null)
			.with(AuditField.MISSING, List.of(failed ? "notes:write" : "notes:read"))
			.build();
	}

}
