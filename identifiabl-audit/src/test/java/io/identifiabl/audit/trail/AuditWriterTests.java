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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.Urgency;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AuditWriter} while the store is there.
 *
 * @author Identifiabl Contributors
 */
class AuditWriterTests extends AbstractAuditWriterTests {

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
		all.forEach(AbstractAuditWriterTests::await);
		assertThat(this.store.commits).hasSizeLessThan(6).contains(256);
	}

	@Test
	void eventsAreNumberedWithoutAGap() {
		AuditWriter started = start(1000, Duration.ZERO);
		append(started, 300, Urgency.ORDINARY).forEach(AbstractAuditWriterTests::await);
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
		assertThat(started.getState().droppedAt()).isNull();
	}

}
