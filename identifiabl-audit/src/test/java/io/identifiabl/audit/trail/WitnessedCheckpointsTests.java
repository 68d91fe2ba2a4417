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
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link WitnessedCheckpoints}, with a witness that verifies what it is shown.
 *
 * @author Identifiabl Contributors
 */
class WitnessedCheckpointsTests {

	private static final Ed25519CheckpointSigner SIGNER = Signers.create("notes");

	private final TroubledStore store = new TroubledStore();

	private final MutableClock clock = new MutableClock();

	private final TestWitness witness = new TestWitness(SIGNER.getVerifierKey(), this.clock);

	private final WitnessedCheckpoints client = this.witness.client(this.store);

	@AfterEach
	void stop() {
		this.client.close();
		this.witness.close();
	}

	@Test
	void witnessSeesThatTheLogOnlyGrows() {
		grow(this.client, 3);
		grow(this.client, 300);
		grow(this.client, 0);
		assertThat(this.witness.seen.size()).isEqualTo(303);
		assertThat(this.witness.statuses).containsExactly(200, 200, 200);
	}

	@Test
	void nodeThatDoesNotKnowWhatTheWitnessSawIsTold() {
		grow(this.client, 300);
		grow(this.witness.client("/witness/", this.store, Duration.ofSeconds(10)), 5);
		assertThat(this.witness.seen.size()).isEqualTo(305);
		assertThat(this.witness.statuses).containsExactly(200, 409, 200);
	}

	@Test
	void cosignatureIsVerifiedAndSaysWhen() {
		SignedNote note = grow(this.client, 3);
		SignedNote cosignature = this.client.takeCosignature();
		assertThat(cosignature).isNotNull();
		assertThat(cosignature.getText()).isEqualTo(note.getText());
		assertThat(this.witness.signer.getVerifierKey().forCosignatures().verifies(cosignature)).isTrue();
		assertThat(cosignature.toString().lines().filter((line) -> line.startsWith("\u2014 "))).hasSize(1);
		assertThat(this.client.getState()).isEqualTo(new WitnessState(3, this.clock.instant(), true));
		assertThat(this.client.takeCosignature()).isNull();
	}

	@Test
	void showWhenTheWitnessIsNotThereThenThrows() {
		WitnessedCheckpoints nowhere = this.witness.client("/nowhere", this.store, Duration.ofSeconds(10));
		assertThatIllegalStateException().isThrownBy(() -> grow(nowhere, 3)).withMessageContaining("404");
	}

