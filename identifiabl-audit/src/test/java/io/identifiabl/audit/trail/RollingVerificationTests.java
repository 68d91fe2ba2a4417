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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.verify.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RollingVerification}, step by step.
 *
 * @author Identifiabl Contributors
 */
class RollingVerificationTests {

	private static final Ed25519CheckpointSigner SIGNER = Signers.create("notes");

	private static final VerificationSettings SETTINGS = new VerificationSettings(2000, Duration.ofMinutes(5));

	private static final Duration OF_A_SLICE = Duration.ofMillis(128);

	private static final Duration YIELD = Duration.ofSeconds(15);

	private final TroubledStore store = new TroubledStore();

	private final MutableClock clock = new MutableClock();

	private final Checkpointer checkpointer = new Checkpointer(this.store, "notes", SIGNER.withTime(this.clock),
			new CheckpointVerifier("notes", List.of(SIGNER.getVerifierKey())), List.of(), Duration.ofSeconds(60),
			this.clock, null);

	private final RollingVerification verification = verification("node-1");

	private long written;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 255, 256, 257, 511, 512, 600, 1500, 2048, 66_000 })
	void roundVerifiesEveryRecordAndFindsNothing(int size) {
		write(size);
		round(this.verification);
		VerificationState state = this.verification.getState();
		assertThat(state.isClean()).isTrue();
		assertThat(state.findings() + state.failures()).isZero();
		assertThat(state.verified()).isEqualTo(size);
		assertThat(state.verifiedTo()).isEqualTo(size);
		assertThat(state.verifiedAt()).isEqualTo(this.clock.instant());
		assertThat(state.roundStartedAt()).isNull();
	}

	@Test
	void stepIsFollowedByATimeThatKeepsTheRate() {
		write(600);
		assertThat(this.verification.step()).isEqualTo(OF_A_SLICE);
		assertThat(this.verification.getState().position()).isEqualTo(256);
		assertThat(this.verification.getState().roundStartedAt()).isEqualTo(this.clock.instant());
		assertThat(this.verification.step()).isEqualTo(OF_A_SLICE);
		assertThat(this.verification.step()).isEqualTo(Duration.ofMillis(44));
		assertThat(this.verification.step()).isZero();
		assertThat(this.verification.getState().verifiedAt()).isNotNull();
	}

	@Test
	void timeThatASliceTookIsAPartOfItsTime() {
		write(1024);
		assertThat(stepThatTakes(Duration.ofMillis(28))).isEqualTo(Duration.ofMillis(100));
		assertThat(stepThatTakes(Duration.ofMinutes(1))).isZero();
		assertThat(stepThatTakes(Duration.ofMillis(-1))).isEqualTo(OF_A_SLICE);
	}

	private Duration stepThatTakes(Duration time) {
		this.store.edited = (rows) -> {
			this.clock.advance(time);
			return rows;
		};
		return this.verification.step();
	}

	@Test
	void roundIsFollowedByThePauseThatIsConfigured() {
		write(300);
		round(this.verification);
		this.store.edited = (rows) -> List.of();
		for (int i = 0; i < 15; i++) {
			this.clock.advance(this.verification.step());
		}
		assertThat(this.verification.getState().isClean()).isTrue();
		assertThat(this.verification.step()).isEqualTo(YIELD);
		this.clock.advance(YIELD);
		this.verification.step();
		assertThat(this.verification.getState().first()).isEqualTo(new Finding(0, 256, "the records are missing"));
	}

	@Test
	void stepBeforeAnythingWasSignedVerifiesNothing() {
		this.store.append(List.of(Events.entry(0)));
		assertThat(this.verification.step()).isEqualTo(RollingVerification.PATIENCE);
		assertThat(this.verification.getState()).isEqualTo(VerificationState.NONE);
	}

	@Test
	void recordsThatComeDuringARoundAreVerifiedInTheNextOne() {
		write(300);
		this.verification.step();
		write(300);
		round(this.verification);
		assertThat(this.verification.getState().verifiedTo()).isEqualTo(300);
		round(this.verification);
		assertThat(this.verification.getState().verifiedTo()).isEqualTo(600);
	}

	@Test
	void recordThatWasChangedIsKnownAtItsSliceAndUntilACompleteRoundFindsNothing() {
		write(600);
		edit(300, (row) -> new AuditRecord(row.index(), row.payload().replace("saveMemory", "readMemory"),
				row.personal(), row.leafHash(), row.projection()));
		this.verification.step();
		assertThat(this.verification.getState().isClean()).isTrue();
		this.verification.step();
		assertThat(this.verification.getState().first())
			.isEqualTo(new Finding(300, 1, "the record is not what its hash says"));
		round(this.verification);
		assertThat(this.verification.getState().findings()).isEqualTo(1);
		this.store.edited = null;
		runInto(this.verification, 512);
		assertThat(this.verification.getState().isClean()).isFalse();
		round(this.verification);
		assertThat(this.verification.getState().isClean()).isTrue();
		assertThat(this.verification.getState().findings()).isZero();
	}

	@Test
	void firstFindingIsTheOneWithTheLowestIndex() {
		write(600);
		this.store.edited = (rows) -> rows.stream().filter((row) -> row.index() % 200 != 100).toList();
		round(this.verification);
		assertThat(this.verification.getState().findings()).isEqualTo(3);
		assertThat(this.verification.getState().first()).isEqualTo(new Finding(100, 1, "the record is missing"));
	}

	// its row was read before the erasure, and its resources afterwards
	@Test
	void recordThatIsErasedWhileItIsReadIsNoFinding() {
		write(600);
		AtomicInteger reads = new AtomicInteger();
		this.store.edited = (rows) -> rows.stream()
			.map((row) -> (row.index() == 7 + reads.get()) ? row.withResources(List.of("memory/torn")) : row)
			.peek((row) -> {
				if (row.index() == 255) {
					reads.incrementAndGet();
				}
			})
			.toList();
		round(this.verification);
		assertThat(reads).hasValue(2);
		assertThat(this.verification.getState().isClean()).isTrue();
	}

	@Test
	void erasureDuringARoundIsNoFinding() {
		write(600);
		this.verification.step();
		assertThat(this.store.erase("https://issuer.example/", "alice")).isEqualTo(600);
		round(this.verification);
		assertThat(this.verification.getState().isClean()).isTrue();
	}

	@Test
	void recordsThatMemoryForgetsDuringARoundAreNoFinding() {
		this.store.log = new InMemoryAuditStore(600);
		write(600);
		this.verification.step();
		this.store.append(entries(512));
		assertThat(this.store.getFirstIndex()).isEqualTo(512);
		assertThat(this.verification.step()).isEqualTo(Duration.ofSeconds(2));
		assertThat(this.verification.getState().isClean()).isTrue();
		this.checkpointer.run(List.of());
		round(this.verification);
		assertThat(this.verification.getState().isClean()).isTrue();
		assertThat(this.verification.getState().verified()).isEqualTo(256 + 88);
		round(this.verification);
		assertThat(this.verification.getState().verified()).isEqualTo(1112 - 512);
	}

	@Test
	void storeThatIsAwayIsNoFinding() {
		write(600);
		this.verification.step();
		this.store.down = true;
		assertThat(this.verification.step()).isEqualTo(RollingVerification.PATIENCE);
		this.clock.advance(RollingVerification.TURN);
		assertThat(this.verification.step()).isEqualTo(RollingVerification.PATIENCE);
		this.store.down = false;
		round(this.verification);
		VerificationState state = this.verification.getState();
		assertThat(state.isClean()).isTrue();
		assertThat(state.verified()).isEqualTo(600);
		assertThat(state.failures()).isEqualTo(3);
	}

	@Test
	void errorEndsNoMoreThanOneAttempt() {
		write(600);
		this.verification.step();
		this.store.edited = (rows) -> {
			throw new StackOverflowError();
		};
		assertThat(this.verification.step()).isEqualTo(RollingVerification.PATIENCE);
		this.store.edited = null;
		round(this.verification);
		assertThat(this.verification.getState().isClean()).isTrue();
		assertThat(this.verification.getState().failures()).isEqualTo(1);
	}

	@Test
	void storeThatCannotBeWrittenToIsVerifiedAllTheSame() {
		write(600);
		this.store.readOnly = true;
		round(this.verification);
		assertThat(this.verification.getState().verified()).isEqualTo(600);
	}

	@Test
	void nodesTakeTurns() {
		write(600);
		RollingVerification other = verification("node-2");
		this.verification.step();
		assertThat(other.step()).isEqualTo(RollingVerification.PATIENCE);
		assertThat(other.getState().roundStartedAt()).isNull();
		round(this.verification);
		runPause(this.verification);
		assertThat(other.getState().verified()).isZero();
		round(other);
		assertThat(other.getState().verified()).isEqualTo(600);
		assertThat(this.verification.step()).isEqualTo(RollingVerification.PATIENCE);
	}

	@Test
	void nodeThatEndsLetsAnotherGoOnWhereItWas() {
		write(1500);
		runInto(this.verification, 768);
		this.verification.end();
		RollingVerification other = verification("node-2");
		other.step();
		assertThat(other.getState().position()).isEqualTo(1024);
		round(other);
		assertThat(other.getState().verified()).isEqualTo(1500);
		assertThat(other.getState().isClean()).isTrue();
	}

	@Test
	void nodeThatDiedKeepsTheOthersWaitingForAMinute() {
		write(1500);
		this.verification.step();
		RollingVerification other = verification("node-2");
		this.clock.advance(RollingVerification.TURN.minusMillis(1));
		other.step();
		assertThat(other.getState().roundStartedAt()).isNull();
		this.clock.advance(Duration.ofMillis(1));
		other.step();
		assertThat(other.getState().roundStartedAt()).isNotNull();
	}

	@Test
	void roundThatBeganInTheMiddleFindsWhatIsBefore() {
		write(1500);
		this.store.takeVerificationTurn("node-0", 1000, this.clock.instant(), this.clock.instant());
		this.store.edited = (rows) -> rows.stream().filter((row) -> row.index() != 5).toList();
		this.verification.step();
		assertThat(this.verification.getState().position()).isEqualTo(1024);
		round(this.verification);
		assertThat(this.verification.getState().verified()).isEqualTo(1500);
		assertThat(this.verification.getState().first()).isEqualTo(new Finding(5, 1, "the record is missing"));
	}

	// whoever can write into the database can take every turn
	@Test
	void nobodyKeepsANodeFromVerifyingForLongerThanADay() {
		write(600);
		this.store.turnOfOthers = true;
		this.verification.step();
		this.clock.advance(RollingVerification.MAX_TIME_WITHOUT_TURN.minusMillis(1));
		assertThat(this.verification.step()).isEqualTo(RollingVerification.PATIENCE);
		this.clock.advance(Duration.ofMillis(1));
		round(this.verification);
		assertThat(this.verification.getState().verified()).isEqualTo(600);
		runPause(this.verification);
		assertThat(this.verification.step()).isEqualTo(RollingVerification.PATIENCE);
	}

	@Test
	void settingsThatVerifyNothingAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new VerificationSettings(0, Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> new VerificationSettings(1, Duration.ofMillis(-1)));
	}

	private RollingVerification verification(String node) {
		return new RollingVerification(this.store, this.checkpointer, SETTINGS, this.clock, node);
	}

	private void write(int count) {
		if (this.written == 0) {
			this.checkpointer.run(List.of());
		}
		this.store.append(entries(count));
		this.checkpointer.run(List.of());
		assertThat(this.checkpointer.getState().trouble()).isNull();
	}

	private List<LogEntry> entries(int count) {
		this.written += count;
		return LongStream.range(this.written - count, this.written).mapToObj(Events::entry).toList();
	}

	private void edit(long index, UnaryOperator<AuditRecord> edit) {
		this.store.edited = (
				rows) -> rows.stream().map((row) -> (row.index() == index) ? edit.apply(row) : row).toList();
	}

	private void runInto(RollingVerification rolling, long position) {
		while (rolling.getState().position() != position) {
			this.clock.advance(rolling.step());
		}
	}

	private void round(RollingVerification rolling) {
		var before = rolling.getState().verifiedAt();
		do {
			this.clock.advance(rolling.step());
		}
		while (Objects.equals(rolling.getState().verifiedAt(), before));
	}

	private void runPause(RollingVerification rolling) {
		Duration wait = rolling.step();
		while (!wait.equals(YIELD)) {
			this.clock.advance(wait);
			wait = rolling.step();
		}
	}

}
