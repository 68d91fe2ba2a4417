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

import java.util.List;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.trail.Events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What a store makes of rows that somebody else put into its tables.
 *
 * @author Identifiabl Contributors
 */
abstract class PlantedRowsContract extends JdbcAuditStoreContract {

	@Test
	void numberOfAStreamIsStoredOnce() {
		JdbcAuditStore store = open(this.database);
		LogEntry entry = Events.entry(SEQUENCE.getAndIncrement());
		store.append(List.of(entry));
		LogEntry repeated = Events.entry(entry.getProjection().sequence());
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> store.append(List.of(repeated)))
			.satisfies((failure) -> assertThat(failure.getKind()).isEqualTo(Kind.LOG));
	}

	// a trigger can write a record elsewhere and let its insertion fail
	@Test
	void recordThatStandsBeforeTheLogIsNotTakenForStored() throws Exception {
		JdbcAuditStore store = open(this.database);
		store.append(entries(300));
		LogEntry diverted = Events.entry(SEQUENCE.getAndIncrement());
		store.append(List.of(diverted));
		store.prune(256);
		execute("UPDATE identifiabl_audit_event SET idx = 5 WHERE idx = 300");
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> store.append(List.of(diverted)))
			.satisfies((failure) -> assertThat(failure.getKind()).isEqualTo(Kind.LOG))
			.withMessageEndingWith("another record has the id of a new one, at index 5");
	}

	// whatever stands where no record does
	@Test
	void probeGoesOnWhateverSomebodyPlanted() throws Exception {
		JdbcAuditStore store = open(this.database);
		store.append(List.of(Events.entry(SEQUENCE.getAndIncrement())));
		store.append(List.of(Events.entry(SEQUENCE.getAndIncrement())));
		execute("UPDATE identifiabl_audit_event SET idx = -1, event_id = 'probe', stream = 'probe', seq = 2 WHERE idx = 0");
		assertThatNoException().isThrownBy(store::probe);
	}

}
