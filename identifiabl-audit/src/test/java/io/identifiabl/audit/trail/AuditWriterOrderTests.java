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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.SequenceNumbers;
import io.identifiabl.audit.Urgency;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AuditWriter} leaves no gap in its stream, wherever it is killed: what is kept
 * has every number below it, or names it.
 *
 * @author Identifiabl Contributors
 */
class AuditWriterOrderTests extends AbstractAuditWriterTests {

	private static final Pattern SEQUENCE = Pattern.compile("\"seq\":([0-9]+)");

	private static final Pattern LOST = Pattern.compile("\"lost\":\\[\"([-0-9,]+)\"\\]");

	@Test
	void numbersGetIntoTheLogInTheirOrder() {
		CountDownLatch gate = closeGate();
		AuditWriter started = start(1000, Duration.ZERO);
		CompletableFuture<Long> ignored = started.append(Events.of("nobody"), Urgency.REFUSAL);
		append(started, 600, Urgency.ORDINARY);
		this.store.gate = null;
		gate.countDown();
		awaitStored(started, 602);
		assertThat(sequences()).isSorted().hasSize(602);
	}

	@Test
	void whatOverflowsIsKeptAfterWhatIsBeingStored() throws IOException {
		CountDownLatch gate = closeGate();
		AuditWriter started = start(1, Duration.ZERO);
		awaitUntil(() -> this.store.atGate);
		append(started, 5, Urgency.ORDINARY);
		assertThat(spilledSequences()).isSorted().startsWith(0L).hasSizeGreaterThan(1);
		assertThat(spilledSequences().get(spilledSequences().size() - 1)).isEqualTo(spilledSequences().size() - 1);
		this.store.gate = null;
		gate.countDown();
		awaitUntil(() -> started.getState().spilled() == 0 && started.getState().queued() == 0);
		started.close();
		assertThat(sequences()).doesNotHaveDuplicates().hasSize(7);
		assertThat(started.getState().committed()).isEqualTo(7);
	}

	@Test
	void whatWasLostIsNamedBeforeAnythingElseIsKept() throws IOException {
		CountDownLatch gate = closeGate();
		AuditWriter started = start(1, Duration.ZERO);
		awaitUntil(() -> this.store.atGate);
		append(started, 3, Urgency.REFUSAL);
		append(started, 3, Urgency.ORDINARY);
		assertThat(started.getState().dropped()).isEqualTo(2);
		String kept = Files.readString(spillFile());
		this.store.gate = null;
		gate.countDown();
		awaitUntil(() -> started.getState().spilled() == 0 && started.getState().queued() == 0);
		started.close();
		assertThat(lostNumbers().size()).isEqualTo(2);
		assertThat(kept).contains("\"lost\":[\"" + lostNumbers() + "\"]");
	}

	@Test
	void nothingIsKeptThatIsNumberedAfterWhatIsLost() throws IOException {
		this.store.down = true;
		AuditWriter started = start(1000, Duration.ZERO, 3000);
		// of many sizes, so that something small fits where something large did not
		for (int i = 0; i < 40; i++) {
			append(started, 1 + i % 7, Urgency.AWAITED).forEach(AbstractAuditWriterTests::assertUnavailable);
			SequenceNumbers kept = SequenceNumbers.parse(spilledSequences());
			LOST.matcher(Files.readString(spillFile()))
				.results()
				.forEach((match) -> kept.addAll(SequenceNumbers.parse(List.of(match.group(1)))));
			assertThat(kept.missing(0, kept.last()).isEmpty()).as(kept.toString()).isTrue();
		}
		assertThat(started.getState().dropped()).isPositive();
	}

	private List<Long> spilledSequences() throws IOException {
		return SEQUENCE.matcher(Files.readString(spillFile())).results().map(this::parse).toList();
	}

	private Long parse(MatchResult match) {
		return Long.valueOf(match.group(1));
	}

	private Path spillFile() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.findFirst().orElseThrow();
		}
	}

}
