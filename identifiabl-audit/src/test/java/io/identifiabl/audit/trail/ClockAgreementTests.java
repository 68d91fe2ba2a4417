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
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClockAgreementTests {

	private static final Instant START = Events.NOW;

	private static final Duration HEARTBEAT = Duration.ofMinutes(1);

	private final MutableClock clock = new MutableClock();

	private final AtomicLong ticker = new AtomicLong(Long.MAX_VALUE - 5);

	private final ClockAgreement agreement = new ClockAgreement(this.clock, this.ticker::get, HEARTBEAT);

	@Test
	void clockThatAgreesWithWhatWasSignedIsBelieved() {
		this.agreement.started(START);
		pass(Duration.ofMinutes(2));
		assertThat(this.agreement.findFault()).isNull();
	}

	@Test
	void clockIsNotBelievedBeforeOthersHadTheTimeToSign() {
		this.agreement.started(START);
		pass(Duration.ofMinutes(2).minusNanos(1));
		assertThat(this.agreement.findFault()).contains("not known yet");
	}

	@Test
	void clockBehindWhatWasSignedIsNotBelieved() {
		this.agreement.started(START.plusSeconds(31));
		assertThat(this.agreement.findFault()).contains("is behind what was signed");
	}

	@Test
	void clockThatDiffersFromThatOfAnotherNodeIsNotBelieved() {
		this.agreement.started(START);
		pass(Duration.ofMinutes(2));
		this.agreement.observed(START.plus(Duration.ofMinutes(2)).minusSeconds(91));
		assertThat(this.agreement.findFault()).contains("differ by 91 s");
		this.agreement.observed(START.plus(Duration.ofMinutes(2)).minusSeconds(90));
		assertThat(this.agreement.findFault()).isNull();
	}

	@Test
	void whatAnotherNodeSignedGrowsOlderWithTheTicker() {
		this.agreement.started(START);
		this.agreement.observed(START);
		pass(Duration.ofHours(5));
		assertThat(this.agreement.findFault()).isNull();
	}

	@Test
	void clockThatWasThreeDaysAheadAtTheStartIsNotBelieved() {
		this.agreement.started(START.minus(Duration.ofDays(3)).minusMillis(1));
		pass(Duration.ofMinutes(2));
		assertThat(this.agreement.findFault()).contains("3 days ahead").contains("start it again");
	}

	@Test
	void clockThatWasThreeDaysAheadAfterAWeekendIsBelieved() {
		this.agreement.started(START.minus(Duration.ofDays(3)));
		pass(Duration.ofMinutes(2));
		assertThat(this.agreement.findFault()).isNull();
	}

	private void pass(Duration duration) {
		this.clock.advance(duration);
		this.ticker.addAndGet(duration.toNanos());
	}

}
