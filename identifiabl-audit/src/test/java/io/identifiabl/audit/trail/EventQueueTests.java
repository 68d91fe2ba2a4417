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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.identifiabl.audit.Urgency;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link EventQueue} at its end, when a writer ends while events still come.
 *
 * @author Identifiabl Contributors
 */
class EventQueueTests {

	private final EventQueue queue = new EventQueue(16);

	@Test
	void closeReturnsWhatWaits() {
		PendingEvent operation = pending(Urgency.ORDINARY);
		PendingEvent refusal = pending(Urgency.REFUSAL);
		assertThat(this.queue.offer(operation)).isTrue();
		assertThat(this.queue.offer(refusal)).isTrue();
		assertThat(this.queue.close()).containsExactly(operation, refusal);
		assertThat(this.queue.size()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void offerAfterTheEndIsRefused(Urgency urgency) {
		this.queue.close();
		assertThat(this.queue.offer(pending(urgency))).isFalse();
		assertThat(this.queue.offer(pending(urgency), Duration.ofMillis(1))).isFalse();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void offerWhenInterruptedThenTakesIfThereIsRoom() {
		Thread.currentThread().interrupt();
		assertThat(this.queue.offer(pending(Urgency.ORDINARY), Duration.ofSeconds(1))).isTrue();
		assertThat(Thread.interrupted()).isTrue();
	}

	private static PendingEvent pending(Urgency urgency) {
		return new PendingEvent(Events.of("alice"), urgency);
	}

}
