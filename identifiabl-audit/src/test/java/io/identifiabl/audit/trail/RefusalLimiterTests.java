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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.identifiabl.audit.trail.RefusalLimiter.Suppressed;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefusalLimiter}.
 *
 * @author Identifiabl Contributors
 */
class RefusalLimiterTests {

	private final MutableClock clock = new MutableClock();

	private final RefusalLimiter limiter = new RefusalLimiter(20, this.clock);

	@Test
	void firstOnesOfAKindAreRecordedOneByOne() {
		assertThat(count("expired_token", "192.0.2.7", 100)).isEqualTo(20);
		assertThat(count("expired_token", "192.0.2.200", 100)).isZero();
	}

	@Test
	void otherKindsHaveTheirOwnShare() {
		count("expired_token", "192.0.2.7", 100);
		assertThat(count("invalid_signature", "192.0.2.7", 100)).isEqualTo(20);
		assertThat(count("expired_token", "192.0.3.7", 100)).isEqualTo(20);
	}

	@Test
	void othersAreCountedAtTheEndAsWell() {
		count("expired_token", "192.0.2.7", 25);
		assertThat(this.limiter.takeRemaining()).singleElement()
			.satisfies((suppressed) -> assertThat(suppressed.count()).isEqualTo(5));
		assertThat(this.limiter.takeRemaining()).isEmpty();
	}

	@Test
	void othersAreCountedOnceTheMinuteHasPassed() {
		count("expired_token", "192.0.2.7", 100);
		count("unknown_key", "192.0.2.7", 5);
		assertThat(this.limiter.takeSuppressed()).isEmpty();
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.limiter.takeSuppressed())
			.containsExactly(new Suppressed("expired_token", "default", "192.0.2.", 80));
		assertThat(count("expired_token", "192.0.2.7", 100)).isEqualTo(20);
	}

	@Test
	void clockThatWasSetBackEndsTheMinute() {
		count("expired_token", "192.0.2.7", 21);
		this.clock.advance(Duration.ofHours(-1));
		assertThat(this.limiter.takeSuppressed()).hasSize(1);
	}

	@Test
	void anyNumberOfNetworksIsCountedAsOneInTheEnd() {
		int recorded = IntStream.range(0, 100_000)
			.map((i) -> count("expired_token", (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255) + ".1", 1))
			.sum();
		assertThat(recorded).isEqualTo(1020);
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.limiter.takeSuppressed()).singleElement()
			.isEqualTo(new Suppressed("expired_token", "default", "elsewhere", 98_980));
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.7,192.0.2.", "2001:db8:1:2:3:4:5:6,2001:db8:1:", "2001:db8::1,2001:db8:", "::1,:",
			"unknown,''", "'',''" })
	void prefixIsThePartOfTheNetwork(String address, String prefix) {
		assertThat(AddressPrefix.of(address)).isEqualTo(prefix);
	}

	@Test
	void prefixOfSomethingLongIsNone() {
		assertThat(AddressPrefix.of("1.".repeat(100))).isEmpty();
	}

	private int count(String code, String address, int times) {
		return (int) IntStream.range(0, times).filter((i) -> this.limiter.isRecorded(code, "default", address)).count();
	}

}
