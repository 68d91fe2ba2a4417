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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Leaf;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.SequenceNumbers;
import io.identifiabl.audit.Urgency;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A writer, and a store that has whatever troubles a test wants.
 *
 * @author Identifiabl Contributors
 */
abstract class AbstractAuditWriterTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final byte[] KEY = new byte[32];

	@TempDir
	Path directory;

	final List<String> problems = Collections.synchronizedList(new ArrayList<>());

	final TroubledStore store = new TroubledStore();

	final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());

	@Nullable AuditWriter writer;

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

	long countGaps() {
		return gaps().mapToLong((leaf) -> (leaf.get(AuditField.COUNT) instanceof Long count) ? count : 0).sum();
	}

	SequenceNumbers lostNumbers() {
		SequenceNumbers numbers = new SequenceNumbers();
		gaps().forEach((leaf) -> {
			if (leaf.get(AuditField.LOST) instanceof List<?> lost) {
				numbers.addAll(SequenceNumbers.parse(lost));
			}
		});
		return numbers;
	}

	private Stream<Leaf> gaps() {
		return this.store.log.read(0, 10_000)
			.stream()
			.filter((row) -> row.projection().type().equals(EventTypes.GAP))
			.map(AbstractAuditWriterTests::parse);
	}

	private static Leaf parse(AuditRecord row) {
		try {
			return Leaf.parse(row.payload());
		}
		catch (InvalidRecordException ex) {
			throw new AssertionError(ex);
		}
	}

	List<Long> sequences() {
		return this.store.log.read(0, 100_000).stream().map((row) -> row.projection().sequence()).toList();
	}

	CountDownLatch closeGate() {
		CountDownLatch gate = new CountDownLatch(1);
		this.store.gate = gate;
		return gate;
	}

	AuditWriter start(int capacity, Duration overflowWait) {
		return start(capacity, overflowWait, 1 << 20);
	}

	AuditWriter start(int capacity, Duration overflowWait, long maxSpillSize) {
		WriterSettings settings = new WriterSettings("notes", "node", capacity, overflowWait,
				new SpillSettings(this.directory.resolve("audit.spill"), maxSpillSize, "notes", List.of(KEY)),
				Clock.fixed(Events.NOW, ZoneOffset.UTC));
		AuditWriter started = new AuditWriter(this.store, settings, new Listener());
		this.writer = started;
		started.start();
		return started;
	}

	static List<CompletableFuture<Long>> append(AuditWriter writer, int count, Urgency urgency) {
		return IntStream.range(0, count).mapToObj((i) -> writer.append(Events.of("user-" + i), urgency)).toList();
	}

	static Long await(CompletableFuture<Long> index) {
		try {
			return index.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	static void assertUnavailable(CompletableFuture<Long> index) {
		assertThat(index).failsWithin(TIMEOUT).withThrowableThat().withCauseInstanceOf(AuditUnavailableException.class);
	}

	void awaitStored(AuditWriter writer, int count) {
		awaitUntil(() -> writer.getState().committed() >= count);
	}

	static void awaitUntil(BooleanSupplier condition) {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("in time").isLessThan(end);
			Thread.onSpinWait();
		}
	}

	/**
	 * Remembers failures.
	 */
	final class Listener implements AuditWriter.CommitListener {

		@Override
		public void onCommit(List<LogEntry> entries, List<Long> indices) {
			assertThat(indices).hasSameSizeAs(entries);
		}

		@Override
		public void onFailure(Exception failure) {
			AbstractAuditWriterTests.this.failures.add(failure);
		}

		@Override
		public void onSpillFileProblem(String problem) {
			AbstractAuditWriterTests.this.problems.add(problem);
		}

	}

}
