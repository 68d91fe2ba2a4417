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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.SequenceNumbers;
import io.identifiabl.audit.Urgency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * {@link AuditWriter} when the store is away, or does not take what it is given.
 *
 * @author Identifiabl Contributors
 */
class AuditWriterOutageTests extends AbstractAuditWriterTests {

	@Test
	void appendWhenTheAnswerToTheCommitWasLostThenStoresOnce() {
		AuditWriter started = start(100, Duration.ZERO);
		await(started.append(Events.of("alice"), Urgency.AWAITED));
		this.store.loseAnswer = true;
		Long index = await(started.append(Events.of("bob"), Urgency.AWAITED));
		assertThat(this.store.log.getFrontier().getSize()).isEqualTo(index + 1);
	}

	@Test
	void appendWhenTheStoreIsDownThenTellsThoseWhoWait() {
		this.store.down = true;
		AuditWriter started = start(100, Duration.ZERO);
		assertUnavailable(started.append(Events.of("alice"), Urgency.AWAITED));
		assertUnavailable(started.append(Events.of("bob"), Urgency.INTENT));
		assertThat(started.getState().available()).isFalse();
		assertThat(this.failures).isNotEmpty();
	}

	@Test
	void eventsOfAnOutageAreStoredInOrderAfterIt() {
		this.store.down = true;
		AuditWriter started = start(1000, Duration.ZERO);
		List<CompletableFuture<Long>> all = append(started, 300, Urgency.ORDINARY);
		all.forEach(AbstractAuditWriterTests::assertUnavailable);
		assertThat(started.getState().spilled()).isEqualTo(301);
		this.store.down = false;
		awaitStored(started, 301);
		await(started.append(Events.of("after"), Urgency.AWAITED));
		assertThat(sequences()).isSorted().hasSize(302);
		WriterState state = started.getState();
		assertThat(state).isEqualTo(
				new WriterState(true, 0, 302, 0, 0, state.failures(), state.commits(), state.commitTime(), null, null));
		assertThat(state.commits()).isBetween(3L, 302L);
		assertThat(state.commitTime()).isPositive();
	}

	@Test
	void intentsOfAnOutageAreNotTried() {
		AuditWriter started = start(100, Duration.ZERO);
		this.store.down = true;
		assertUnavailable(started.append(Events.of("before"), Urgency.AWAITED));
		AuditEvent intent = Events.of("intent");
		assertUnavailable(started.append(intent, Urgency.INTENT));
		this.store.down = false;
		awaitStored(started, 2);
		await(started.append(Events.of("after"), Urgency.AWAITED));
		assertThat(this.store.log.find(intent.getId())).isNull();
		assertThat(sequences()).containsExactly(0L, 1L, 2L);
	}

	@Test
	void intentThatFailedLeavesNoGap() {
		CountDownLatch gate = closeGate();
		AuditWriter started = start(100, Duration.ZERO);
		AuditEvent intent = Events.of("intent");
		CompletableFuture<Long> index = started.append(intent, Urgency.INTENT);
		this.store.down = true;
		gate.countDown();
		assertUnavailable(index);
		this.store.down = false;
		awaitStored(started, 2);
		await(started.append(Events.of("after"), Urgency.AWAITED));
		assertThat(sequences()).containsExactly(0L, 1L, 2L);
		assertThat(this.store.log.find(intent.getId())).isNotNull();
	}

	@Test
	void intentsAreStoredAgainAfterAnOutageWithoutAnythingElse() {
		AuditWriter started = start(100, Duration.ZERO);
		await(started.append(Events.of("alice"), Urgency.AWAITED));
		this.store.down = true;
		assertUnavailable(started.append(Events.of("bob"), Urgency.INTENT));
		assertUnavailable(started.append(Events.of("bob"), Urgency.INTENT));
		this.store.down = false;
		awaitUntil(() -> started.getState().available());
		assertThat(await(started.append(Events.of("bob"), Urgency.INTENT))).isPositive();
	}

	@Test
	void nextProcessStoresWhatTheLastOneCouldNot() {
		this.store.down = true;
		AuditWriter first = start(100, Duration.ZERO);
		AuditEvent event = Events.of("alice");
		assertUnavailable(first.append(event, Urgency.AWAITED));
		first.close();
		this.store.down = false;
		AuditWriter second = start(100, Duration.ZERO);
		await(second.append(Events.of("bob"), Urgency.AWAITED));
		assertThat(this.store.log.find(event.getId())).extracting(AuditRecord::index).isEqualTo(1L);
	}

