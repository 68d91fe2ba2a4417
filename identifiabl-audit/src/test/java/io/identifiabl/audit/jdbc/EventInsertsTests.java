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

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.trail.Events;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link EventInserts}, with more than a statement or a packet holds. What columns hold
 * is what the compatibility kit compares.
 *
 * @author Identifiabl Contributors
 */
class EventInsertsTests {

	private static final int COUNT = 100;

	@ParameterizedTest
	@MethodSource("databases")
	void groupLargerThanAStatementIsStoredInItsOrder(DataSource database) {
		JdbcAuditStore store = JdbcAuditStore.open(database, JdbcAuditStore.DEFAULT_PREFIX, "notes");
		List<LogEntry> entries = LongStream.range(0, COUNT).mapToObj(EventInsertsTests::largest).toList();
		assertThat(store.append(entries)).isEqualTo(LongStream.range(0, COUNT).boxed().toList());
		assertThat(store.read(0, COUNT)).extracting(AuditRecord::payload)
			.isEqualTo(entries.stream().map(LogEntry::getPayload).toList());
	}

	static Stream<DataSource> databases() {
		return Stream.of(AuditDatabases.h2(), AuditDatabases.postgresql(),
				AuditDatabases.mariadb("&useServerPrepStmts=true&rewriteBatchedStatements=true"));
	}

	private static LogEntry largest(long sequence) {
		AuditEvent event = AuditEvent.builder("mcp.tool.call", Instant.EPOCH)
			.with(AuditField.REQUIRED, Collections.nCopies(64, "x".repeat(400)))
			.with(AuditField.TOUCHED, List.of("memory"))
			.with(AuditField.TOUCHED_IDS,
					LongStream.range(0, 64).mapToObj((id) -> "memory/" + "\u20ac".repeat(300) + id).toList())
			.build();
		return Events.entry(event, sequence);
	}

}
