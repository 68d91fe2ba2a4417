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

package io.identifiabl.audit.trail;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.verify.AuditVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Pruning}.
 *
 * @author Identifiabl Contributors
 */
class PruningTests extends AbstractCheckpointerTests {

	private static final Duration YEAR = Duration.ofDays(365);

	private final Checkpointer timed = new Checkpointer(this.store, "notes", SIGNER.withTime(this.clock), this.verifier,
			List.of(), Duration.ofNanos(1), this.clock, null);

	private final Pruning pruning = new Pruning(this.store, this.timed, List.of(), this.clock, this::append);

	private boolean failing;

	private long append(AuditEvent event) {
		long index = append(List.of(Events.entry(event, 1000)));
		this.store.down = this.failing;
		return index;
	}

	private long append(List<LogEntry> entries) {
		List<Long> indices = this.store.append(entries);
		this.timed.committed(entries, indices);
		return indices.get(0);
	}

	private long prune() throws Exception {
		append(entries(0, 300));
		run(this.timed);
		append(entries(300, 1));
		run(this.timed);
		this.clock.advance(Duration.ofDays(400));
		run(this.timed);
		return this.pruning.run(YEAR, Runnable::run).get();
	}

	@Test
	void whatIsOldGoesOnceItsRecordIsSigned() throws Exception {
		assertThat(prune()).isEqualTo(256);
		assertThat(this.store.getFirstIndex()).isEqualTo(256);
	}

	// where the log begins is believed because of that record alone
	@Test
	void nothingGoesIfItsRecordCouldNotBeSigned() throws Exception {
		this.failing = true;
		assertThat(prune()).isZero();
		this.store.down = false;
		assertThat(this.store.getFirstIndex()).isZero();
		run(this.timed);
		assertThat(this.timed.getState().trouble()).isNull();
	}

	// its latest checkpoint is signed again every minute, and never old
	@Test
	void whatIsOldGoesFromALogThatNeverGrows() throws Exception {
		append(entries(0, 300));
		run(this.timed);
		this.clock.advance(Duration.ofDays(365));
		run(this.timed);
		assertThat(this.pruning.run(YEAR, Runnable::run).get()).isZero();
		this.clock.advance(Duration.ofSeconds(1));
		run(this.timed);
		assertThat(this.pruning.run(YEAR, Runnable::run).get()).isEqualTo(256);
		run(this.timed);
		assertThat(this.timed.getState().trouble()).isNull();
		assertThat(new AuditVerifier(this.verifier).verify(this.store).findings()).isEmpty();
	}

	@Test
	void whatIsOldGoesThoughTheLogGrewAfterItStoodStill() throws Exception {
		append(entries(0, 300));
		run(this.timed);
		this.clock.advance(Duration.ofDays(366));
		run(this.timed);
		append(entries(300, 1));
		run(this.timed);
		assertThat(this.pruning.run(YEAR, Runnable::run).get()).isEqualTo(256);
	}

}
