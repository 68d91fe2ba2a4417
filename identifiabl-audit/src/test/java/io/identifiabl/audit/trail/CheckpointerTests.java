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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Checkpointer}.
 *
 * @author Identifiabl Contributors
 */
class CheckpointerTests extends AbstractCheckpointerTests {

	@Test
	void runSignsTheStateOfTheLog() throws Exception {
		run(this.checkpointer);
		this.store.append(entries(0, 1500));
		run(this.checkpointer);
		SignedNote note = latest(this.checkpointer);
		assertThat(this.verifier.verify(note.toString().getBytes(StandardCharsets.UTF_8)).rootHash())
			.isEqualTo(this.store.getFrontier().getRoot());
		assertThat(this.published).last().isEqualTo(note);
		assertThat(this.store.getLatestCheckpoint()).extracting(StoredCheckpoint::size).isEqualTo(1500L);
		assertThat(this.checkpointer.getState().signedAt()).isEqualTo(this.clock.instant());
	}

	@Test
	void runWhenNothingHappenedThenSignsWithEveryHeartbeatOnly() {
		run(this.checkpointer);
		run(this.checkpointer);
		assertThat(this.published).hasSize(1);
		this.clock.advance(Duration.ofSeconds(60));
		run(this.checkpointer);
		assertThat(this.published).hasSize(2);
	}