	@ParameterizedTest
	@CsvSource({ "text/x.tlog.size, x", "text/x.tlog.size, -1", "text/x.tlog.size, 99999999999999999999",
			"text/plain, 7", "text/x.tlog.size, ''" })
	void showWhenTheAnswerIsNoSizeThenThrows(String type, String body) {
		this.witness.answer("/odd", 409, type, body);
		WitnessedCheckpoints odd = this.witness.client("/odd", this.store, Duration.ofSeconds(10));
		assertThatIllegalStateException().isThrownBy(() -> grow(odd, 3)).withMessageContaining("size");
		assertThat(odd.getTrouble()).isNull();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "\n", "nothing", "\u2014 witness.example/w1 AAAAAAAAAAAAAAAA\n", "\n\n\u2014 a bcde\n" })
	void answerWithoutACosignatureIsNone(String body) {
		this.witness.answer = (lines) -> body;
		assertThatIllegalStateException().isThrownBy(() -> grow(this.client, 3)).withMessageContaining("answered");
		assertNothingIsKept();
	}

	@Test
	void cosignatureOfAnotherKeyIsNone() {
		Ed25519CheckpointSigner other = Signers.create("witness.example/w1");
		this.witness.answer = (lines) -> this.witness.lines(other,
				new Checkpoint("notes", 3, this.store.getFrontier().getRoot()));
		assertThatIllegalStateException().isThrownBy(() -> grow(this.client, 3)).withMessageContaining("its key");
		assertNothingIsKept();
	}

	@Test
	void cosignatureOfAnotherStateIsNone() {
		this.witness.answer = (lines) -> this.witness.lines(this.witness.signer,
				new Checkpoint("notes", 3, MerkleHash.empty()));
		assertThatIllegalStateException().isThrownBy(() -> grow(this.client, 3)).withMessageContaining("its key");
		assertNothingIsKept();
	}

	@Test
	void answerThatIsTooLongIsNotRead() {
		this.witness.answer = (lines) -> lines.repeat(1 + WitnessClient.MAX_ANSWER / lines.length());
		assertThatIllegalStateException().isThrownBy(() -> grow(this.client, 3))
			.withStackTraceContaining("longer than 16384 bytes");
		assertNothingIsKept();
	}

	@Test
	void answerThatDoesNotComeIsNotWaitedFor() {
		this.witness.hang("/slow");
		WitnessedCheckpoints slow = this.witness.client("/slow", this.store, Duration.ofMillis(100));
		assertThatIllegalStateException().isThrownBy(() -> grow(slow, 3)).withMessageContaining("reached");
	}

	@Test
	void redirectIsNotFollowed() {
		this.witness.redirect("/moved");
		WitnessedCheckpoints moved = this.witness.client("/moved", this.store, Duration.ofSeconds(10));
		assertThatIllegalStateException().isThrownBy(() -> grow(moved, 3)).withMessageContaining("307");
		assertThat(this.witness.seen.size()).isZero();
	}

	@Test
	void witnessThatKnowsALargerLogProvesARollback() {
		grow(this.client, 10);
		InMemoryAuditStore genuine = this.store.log;
		this.store.log = new InMemoryAuditStore(10_000);
		assertThatIllegalStateException().isThrownBy(() -> grow(this.client, 4)).withMessageContaining("10 records");
		assertThat(this.client.getTrouble()).isEqualTo(Trouble.ROLLED_BACK);
		SignedNote old = latest();
		this.store.log = genuine;
		this.client.show(old);
		assertThat(this.client.getTrouble()).isNull();
	}

	@Test
	void anotherNodeThatWasFasterIsNoRollback() {
		SignedNote old = grow(this.client, 3);
		grow(this.client, 4);
		WitnessedCheckpoints slower = this.witness.client(this.store);
		slower.show(old);
		assertThat(slower.getTrouble()).isNull();
		assertThat(slower.takeCosignature()).isNull();
	}

	@Test
	void witnessThatSawOtherRecordsProvesThatTheLogWasRewritten() {
		grow(this.client, 10);
		this.store.log = new InMemoryAuditStore(10_000);
		assertThatIllegalStateException().isThrownBy(() -> grow(this.client, 12)).withMessageContaining("422");
		assertThat(this.client.getTrouble()).isEqualTo(Trouble.REWRITTEN);
	}

	@Test
	void witnessThatSawAnotherLogOfThatSizeProvesThatItWasRewritten() {
		grow(this.client, 10);
		this.store.log = new InMemoryAuditStore(10_000);
		assertThatIllegalStateException().isThrownBy(() -> grow(this.client, 10)).withMessageContaining("409");
		assertThat(this.client.getTrouble()).isEqualTo(Trouble.REWRITTEN);
	}

	private void assertNothingIsKept() {
		assertThat(this.client.takeCosignature()).isNull();
		assertThat(this.client.getState()).isEqualTo(new WitnessState(0, null, false));
	}

	private SignedNote grow(WitnessedCheckpoints publisher, int count) {
		long size = this.store.getFrontier().getSize();
		this.store.append(LongStream.range(size, size + count).mapToObj(Events::entry).toList());
		SignedNote note = latest();
		publisher.show(note);
		return note;
	}

	private SignedNote latest() {
		Frontier frontier = this.store.getFrontier();
		return SIGNER.sign(new Checkpoint("notes", frontier.getSize(), frontier.getRoot()));
	}

}
