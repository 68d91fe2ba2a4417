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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.verify.AuditVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DurableAuditTrail}, with its threads.
 *
 * @author Identifiabl Contributors
 */
class DurableAuditTrailTests {

	@TempDir
	Path directory;

	private static final Duration HEARTBEAT = Duration.ofMillis(10);

	private static final Ed25519CheckpointSigner SIGNER = Signers.create("notes");

	private final TroubledStore store = new TroubledStore();

	private final MutableClock clock = new MutableClock();

	private final LinkedBlockingQueue<SignedNote> published = new LinkedBlockingQueue<>();

	private CheckpointVerifier verifier = new CheckpointVerifier("notes", List.of());

	private DurableAuditTrail trail = create();

	@BeforeEach
	void start() {
		this.trail.start(Duration.ofMillis(10));
	}

	@AfterEach
	void close() {
		this.trail.close();
	}

	@Test
	void recordIsFoundAndProvedAgainstASignedCheckpoint() throws Exception {
		AuditEvent event = Events.of("alice");
		long index = this.trail.require(event, Urgency.AWAITED);
		Checkpoint checkpoint = nextCheckpointAbove(index);
		AuditRecord row = this.trail.find(event.getId());
		assertThat(row).isNotNull();
		assertThat(this.trail.prove(index, checkpoint.size()).isValid(row.leafHash(), checkpoint.rootHash())).isTrue();
		assertThat(this.trail.find(AuditQuery.all().where(Column.USER, "alice")).records()).containsExactly(row);
		assertThat(this.trail.getCheckpoint()).isNotNull();
	}

	@Test
	void appendCompletesWhenTheEventIsDurable() throws Exception {
		CompletableFuture<Long> index = this.trail.append(Events.of("alice"));
		assertThat(index.get(10, TimeUnit.SECONDS)).isEqualTo(1);
	}

	@Test
	void requireWhenTheStoreIsDownThenThrows() {
		this.store.down = true;
		assertThatExceptionOfType(AuditUnavailableException.class)
			.isThrownBy(() -> this.trail.require(Events.of("alice"), Urgency.INTENT));
		assertThat(this.trail.getWriterState().available()).isFalse();
		this.store.down = false;
	}

	@Test
	void requireBeforeTheLogWasComparedWithWhatWasSignedThenThrows() {
		DurableAuditTrail fresh = create();
		assertThatExceptionOfType(AuditUnavailableException.class)
			.isThrownBy(() -> fresh.require(Events.of("alice"), Urgency.AWAITED))
			.withStackTraceContaining("not known to be the one that was signed");
	}

	// nodes that all waited for their database must not take each other's records for
	// such that nobody was there to write
	@Test
	void nothingIsStoredBeforeTheLogWasComparedWithWhatWasSigned() throws Exception {
		close();
		this.store.checkpointsUnreadable = true;
		long size = this.store.getFrontier().getSize();
		this.trail = create(new SpillSettings(this.directory.resolve("spill"), 1_000_000, "notes", List.of()));
		start();
		CompletableFuture<Long> ignored = this.trail.append(Events.of("alice"), Urgency.ORDINARY);
		while (this.trail.getWriterState().spilled() < 2) {
			Thread.onSpinWait();
		}
		assertThat(this.trail.getWriterState().available()).isFalse();
		assertThat(this.store.getFrontier().getSize()).isEqualTo(size);
		this.store.checkpointsUnreadable = false;
		while (this.store.getFrontier().getSize() < size + 2) {
			Thread.onSpinWait();
		}
		assertThat(this.trail.getCheckpointerState().trouble()).isNull();
	}

	@Test
	void requireWhenTheLogIsNotWhatWasSignedThenThrowsAndNothingElseIsLost() {
		this.trail.require(Events.of("alice"), Urgency.AWAITED);
		InMemoryAuditStore genuine = this.store.log;
		this.store.log = new InMemoryAuditStore(10_000);
		while (this.trail.getCheckpointerState().trouble() == null) {
			Thread.onSpinWait();
		}
		for (Urgency urgency : List.of(Urgency.AWAITED, Urgency.INTENT)) {
			assertThatExceptionOfType(AuditUnavailableException.class)
				.isThrownBy(() -> this.trail.require(Events.of("alice"), urgency))
				.withStackTraceContaining("not known to be the one that was signed");
		}
		assertThat(this.trail.append(Events.of("alice"), Urgency.ORDINARY)).succeedsWithin(Duration.ofSeconds(10));
		this.store.log = genuine;
	}

