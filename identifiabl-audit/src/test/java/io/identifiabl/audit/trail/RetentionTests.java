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

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.memory.InMemoryAuditStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Retention}.
 *
 * @author Identifiabl Contributors
 */
class RetentionTests {

	private static final Instant HOUR = Instant.parse("2026-11-26T10:00:00Z");

	private static final Ed25519CheckpointSigner SIGNER = Signers.create("notes");

	private static final CheckpointVerifier VERIFIER = new CheckpointVerifier("notes",
			List.of(SIGNER.getVerifierKey()));

	private final InMemoryAuditStore store = new InMemoryAuditStore(10_000);

	private final Retention retention = new Retention(this.store, VERIFIER, Duration.ofDays(365));

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
		assertThat(this.retention.findFirstIndex(0, (time) -> null, HOUR)).isZero();
	}

	@Test
	void recordsGoThatACheckpointCoversWhichIsOldEnough() {
		write(600, HOUR);
		write(600, HOUR.plus(Duration.ofDays(1)));
		assertThat(this.retention.findFirstIndex(1200, (time) -> null, HOUR.plus(Duration.ofDays(365)).plusSeconds(1)))
			.isEqualTo(512);
		assertThat(this.retention.findFirstIndex(1200, (time) -> null, HOUR.plus(Duration.ofDays(365)))).isZero();
		assertThat(this.retention.findFirstIndex(1200, (time) -> null, HOUR.plus(Duration.ofDays(400))))
			.isEqualTo(1024);
	}

	@Test
	void recordsStayThatWereWrittenLaterThanTheirCheckpointSays() {
		this.store.append(List.of(written(0, HOUR.plus(Duration.ofDays(30)))));
		write(600, HOUR);
		assertThat(this.retention.findFirstIndex(601, (time) -> null, HOUR.plus(Duration.ofDays(366)))).isEqualTo(512);
		for (int i = 601; i < 768; i++) {
			this.store.append(List.of(written(i, HOUR.plus(Duration.ofDays(30)))));
		}
		sign(HOUR.plusSeconds(1));
		assertThat(this.retention.findFirstIndex(768, (time) -> null, HOUR.plus(Duration.ofDays(366)))).isEqualTo(512);
	}

	@Test
	void recordsStayThatNothingSignedSaysToBeOld() {
		write(600, HOUR);
		this.store.removeCheckpoints(List.of(600L));
		this.store.save(new StoredCheckpoint(600, SIGNER.sign(checkpoint()).toString(), HOUR));
		assertThat(this.retention.findFirstIndex(600, (time) -> null, HOUR.plus(Duration.ofDays(1000)))).isZero();
	}

	private void write(int count, Instant time) {
		long size = this.store.getFrontier().getSize();
		for (long i = size; i < size + count; i++) {
			this.store.append(List.of(written(i, time)));
		}
		sign(time);
	}

	private static LogEntry written(long sequence, Instant observed) {
		return new EntryWriter("notes", "node", "stream", new SecureRandom()).write(Events.of("alice"), sequence,
				observed);
	}

	private void sign(Instant time) {
		String note = SIGNER.withTime(Clock.fixed(time, ZoneOffset.UTC)).sign(checkpoint()).toString();
		this.store.save(new StoredCheckpoint(checkpoint().size(), note, Instant.EPOCH));
	}

	private Checkpoint checkpoint() {
		return new Checkpoint("notes", this.store.getFrontier().getSize(), this.store.getFrontier().getRoot());
	}

	// one every ten seconds
	private void save(int count) {
		for (int i = 0; i < count; i++) {
			this.store.save(new StoredCheckpoint(i + 1, "note", HOUR.plusSeconds(10L * i)));
		}
	}

}
