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
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.json.CanonicalJson;
import io.identifiabl.audit.json.InvalidJsonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link AuditWriter}: what it promises about every event it is given, and what
 * becomes of them when the store is in trouble.
 *
 * @author Identifiabl Contributors
 */
class AuditWriterTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@TempDir
	Path directory;

	private final TroubledStore store = new TroubledStore();

	private final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());

	private @Nullable AuditWriter writer;

	@AfterEach
	void close() {
		CountDownLatch gate = this.store.gate;
		if (gate != null) {
			this.store.gate = null;
			gate.countDown();
		}
		if (this.writer != null) {
			this.writer.close();
		}
	}

	@Test
	void appendCompletesWithTheIndexOnceTheEventIsStored() {
		AuditWriter started = start(100, Duration.ZERO);
		AuditEvent event = Events.of("alice");
		Long index = await(started.append(event, Urgency.AWAITED));
		assertThat(this.store.log.find(event.getId())).extracting(AuditRecord::index).isEqualTo(index);
	}

	@Test
	void eventsThatNobodyWaitsForAreStoredTogether() {
		CountDownLatch gate = closeGate();
		AuditWriter started = start(1000, Duration.ZERO);
		List<CompletableFuture<Long>> all = append(started, 500, Urgency.ORDINARY);
		gate.countDown();
		all.forEach(AuditWriterTests::await);
		assertThat(this.store.commits).hasSizeLessThan(6).contains(256);
	}

	@Test
	void eventsAreNumberedWithoutAGap() {
		AuditWriter started = start(1000, Duration.ZERO);
		append(started, 300, Urgency.ORDINARY).forEach(AuditWriterTests::await);
		started.close();
		assertThat(sequences()).containsExactlyElementsOf(IntStream.range(0, 302).mapToObj(Long::valueOf).toList());
	}

	@Test
	void runOfANodeHasAFirstAndALastEvent() {
		AuditWriter started = start(100, Duration.ZERO);
		await(started.append(Events.of("alice"), Urgency.AWAITED));
		started.close();
		assertThat(this.store.log.read(0, 10)).extracting((row) -> row.projection().type())
			.containsExactly(EventTypes.STREAM_START, "mcp.tool.call", EventTypes.STREAM_END);
	}

	@Test
	void closeStoresWhatWaits() {
		CountDownLatch gate = closeGate();
		AuditWriter started = start(1000, Duration.ZERO);
		List<CompletableFuture<Long>> all = append(started, 400, Urgency.ORDINARY);
		gate.countDown();
		started.close();
		assertThat(all).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
		assertThat(started.append(Events.of("late"), Urgency.ORDINARY)).isCompletedExceptionally();
	}

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
		all.forEach(AuditWriterTests::assertUnavailable);
		assertThat(started.getState().spilled()).isEqualTo(301);
		this.store.down = false;
		awaitStored(started, 301);
		await(started.append(Events.of("after"), Urgency.AWAITED));
		assertThat(sequences()).isSorted().hasSize(302);
		WriterState state = started.getState();
		assertThat(state)
			.isEqualTo(new WriterState(true, 0, 302, 0, 0, state.failures(), state.commits(), state.commitTime()));
		assertThat(state.commits()).isBetween(3L, 302L);
		assertThat(state.commitTime()).isPositive();
	}

	@Test
	void intentsOfAnOutageAreNeverStored() {
		this.store.down = true;
		AuditWriter started = start(100, Duration.ZERO);
		AuditEvent intent = Events.of("intent");
		assertUnavailable(started.append(intent, Urgency.INTENT));
		AuditEvent kept = Events.of("kept");
		assertUnavailable(started.append(kept, Urgency.AWAITED));
		this.store.down = false;
		awaitStored(started, 2);
		assertThat(this.store.log.find(kept.getId())).isNotNull();
		assertThat(this.store.log.find(intent.getId())).isNull();
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
	void eventThatNoStoreTakesKeepsNoOtherFromIt() {
		this.store.poison = "poisoned";
		AuditWriter started = start(100, Duration.ZERO);
		AuditEvent good = Events.of("alice");
		await(started.append(Events.of("first"), Urgency.AWAITED));
		assertUnavailable(started.append(AuditEvent.builder("poisoned", Events.NOW).build(), Urgency.AWAITED));
		assertUnavailable(started.append(good, Urgency.AWAITED));
		awaitUntil(() -> this.store.log.find(good.getId()) != null);
		assertThat(started.getState().dropped()).isEqualTo(1);
		await(started.append(Events.of("bob"), Urgency.AWAITED));
		awaitUntil(() -> countGaps() == 1);
	}

	@Test
	void appendWhenTheQueueIsFullThenSpills() {
		CountDownLatch gate = closeGate();
		AuditWriter started = start(10, Duration.ofMillis(1));
		List<CompletableFuture<Long>> all = append(started, 300, Urgency.ORDINARY);
		assertThat(started.getState().spilled()).isGreaterThan(0);
		assertThat(all.get(299)).isCompletedExceptionally();
		gate.countDown();
		awaitStored(started, 301);
		assertThat(started.getState().dropped()).isZero();
		assertThat(sequences()).hasSize(301).doesNotHaveDuplicates();
	}

	@Test
	void appendWhenThereIsNoRoomAnywhereThenCountsAndLeavesAGap() {
		CountDownLatch gate = closeGate();
		AuditWriter started = start(10, Duration.ZERO, 2000);
		append(started, 1000, Urgency.ORDINARY);
		long dropped = started.getState().dropped();
		assertThat(dropped).isGreaterThan(200);
		gate.countDown();
		awaitStored(started, 1001 - (int) dropped);
		await(started.append(Events.of("after"), Urgency.AWAITED));
		awaitUntil(() -> countGaps() == dropped);
	}

	@Test
	void refusalsTakeNoPlaceFromAnythingElse() {
		CountDownLatch gate = closeGate();
		AuditWriter started = start(32, Duration.ZERO);
		append(started, 10_000, Urgency.REFUSAL);
		CompletableFuture<Long> operation = started.append(Events.of("alice"), Urgency.AWAITED);
		assertThat(operation).isNotDone();
		gate.countDown();
		await(operation);
		assertThat(started.getState().spilled()).isZero();
		assertThat(started.getState().dropped()).isGreaterThan(9_000);
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
				new WriterSettings("notes", "node", 10, Duration.ZERO, null, 0, Clock.systemUTC()), new Listener());
		this.writer = started;
		started.start();
		assertUnavailable(started.append(Events.of("alice"), Urgency.AWAITED));
		assertThat(started.getState().dropped()).isGreaterThan(0);
		assertThatCode(() -> started.changeSpilled(LogEntry::erased)).doesNotThrowAnyException();
	}

	private long countGaps() {
		return this.store.log.read(0, 10_000)
			.stream()
			.filter((row) -> row.projection().type().equals(EventTypes.GAP))
			.mapToLong(AuditWriterTests::count)
			.sum();
	}

	private static long count(AuditRecord row) {
		try {
			Object count = CanonicalJson.read(row.payload().getBytes(StandardCharsets.UTF_8)).get("count");
			return (count instanceof Long number) ? number : 0;
		}
		catch (InvalidJsonException ex) {
			throw new AssertionError(ex);
		}
	}

	private List<Long> sequences() {
		return this.store.log.read(0, 100_000).stream().map((row) -> row.projection().sequence()).toList();
	}

	private CountDownLatch closeGate() {
		CountDownLatch gate = new CountDownLatch(1);
		this.store.gate = gate;
		return gate;
	}

	private AuditWriter start(int capacity, Duration overflowWait) {
		return start(capacity, overflowWait, 1 << 20);
	}

	private AuditWriter start(int capacity, Duration overflowWait, long maxSpillSize) {
		WriterSettings settings = new WriterSettings("notes", "node", capacity, overflowWait,
				this.directory.resolve("audit.spill"), maxSpillSize, Clock.fixed(Events.NOW, ZoneOffset.UTC));
		AuditWriter started = new AuditWriter(this.store, settings, new Listener());
		this.writer = started;
		started.start();
		return started;
	}

	private static List<CompletableFuture<Long>> append(AuditWriter writer, int count, Urgency urgency) {
		return IntStream.range(0, count).mapToObj((i) -> writer.append(Events.of("user-" + i), urgency)).toList();
	}

	private static Long await(CompletableFuture<Long> index) {
		try {
			return index.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private static void assertUnavailable(CompletableFuture<Long> index) {
		assertThat(index).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(AuditUnavailableException.class);
	}

	private void awaitStored(AuditWriter writer, int count) {
		awaitUntil(() -> writer.getState().committed() >= count);
	}

	private static void awaitUntil(BooleanSupplier condition) {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("in time").isLessThan(end);
			Thread.onSpinWait();
		}
	}

	/**
	 * Remembers failures.
	 */
	private final class Listener implements AuditWriter.CommitListener {

		@Override
		public void onCommit(List<LogEntry> entries, List<Long> indices) {
			assertThat(indices).hasSameSizeAs(entries);
		}

		@Override
		public void onFailure(Exception failure) {
			AuditWriterTests.this.failures.add(failure);
		}

	}

}