	@Test
	void runWhenTheLogGrewThenSignsAtOnce() {
		run(this.checkpointer);
		this.store.append(entries(0, 3));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().size()).isEqualTo(3);
	}

	// nobody else can have taken them, and nobody can restore them
	@Test
	void runWhenMemoryForgotItsFirstRecordsThenSignsAllTheSame() {
		InMemoryAuditStore memory = new InMemoryAuditStore(100);
		Checkpointer signing = new Checkpointer(memory, "notes", SIGNER, this.verifier, List.of(),
				Duration.ofSeconds(60), this.clock, null);
		run(signing);
		for (int i = 0; i < 10; i++) {
			memory.append(entries(100L * i, 100));
			run(signing);
		}
		assertThat(memory.getFirstIndex()).isPositive();
		assertThat(signing.getState().trouble()).isNull();
		assertThat(signing.getState().size()).isEqualTo(1000);
	}

	@Test
	void runWhenMemoryForgotRecordsThatNobodySignedThenSignsAllTheSame() {
		InMemoryAuditStore memory = new InMemoryAuditStore(512);
		Checkpointer signing = new Checkpointer(memory, "notes", SIGNER, this.verifier, List.of(),
				Duration.ofSeconds(60), this.clock, null);
		run(signing);
		memory.append(entries(0, 2000));
		run(signing);
		assertThat(signing.getState().trouble()).isNull();
		assertThat(signing.getState().size()).isEqualTo(2000);
	}

	@Test
	void runWhenRecordsWereDeletedThenRefuses() {
		run(this.checkpointer);
		this.store.append(entries(0, 10));
		run(this.checkpointer);
		this.store.log = new InMemoryAuditStore(100);
		this.store.append(entries(0, 4));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
		assertThat(this.published).hasSize(2);
	}

	@Test
	void runWhenTheLogWasRewrittenThenRefuses() {
		run(this.checkpointer);
		this.store.append(entries(0, 10));
		run(this.checkpointer);
		this.store.log = new InMemoryAuditStore(100);
		this.store.append(entries(100, 12));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
	}

	@Test
	void runWhenTheLogIsWhatItWasAgainThenSignsAgain() {
		run(this.checkpointer);
		this.store.append(entries(0, 10));
		run(this.checkpointer);
		InMemoryAuditStore genuine = this.store.log;
		this.store.log = new InMemoryAuditStore(100);
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isNotNull();
		this.store.log = genuine;
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isNull();
	}

	@Test
	void runWhenAnOwnRecordWasChangedBeforeItWasSignedThenRefuses() {
		List<LogEntry> own = entries(0, 3);
		this.checkpointer.committed(own, this.store.append(own));
		this.store.log = new InMemoryAuditStore(100);
		this.store.append(entries(100, 3));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.OWN_RECORD_CHANGED);
	}

	// a failover to a replica that had not heard of it yet, or somebody who deleted it
	@Test
	void runWhenAnOwnRecordIsGoneBeforeItWasSignedThenRefuses() {
		run(this.checkpointer);
		List<LogEntry> own = entries(0, 3);
		this.checkpointer.committed(own, this.store.append(own));
		this.store.log = new InMemoryAuditStore(10_000);
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
	}

	@Test
	void runWhenAnotherRecordIsInThePlaceOfAnOwnOneThenRefuses() {
		run(this.checkpointer);
		List<LogEntry> own = entries(0, 3);
		this.checkpointer.committed(own, this.store.append(own));
		this.store.log = new InMemoryAuditStore(10_000);
		List<LogEntry> later = entries(3, 3);
		this.checkpointer.committed(later, this.store.append(later));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.OWN_RECORD_CHANGED);
	}

	@Test
	void runWhenOwnRecordsAreThereThenSigns() {
		List<LogEntry> own = entries(0, 3);
		this.checkpointer.committed(own, this.store.append(own));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().size()).isEqualTo(3);
	}

	@Test
	void runWhenTheLogBeginsLaterThanItDidThenRefuses() {
		List<LogEntry> own = entries(0, 600);
		this.checkpointer.committed(own, this.store.append(own));
		run(this.checkpointer);
		this.store.log.prune(256);
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.TRUNCATED);
	}

	@Test
	void runWhenAnotherKeySignedWhereTheLogBeginsThenSaysSo() {
		List<LogEntry> own = entries(0, 600);
		this.checkpointer.committed(own, this.store.append(own));
		run(this.checkpointer);
		Checkpoint begin = new Checkpoint("notes", 256, Frontier.at(256, this.store).getRoot()).asBegin();
		this.store.save(new StoredCheckpoint(256, STRANGER.sign(begin).toString(), this.clock.instant()));
		this.store.log.prune(256);
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.UNTRUSTED_CHECKPOINT);
	}

	@Test
	void signEarlierWhenTheSignerLeavesOutWhatItIsForThenDoesNothing() {
		Checkpointer forgetful = new Checkpointer(this.store, "notes",
				(checkpoint) -> SIGNER
					.sign(new Checkpoint(checkpoint.origin(), checkpoint.size(), checkpoint.rootHash())),
				this.verifier, List.of(), Duration.ofSeconds(60), this.clock, null);
		List<LogEntry> own = entries(0, 600);
		forgetful.committed(own, this.store.append(own));
		run(forgetful);
		assertThat(forgetful.signEarlier(256)).isFalse();
		assertThat(this.store.readCheckpoints(256, 1)).noneMatch((checkpoint) -> checkpoint.size() == 256);
	}

	@Test
	void runWhenTheStoreIsDownThenTriesAgain() {
		this.store.down = true;
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().failures()).isEqualTo(1);
		assertThat(this.checkpointer.getState().trouble()).isNull();
		this.store.down = false;
		run(this.checkpointer);
		assertThat(this.published).hasSize(1);
	}

	@Test
	void signingIsOverdueAMinuteAfterItsHeartbeat() {
		run(this.checkpointer);
		this.store.down = true;
		this.clock.advance(Duration.ofMinutes(2));
		run(this.checkpointer);
		assertThat(this.checkpointer.isOverdue()).isFalse();
		this.clock.advance(Duration.ofSeconds(1));
		run(this.checkpointer);
		assertThat(this.checkpointer.isOverdue()).isTrue();
		assertThat(this.checkpointer.getFailure()).isInstanceOf(AuditStoreException.class);
		this.store.down = false;
		run(this.checkpointer);
		assertThat(this.checkpointer.isOverdue()).isFalse();
	}

	@Test
	void signingIsOverdueIfItNeverSucceeded() {
		this.store.down = true;
		run(this.checkpointer);
		assertThat(this.checkpointer.isOverdue()).isFalse();
		this.clock.advance(Duration.ofSeconds(121));
		assertThat(this.checkpointer.isOverdue()).isTrue();
	}

	// the schedule that it runs in ends for good with whatever is thrown there
	@Test
	void runWhenTheSignerDiesOfAnErrorThenTriesAgain() {
		AtomicReference<@Nullable Error> error = new AtomicReference<>(new StackOverflowError());
		Checkpointer dying = new Checkpointer(this.store, "notes", (checkpoint) -> {
			Error now = error.get();
			if (now != null) {
				throw now;
			}
			return SIGNER.sign(checkpoint);
		}, this.verifier, List.of(), Duration.ofSeconds(60), this.clock, null);
		run(dying);
		assertThat(dying.getState().failures()).isEqualTo(1);
		assertThat(dying.getError()).isInstanceOf(StackOverflowError.class);
		assertThat(dying.getFailure()).isInstanceOf(StackOverflowError.class);
		error.set(null);
		run(dying);
		assertThat(dying.getError()).isNull();
		assertThat(dying.getLatest()).isNotNull();
	}

	@Test
	void runWhenOnePublisherDiesOfAnErrorThenTheOthersHaveTheirs() {
		Checkpointer failing = checkpointer((note) -> {
			throw new NoClassDefFoundError();
		}, this.published::add);
		run(failing);
		assertThat(this.published).hasSize(1);
		assertThat(failing.getState().failures()).isEqualTo(1);
	}

	@Test
	void runStoresTheTimeThatWasSigned() {
		MutableClock clockOfTheSigner = new MutableClock();
		clockOfTheSigner.advance(Duration.ofMillis(-2500));
		Checkpointer signing = new Checkpointer(this.store, "notes", SIGNER.withTime(clockOfTheSigner), this.verifier,
				List.of(), Duration.ofSeconds(60), this.clock, null);
		List<LogEntry> own = entries(0, 300);
		signing.committed(own, this.store.append(own));
		run(signing);
		Instant signed = this.verifier.getTime(latest(signing));
		assertThat(signed).isNotNull().isBefore(this.clock.instant());
		assertThat(this.store.getLatestCheckpoint()).extracting(StoredCheckpoint::created).isEqualTo(signed);
		assertThat(signing.getState().signedAt()).isEqualTo(signed);
		assertThat(signing.signEarlier(256)).isTrue();
		assertThat(this.store.readCheckpoints(256, 1)).extracting(StoredCheckpoint::created).containsExactly(signed);
	}

	@Test
	void runWhenTheClockOfTheSignerIsLateThenSignsWithEveryHeartbeatOnly() {
		MutableClock clockOfTheSigner = new MutableClock();
		clockOfTheSigner.advance(Duration.ofHours(-1));
		Checkpointer signing = new Checkpointer(this.store, "notes", SIGNER.withTime(clockOfTheSigner), this.verifier,
				List.of(this.published::add), Duration.ofSeconds(60), this.clock, null);
		run(signing);
		run(signing);
		assertThat(this.published).hasSize(1);
		assertThat(signing.isOverdue()).isFalse();
	}

	@Test
	void runWhenOnePublisherFailsThenTheOthersHaveTheirs() {
		Checkpointer failing = checkpointer((note) -> {
			throw new IllegalStateException();
		}, this.published::add);
		run(failing);
		assertThat(this.published).hasSize(1);
		assertThat(failing.getState().failures()).isEqualTo(1);
	}

	@Test
	void fileKeepsTheLatestCheckpoint(@TempDir Path directory) {
		FileCheckpoints file = new FileCheckpoints(directory.resolve("checkpoint.txt"));
		assertThat(file.read()).isNull();
		Checkpointer filing = checkpointer(file);
		run(filing);
		this.store.append(entries(0, 3));
		run(filing);
		assertThat(file.read()).isEqualTo(latest(filing).toString());
	}

	@Test
	void fileThatCannotBeWrittenIsCounted(@TempDir Path directory) {
		Checkpointer filing = checkpointer(new FileCheckpoints(directory.resolve("missing/checkpoint.txt")));
		run(filing);
		assertThat(filing.getState().failures()).isEqualTo(1);
	}

	@Test
	void runWhenTheClockWasSetBackThenSignsAllTheSame() {
		run(this.checkpointer);
		this.clock.advance(Duration.ofDays(-1));
		this.store.append(entries(0, 3));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().size()).isEqualTo(3);
	}

}