	@Test
	void eraseTakesThePersonalDataAndKeepsTheProofs() throws Exception {
		AuditEvent event = Events.of("alice");
		long index = this.trail.require(event, Urgency.AWAITED);
		Checkpoint before = nextCheckpointAbove(index);
		AuditEvent.Builder reason = AuditEvent.builder(EventTypes.SUBJECT_ERASED, Events.NOW)
			.with(AuditField.NOTE, "Article 17");
		assertThat(this.trail.erase("https://issuer.example/", "alice", reason)).isEqualTo(1);
		AuditRecord row = this.trail.getStore().read(index, 1).get(0);
		assertThat(row.personal()).isNull();
		assertThat(this.trail.prove(index, before.size()).isValid(row.leafHash(), before.rootHash())).isTrue();
		List<AuditRecord> records = this.trail.find(AuditQuery.all().where(Column.TYPE, EventTypes.SUBJECT_ERASED))
			.records();
		assertThat(records).hasSize(2).allSatisfy((found) -> assertThat(found.personal()).contains("Article 17"));
		assertThat(records.get(0).payload()).contains("\"count\":1", "\"phase\":\"outcome\"");
		assertThat(records.get(1).payload()).contains("\"phase\":\"intent\"");
	}

	@Test
	void eraseCountsWhatNobodyWaitedFor() {
		for (int i = 0; i < 5; i++) {
			CompletableFuture<Long> ignored = this.trail.append(Events.of("carol"), Urgency.ORDINARY);
		}
		AuditEvent.Builder reason = AuditEvent.builder(EventTypes.SUBJECT_ERASED, Events.NOW);
		assertThat(this.trail.erase("https://issuer.example/", "carol", reason)).isEqualTo(5);
	}

	// its row was read before the erasure, and its resources afterwards
	@Test
	void findWhenARecordIsErasedMeanwhileThenIsNoAlarm() throws Exception {
		AuditEvent event = Events.of("alice");
		nextCheckpointAbove(this.trail.require(event, Urgency.AWAITED));
		this.store.torn = (row) -> row.withResources(List.of("memory/torn"));
		List<AuditRecord> found = this.trail.find(AuditQuery.all()).records();
		assertThat(found).isNotEmpty().allSatisfy((row) -> assertThat(row.findFault()).isNull());
		assertThat(this.trail.getAnswers().getFailed()).isZero();
	}

	@Test
	void eraseFindsUsersWithLongIds() {
		String user = "x".repeat(600);
		this.trail.require(Events.of(user), Urgency.AWAITED);
		this.trail.require(Events.of(user + "y"), Urgency.AWAITED);
		AuditEvent.Builder reason = AuditEvent.builder(EventTypes.SUBJECT_ERASED, Events.NOW);
		assertThat(this.trail.erase("https://issuer.example/", user, reason)).isEqualTo(1);
	}

	@Test
	void pruneTakesWhatIsOldAndKeepsTheProofsOfTheRest() throws Exception {
		writeOld();
		AuditEvent recent = Events.of("bob");
		long index = this.trail.require(recent, Urgency.AWAITED);
		Checkpoint before = nextCheckpointAbove(index);
		assertThat(prune()).isEqualTo(256);
		assertThat(this.trail.getStore().getFirstIndex()).isEqualTo(256);
		AuditRecord row = this.trail.find(recent.getId());
		assertThat(row).isNotNull();
		assertThat(this.trail.prove(index, before.size()).isValid(row.leafHash(), before.rootHash())).isTrue();
		assertThat(this.store.readCheckpoints(256, 1)).singleElement()
			.satisfies((checkpoint) -> assertThat(checkpoint.size()).isEqualTo(256));
		assertThat(this.trail.find(AuditQuery.all().where(Column.TYPE, EventTypes.PRUNED)).records()).hasSize(1);
		assertThat(prune()).isZero();
		assertThat(new AuditVerifier(this.verifier).verify(this.store).findings()).isEmpty();
		assertThat(this.trail.getCheckpointerState().trouble()).isNull();
	}