	@Test
	void fileOfAProcessThatDiedMeanwhileIsStored() {
		MutableClock clock = new MutableClock();
		AuditWriter other = start(100, Duration.ZERO);
		WriterSettings settings = new WriterSettings("notes", "node", 100, Duration.ZERO,
				new SpillSettings(this.directory.resolve("audit.spill"), 1 << 20, "notes", List.of(new byte[32])),
				clock);
		try (AuditWriter started = new AuditWriter(this.store, settings, new Listener())) {
			this.store.down = true;
			AuditEvent event = Events.of("alice");
			assertUnavailable(other.append(event, Urgency.AWAITED));
			other.close();
			this.store.down = false;
			started.start();
			await(started.append(Events.of("bob"), Urgency.AWAITED));
			assertThat(this.store.log.find(event.getId())).isNull();
			clock.advance(Duration.ofMinutes(1));
			awaitUntil(() -> this.store.log.find(event.getId()) != null);
		}
	}

	@Test
	void fileThatIsRemovedDuringAnOutageLosesNothing() throws IOException {
		this.store.down = true;
		AuditWriter started = start(100, Duration.ZERO);
		append(started, 50, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::assertUnavailable);
		for (Path file : spillFiles()) {
			Files.delete(file);
		}
		append(started, 50, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::assertUnavailable);
		assertThat(spillFiles()).hasSize(1);
		assertThat(this.problems).singleElement().asString().contains("was removed or replaced");
		this.store.down = false;
		awaitStored(started, 101);
		await(started.append(Events.of("after"), Urgency.AWAITED));
		assertThat(sequences()).isSorted().hasSize(102);
		assertThat(started.getState().dropped()).isZero();
		assertThat(spillFiles()).isEmpty();
	}

	@Test
	void linesThatAreChangedDuringAnOutageAreNamedAsLost() throws IOException {
		this.store.down = true;
		AuditWriter started = start(100, Duration.ZERO);
		append(started, 3, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::assertUnavailable);
		Path file = spillFiles().get(0);
		Files.writeString(file, Files.readString(file).replace("user-1", "user-9"));
		this.store.down = false;
		awaitUntil(() -> countGaps() == 1);
		assertThat(lostNumbers()).hasToString("2");
		assertThat(this.problems).singleElement().asString().contains("1 of the records that waited in " + file);
		assertThat(started.getState().dropped()).isEqualTo(1);
		assertThat(started.getState().droppedAt()).isEqualTo(Events.NOW);
	}

	@Test
	void writersThatShareADirectoryKeepToTheirOwnFiles() throws IOException {
		this.store.down = true;
		AuditWriter first = start(100, Duration.ZERO);
		append(first, 10, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::assertUnavailable);
		AuditWriter second = start(100, Duration.ZERO);
		append(second, 10, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::assertUnavailable);
		assertThat(first.getState().spilled()).isEqualTo(11);
		assertThat(second.getState().spilled()).isEqualTo(11);
		assertThat(spillFiles()).hasSize(2);
		second.close();
		this.store.down = false;
		awaitStored(first, 11);
		first.close();
		assertThat(spillFiles()).hasSize(1);
		assertThat(start(100, Duration.ZERO).getState().spilled()).isLessThanOrEqualTo(12);
		awaitStored(Objects.requireNonNull(this.writer), 13);
		assertThat(this.problems).isEmpty();
	}

