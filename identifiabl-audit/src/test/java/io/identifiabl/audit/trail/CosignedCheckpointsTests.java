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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a {@link Checkpointer} makes of what a witness says.
 *
 * @author Identifiabl Contributors
 */
class CosignedCheckpointsTests {

	private static final Ed25519CheckpointSigner SIGNER = Signers.create("notes");

	private final CheckpointVerifier verifier = new CheckpointVerifier("notes", List.of(SIGNER.getVerifierKey()));

	private final TroubledStore store = new TroubledStore();

	private final MutableClock clock = new MutableClock();

	private final TestWitness witness = new TestWitness(SIGNER.getVerifierKey(), this.clock);

	private WitnessedCheckpoints client = this.witness.client(this.store);

	private Checkpointer checkpointer = create();

	@AfterEach
	void stop() {
		this.checkpointer.close();
		this.witness.close();
	}

	@Test
	void cosignatureIsKeptAfterTheSignatureOfTheLog() {
		grow(3);
		awaitCosigned(3);
		run();
		assertThat(signers(stored(3))).containsExactly("notes", "notes", "witness.example/w1");
		assertThat(this.checkpointer.getLatest()).isNotNull().hasToString(stored(3));
		assertThat(this.checkpointer.getWitnessState()).isEqualTo(new WitnessState(3, this.clock.instant(), true));
		assertThat(this.checkpointer.getState().failures()).isZero();
	}

	@Test
	void stateThatIsSignedAgainKeepsItsCosignature() {
		grow(3);
		awaitCosigned(3);
		run();
		this.witness.close();
		this.clock.advance(Duration.ofSeconds(60));
		run();
		assertThat(this.checkpointer.getState().signedAt()).isEqualTo(this.clock.instant());
		assertThat(signers(stored(3))).containsExactly("notes", "notes", "witness.example/w1");
		this.client = this.witness.client(this.store);
		this.checkpointer = create();
		run();
		assertThat(signers(stored(3))).containsExactly("notes", "notes", "witness.example/w1");
	}

	@Test
	void cosignatureIsRenewedWithTheState() {
		grow(3);
		awaitCosigned(3);
		run();
		this.clock.advance(Duration.ofSeconds(60));
		run();
		while (!new WitnessState(3, this.clock.instant(), true).equals(this.client.getState())) {
			Thread.onSpinWait();
		}
		run();
		assertThat(signers(stored(3))).containsExactly("notes", "notes", "witness.example/w1");
	}

