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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Checkpointer}.
 *
 * @author Identifiabl Contributors
 */
class CheckpointerTests {

	private static final Ed25519CheckpointSigner SIGNER = Signers.create("notes");

	private static final Ed25519CheckpointSigner STRANGER = Signers.create("notes");

	private final CheckpointVerifier verifier = new CheckpointVerifier("notes", List.of(SIGNER.getVerifierKey()));

	private final TroubledStore store = new TroubledStore();

	private final List<SignedNote> published = new ArrayList<>();

	private final MutableClock clock = new MutableClock();

	private final Checkpointer checkpointer = checkpointer(this.published::add);

	@Test
	void runSignsTheStateOfTheLog() throws Exception {
		this.store.append(entries(0, 1500));
		run(this.checkpointer);
		SignedNote note = latest(this.checkpointer);
		assertThat(this.verifier.verify(note.toString().getBytes(StandardCharsets.UTF_8)).rootHash())
			.isEqualTo(this.store.getFrontier().getRoot());
		assertThat(this.published).containsExactly(note);
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

	@Test
	void runWhenRecordsWereDeletedThenRefuses() {
		this.store.append(entries(0, 10));
		run(this.checkpointer);
		this.store.log = new InMemoryAuditStore(100);
		this.store.append(entries(0, 4));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
		assertThat(this.published).hasSize(1);
	}

	@Test
	void runWhenTheLogWasRewrittenThenRefuses() {
		this.store.append(entries(0, 10));
		run(this.checkpointer);
		this.store.log = new InMemoryAuditStore(100);
		this.store.append(entries(100, 12));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
	}

	@Test
	void runWhenTheLogIsWhatItWasAgainThenSignsAgain() {
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

	@Test
	void runWhenOwnRecordsAreThereThenSigns() {
		List<LogEntry> own = entries(0, 3);
		this.checkpointer.committed(own, this.store.append(own));
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().size()).isEqualTo(3);
	}

	@Test
	void nextNodeGoesOnFromTheStoredCheckpoint() {
		this.store.append(entries(0, 300));
		run(this.checkpointer);
		this.store.append(entries(300, 5));
		Checkpointer next = checkpointer(this.published::add);
		run(next);
		assertThat(next.getState().size()).isEqualTo(305);
		assertThat(next.getState().trouble()).isNull();
	}

	@Test
	void nextNodeWhenTheTailAndItsCheckpointsAreGoneThenRefusesByTheHeldOne() {
		this.store.append(entries(0, 300));
		run(this.checkpointer);
		String held = latest(this.checkpointer).toString();
		this.store.log = new InMemoryAuditStore(1000);
		this.store.append(entries(0, 200));
		Checkpointer next = checkpointer(this.published::add);
		next.run(List.of(held));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
		next.run(List.of(held));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
	}

	@Test
	void nextNodeWhenTheLogWasRewrittenThenRefusesByTheHeldOne() {
		this.store.append(entries(0, 300));
		run(this.checkpointer);
		String held = latest(this.checkpointer).toString();
		this.store.log = new InMemoryAuditStore(1000);
		this.store.append(entries(1000, 400));
		Checkpointer next = checkpointer(this.published::add);
		next.run(List.of(held));
		assertThat(next.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
		assertThat(this.published).hasSize(1);
	}

	@Test
	void nextNodeWhenAStrangerSignedThenRefuses() {
		this.store.append(entries(0, 3));
		Checkpointer stranger = new Checkpointer(this.store, "notes", STRANGER,
				new CheckpointVerifier("notes", List.of(STRANGER.getVerifierKey())), List.of(), Duration.ofSeconds(60),
				this.clock);
		run(stranger);
		run(this.checkpointer);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.UNTRUSTED_CHECKPOINT);
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

	private static void run(Checkpointer checkpointer) {
		checkpointer.run(List.of());
	}

	private static SignedNote latest(Checkpointer checkpointer) {
		SignedNote note = checkpointer.getLatest();
		assertThat(note).isNotNull();
		return note;
	}

	private Checkpointer checkpointer(CheckpointPublisher... publishers) {
		return new Checkpointer(this.store, "notes", SIGNER, this.verifier, List.of(publishers), Duration.ofSeconds(60),
				this.clock);
	}

	private static List<LogEntry> entries(long from, int count) {
		return LongStream.range(from, from + count).mapToObj(Events::entry).toList();
	}

}
