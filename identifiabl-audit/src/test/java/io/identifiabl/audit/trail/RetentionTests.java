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
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Retention}.
 *
 * @author Identifiabl Contributors
 */
class RetentionTests {

	private static final Instant HOUR = Instant.parse("2026-11-26T10:00:00Z");

	private final InMemoryAuditStore store = new InMemoryAuditStore(1000);

	private final Retention retention = new Retention(this.store, Duration.ofDays(365));

	@Test
	void checkpointsOfTheLastDayStay() {
		save(60);
		this.retention.thinCheckpoints(HOUR.plus(Duration.ofHours(1)));
		assertThat(this.store.readCheckpoints(0, 100)).hasSize(60);
	}

	@Test
	void checkpointsOfLastMonthAreThinnedToOneAMinute() {
		save(60);
		this.retention.thinCheckpoints(HOUR.plus(Duration.ofDays(2)));
		assertThat(this.store.readCheckpoints(0, 100)).extracting(StoredCheckpoint::size)
			.containsExactly(1L, 7L, 13L, 19L, 25L, 31L, 37L, 43L, 49L, 55L, 60L);
	}

	@Test
	void olderCheckpointsAreThinnedToOneAnHour() {
		save(60);
		this.retention.thinCheckpoints(HOUR.plus(Duration.ofDays(40)));
		assertThat(this.store.readCheckpoints(0, 100)).extracting(StoredCheckpoint::size).containsExactly(1L, 60L);
	}

	@Test
	void findFirstIndexOfAnEmptyLogIsItsStart() {
		assertThat(this.retention.findFirstIndex(0, HOUR)).isZero();
	}

	// one every ten seconds
	private void save(int count) {
		for (int i = 0; i < count; i++) {
			this.store.save(new StoredCheckpoint(i + 1, "note", HOUR.plusSeconds(10L * i)));
		}
	}

}