	@Test
	void cosignatureThatComesLateIsKeptWithItsStateAndSigningGoesOn() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		Semaphore answers = new Semaphore(0);
		startAndWaitForAnswers();
		this.witness.answer = (lines) -> {
			asked.countDown();
			answers.acquireUninterruptibly();
			return lines;
		};
		grow(3);
		assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
		grow(4);
		grow(5);
		assertThat(this.checkpointer.getState().size()).isEqualTo(12);
		answers.release();
		awaitCosigned(3);
		run();
		assertThat(signers(stored(3))).containsExactly("notes", "notes", "witness.example/w1");
		answers.release();
		awaitCosigned(12);
		run();
		assertThat(signers(stored(7))).containsExactly("notes", "notes");
		assertThat(signers(stored(12))).containsExactly("notes", "notes", "witness.example/w1");
		assertThat(this.witness.sizes).doesNotContain(7L);
	}

	@Test
	void stateAtWhichTheLogBeginsIsNotReplaced() {
		grow(256);
		awaitCosigned(256);
		assertThat(this.checkpointer.signEarlier(256)).isTrue();
		String begin = stored(256);
		run();
		assertThat(stored(256)).isEqualTo(begin);
	}

	@Test
	void nodeRefusesWhileTheWitnessKnowsALargerLog() {
		grow(10);
		awaitCosigned(10);
		InMemoryAuditStore genuine = this.store.log;
		this.store.log = new InMemoryAuditStore(10_000);
		// a node that knows of nothing, and finds nothing
		this.client = this.witness.client(this.store);
		this.checkpointer = create();
		grow(4);
		while (this.checkpointer.getState().trouble() != Trouble.ROLLED_BACK) {
			run();
		}
		this.store.log = genuine;
		this.client = this.witness.client(this.store);
		this.checkpointer = create();
		run();
		assertThat(this.checkpointer.getState().trouble()).isNull();
	}

	@Test
	void nodeSignsAgainOnceTheLogIsRestored() {
		grow(4);
		awaitCosigned(4);
		InMemoryAuditStore cut = this.store.log;
		InMemoryAuditStore genuine = new InMemoryAuditStore(10_000);
		genuine.append(cut.read(0, 4).stream().map(CosignedCheckpointsTests::entry).toList());
		genuine.append(entries(4, 6));
		this.store.log = genuine;
		run();
		awaitCosigned(10);
		this.store.log = cut;
		this.client = this.witness.client(this.store);
		this.checkpointer = create();
		while (this.checkpointer.getState().trouble() == null) {
			run();
		}
		this.store.log = genuine;
		while (this.checkpointer.getState().trouble() != null) {
			run();
		}
		assertThat(this.checkpointer.getState().size()).isEqualTo(10);
	}

	@Test
	void nodeThatStartsSignsNothingIfTheWitnessKnowsALargerLog() {
		grow(10);
		awaitCosigned(10);
		restart(new InMemoryAuditStore(10_000));
		run();
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
		assertThat(this.store.getLatestCheckpoint()).isNull();
		assertThat(this.checkpointer.isCompared()).isTrue();
		run();
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
	}

	// as long as the one that it knows, so that it is not the size that tells
	@Test
	void nodeThatStartsSignsNothingIfTheWitnessKnowsAnotherLog() {
		grow(10);
		awaitCosigned(10);
		restart(new InMemoryAuditStore(10_000));
		grow(12);
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
		assertThat(this.store.getLatestCheckpoint()).isNull();
		run();
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(Trouble.REWRITTEN);
		assertThat(this.store.getLatestCheckpoint()).isNull();
	}

	@Test
	void nodeThatStartsWaitsForTheWitnessNoLongerThanItMay() {
		this.witness.hang("/slow");
		this.client.close();
		this.client = this.witness.client("/slow", this.store, Duration.ofMillis(100));
		this.checkpointer = create();
		grow(3);
		assertThat(this.checkpointer.getState().size()).isEqualTo(3);
		assertThat(this.checkpointer.getState().trouble()).isNull();
		assertThat(this.checkpointer.getWitnessState()).isEqualTo(new WitnessState(0, null, false));
	}

	@Test
	void nodeThatWasToldAtItsStartThatAllIsWellSaysSo() {
		run();
		assertThat(this.checkpointer.getWitnessState()).isEqualTo(new WitnessState(0, this.clock.instant(), true));
	}

	// it asks with what was signed, shows what it is about to sign, and publishes that
	private void startAndWaitForAnswers() {
		run();
		while (this.witness.statuses.size() < 3) {
			Thread.onSpinWait();
		}
	}

	private void restart(InMemoryAuditStore log) {
		this.store.log = log;
		this.client.close();
		this.client = this.witness.client(this.store);
		this.checkpointer = create();
	}

	private Checkpointer create() {
		return new Checkpointer(this.store, "notes", SIGNER.withTime(this.clock), this.verifier, List.of(this.client),
				Duration.ofSeconds(60), this.clock, null);
	}

	private void grow(int count) {
		long size = this.store.getFrontier().getSize();
		List<LogEntry> own = entries(size, count);
		this.checkpointer.committed(own, this.store.append(own));
		run();
	}

	private void run() {
		this.checkpointer.run(List.of());
	}

	private void awaitCosigned(long size) {
		while (this.client.getState().size() < size) {
			Thread.onSpinWait();
		}
	}

	private String stored(long size) {
		List<StoredCheckpoint> stored = this.store.readCheckpoints(size, 1);
		assertThat(stored).extracting(StoredCheckpoint::size).containsExactly(size);
		return stored.get(0).note();
	}

	private static List<String> signers(String note) {
		return note.lines().filter((line) -> line.startsWith("\u2014 ")).map((line) -> line.split(" ", -1)[1]).toList();
	}

	private static LogEntry entry(AuditRecord row) {
		try {
			return LogEntry.of(row.payload(), row.personal());
		}
		catch (InvalidRecordException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<LogEntry> entries(long from, int count) {
		return LongStream.range(from, from + count).mapToObj(Events::entry).toList();
	}

}