	@Test
	void pruneBelievesNoTimeThatAnApplicationSet() throws Exception {
		for (int i = 0; i < 600; i++) {
			CompletableFuture<Long> ignored = this.trail
				.append(AuditEvent.builder("http.request", Instant.EPOCH).build(), Urgency.ORDINARY);
		}
		nextCheckpointAbove(this.trail.require(Events.of("alice"), Urgency.AWAITED));
		assertThat(prune()).isZero();
	}

	@Test
	void pruneWhenTheLogWasCutThenDeletesNothing() throws Exception {
		writeOld();
		awaitTwoHeartbeats();
		InMemoryAuditStore cut = new InMemoryAuditStore(10_000);
		this.store.log.read(0, 300).forEach((row) -> cut.append(List.of(Events.entry(row.index()))));
		this.store.log = cut;
		assertThat(this.trail.prune(Duration.ofDays(365)).get(10, TimeUnit.SECONDS)).isZero();
		assertThat(this.trail.getCheckpointerState().trouble()).isEqualTo(CheckpointerState.Trouble.ROLLED_BACK);
	}

	private void writeOld() throws Exception {
		for (int i = 0; i < 300; i++) {
			CompletableFuture<Long> ignored = this.trail.append(Events.of("alice"), Urgency.ORDINARY);
		}
		nextCheckpointAbove(this.trail.require(Events.of("alice"), Urgency.AWAITED));
		// the last checkpoint is signed again later, and then is not old any more
		nextCheckpointAbove(this.trail.require(Events.of("alice"), Urgency.AWAITED));
		this.clock.advance(Duration.ofDays(400));
	}

	private long prune() throws Exception {
		awaitTwoHeartbeats();
		return this.trail.prune(Duration.ofDays(365)).get(10, TimeUnit.SECONDS);
	}

	private void awaitTwoHeartbeats() throws Exception {
		this.published.clear();
		for (int i = 0; i < 3; i++) {
			this.clock.advance(HEARTBEAT);
			assertThat(this.published.poll(10, TimeUnit.SECONDS)).isNotNull();
		}
	}

	@Test
	void closeSignsTheLastState() throws Exception {
		this.trail.require(Events.of("alice"), Urgency.AWAITED);
		this.trail.close();
		SignedNote note = this.trail.getCheckpoint();
		assertThat(note).isNotNull();
		assertThat(this.verifier.verify(note.toString().getBytes(StandardCharsets.UTF_8)).size())
			.isEqualTo(this.store.getFrontier().getSize());
		assertThat(this.trail.getCheckpointerState().trouble()).isNull();
	}

	private Checkpoint nextCheckpointAbove(long index) throws Exception {
		while (true) {
			SignedNote note = this.published.poll(10, TimeUnit.SECONDS);
			assertThat(note).as("published in time").isNotNull();
			Checkpoint checkpoint = this.verifier.verify(note.toString().getBytes(StandardCharsets.UTF_8));
			if (checkpoint.size() > index) {
				return checkpoint;
			}
		}
	}

	private DurableAuditTrail create() {
		return create(null);
	}

	private DurableAuditTrail create(@Nullable SpillSettings spill) {
		this.verifier = new CheckpointVerifier("notes", List.of(SIGNER.getVerifierKey()));
		Checkpointer checkpointer = new Checkpointer(this.store, "notes", SIGNER.withTime(this.clock), this.verifier,
				List.of(this.published::add), HEARTBEAT, this.clock, null);
		AuditWriter writer = new AuditWriter(this.store,
				new WriterSettings("notes", "node", 10_000, Duration.ZERO, spill, this.clock),
				new Listener(checkpointer));
		return new DurableAuditTrail(this.store, writer, checkpointer, List.of(), this.clock, Duration.ofSeconds(10));
	}

	/**
	 * Tells the checkpointer what was written.
	 */
	private record Listener(Checkpointer checkpointer) implements AuditWriter.CommitListener {

		@Override
		public void onCommit(List<LogEntry> entries, List<Long> indices) {
			this.checkpointer.committed(entries, indices);
		}

		@Override
		public void onFailure(Exception failure) {
			// what the test is about shows it
		}

	}

}