	private List<Path> spillFiles() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
	}

	@Test
	void errorOfTheStoreLosesNothing() {
		AuditWriter started = start(100, Duration.ZERO);
		await(started.append(Events.of("first"), Urgency.AWAITED));
		this.store.error = new StackOverflowError();
		AuditEvent event = Events.of("alice");
		assertUnavailable(started.append(event, Urgency.AWAITED));
		awaitUntil(() -> started.getState().spilled() == 1);
		assertThat(started.getState().available()).isFalse();
		this.store.error = null;
		awaitUntil(() -> this.store.log.find(event.getId()) != null);
		await(started.append(Events.of("after"), Urgency.AWAITED));
		assertThat(sequences()).containsExactly(0L, 1L, 2L, 3L);
	}

	@Test
	void eventThatNoStoreTakesKeepsNoOtherFromIt() {
		this.store.poison = "poisoned";
		AuditWriter started = start(100, Duration.ZERO);
		AuditEvent good = Events.of("alice");
		await(started.append(Events.of("first"), Urgency.AWAITED));
		assertUnavailable(started.append(AuditEvent.builder("poisoned", Events.NOW).build(), Urgency.AWAITED));
		assertUnavailable(started.append(good, Urgency.AWAITED));
		awaitUntil(() -> this.store.log.find(good.getId()) != null);
		awaitUntil(() -> countGaps() == 1);
		assertThat(started.getState().dropped()).isEqualTo(1);
		assertThat(await(started.append(Events.of("bob"), Urgency.AWAITED))).isPositive();
	}

	@Test
	void storeThatCanBeReadButNotWrittenLosesNothing() {
		this.store.readOnly = true;
		AuditWriter started = start(1000, Duration.ZERO);
		append(started, 300, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::assertUnavailable);
		assertThat(started.getState().available()).isFalse();
		this.store.readOnly = false;
		awaitStored(started, 301);
		await(started.append(Events.of("after"), Urgency.AWAITED));
		assertThat(sequences()).isSorted().hasSize(302);
		assertThat(started.getState().dropped()).isZero();
	}

	@Test
	void storeThatRefusesEverythingForNoKnownReasonLosesNothing() {
		this.store.poison = "notes";
		AuditWriter started = start(1000, Duration.ZERO);
		append(started, 300, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::assertUnavailable);
		awaitUntil(() -> this.failures.size() > 20);
		this.store.poison = null;
		awaitStored(started, 301);
		assertThat(started.getState().dropped()).isZero();
	}

	@Test
	void entryThatIsToBlameIsGivenUpWithoutOthers() {
		AuditWriter started = start(100, Duration.ZERO);
		await(started.append(Events.of("first"), Urgency.AWAITED));
		this.store.poisonKind = Kind.RECORD;
		this.store.poison = "poisoned";
		assertUnavailable(started.append(AuditEvent.builder("poisoned", Events.NOW).build(), Urgency.AWAITED));
		awaitUntil(() -> countGaps() == 1);
		assertThat(started.getState().spilled()).isZero();
	}

	@Test
	void gapNamesWhatWasLostAndNothingElse() {
		AuditWriter started = start(100, Duration.ZERO, 0);
		await(started.append(Events.of("first"), Urgency.AWAITED));
		this.store.down = true;
		append(started, 50, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::assertUnavailable);
		this.store.down = false;
		awaitUntil(() -> countGaps() == 50);
		started.close();
		SequenceNumbers stored = new SequenceNumbers();
		sequences().forEach(stored::add);
		assertThat(stored.missing(0, stored.last())).hasToString(lostNumbers().toString());
	}

	@Test
	void nextProcessNamesWhatTheLastOneLostInAnOutage() {
		this.store.down = true;
		AuditWriter first = start(1000, Duration.ZERO, 1500);
		append(first, 50, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::assertUnavailable);
		first.close();
		long lost = first.getState().dropped();
		assertThat(lost).isPositive();
		this.store.down = false;
		AuditWriter second = start(1000, Duration.ZERO, 1 << 20);
		await(second.append(Events.of("after"), Urgency.AWAITED));
		assertThat(countGaps()).isEqualTo(lost);
	}

	@Test
	void whatIsLostIsSaidWhereNoFileCanBeWritten() throws IOException {
		this.store.down = true;
		AuditWriter started = start(100, Duration.ZERO);
		Files.delete(this.directory);
		assertUnavailable(started.append(Events.of("alice"), Urgency.AWAITED));
		started.close();
		Files.createDirectory(this.directory);
		assertThat(this.problems.get(this.problems.size() - 1)).startsWith("the records 0-").contains("are lost");
	}

	@Test
	void changeSpilledErasesWhatWaits() {
		this.store.down = true;
		AuditWriter started = start(100, Duration.ZERO);
		AuditEvent event = Events.of("alice");
		assertUnavailable(started.append(event, Urgency.AWAITED));
		started.changeSpilled(LogEntry::erased);
		this.store.down = false;
		awaitUntil(() -> this.store.log.find(event.getId()) != null);
		assertThat(this.store.log.find(event.getId())).extracting(AuditRecord::personal).isNull();
	}

	@Test
	void writerWithoutASpillFileCountsWhatItLoses() {
		this.store.down = true;
		AuditWriter started = new AuditWriter(this.store,
				new WriterSettings("notes", "node", 10, Duration.ZERO, null, Clock.systemUTC()), new Listener());
		this.writer = started;
		started.start();
		assertUnavailable(started.append(Events.of("alice"), Urgency.AWAITED));
		assertThat(started.getState().dropped()).isGreaterThan(0);
		assertThat(started.getState().droppedAt()).isNotNull();
		assertThatCode(() -> started.changeSpilled(LogEntry::erased)).doesNotThrowAnyException();
	}

}
