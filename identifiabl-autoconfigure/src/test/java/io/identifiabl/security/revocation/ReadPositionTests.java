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

package io.identifiabl.security.revocation;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("every-jdk")
class ReadPositionTests {

	private long now = Long.MAX_VALUE - 1000;

	private final ReadPosition position = new ReadPosition(() -> this.now);

	@Test
	void readsEverythingAtFirst() {
		assertThat(this.position.getStart(7)).isEqualTo(Long.MIN_VALUE);
	}

	@Test
	void readsRowsAgainForAtLeastAMinute() {
		read(7);
		pass(ReadPosition.OVERLAP.minusNanos(1));
		read(8);
		assertThat(this.position.getStart(8)).isLessThan(7);
	}

	@Test
	void readsNoRowAgainForEver() {
		read(7);
		pass(ReadPosition.OVERLAP);
		read(8);
		assertThat(this.position.getStart(9)).isEqualTo(7);
		pass(ReadPosition.OVERLAP);
		read(9);
		assertThat(this.position.getStart(9)).isEqualTo(8);
	}

	@Test
	void readsEverythingNowAndThen() {
		settle();
		pass(ReadPosition.FULL_READ_INTERVAL);
		assertThat(this.position.getStart(10)).isEqualTo(Long.MIN_VALUE);
		read(10);
		assertThat(this.position.getStart(10)).isNotEqualTo(Long.MIN_VALUE);
	}

	@Test
	void readsEverythingWhenIdsBeginAnew() {
		settle();
		assertThat(this.position.getStart(3)).isEqualTo(Long.MIN_VALUE);
	}

	@Test
	void keepsTheOverlapAfterIdsBeganAnew() {
		settle();
		read(3);
		pass(ReadPosition.OVERLAP);
		read(4);
		assertThat(this.position.getStart(5)).isEqualTo(3);
	}

	// three reads, a minute apart: from now on it does not begin at the beginning
	private void settle() {
		read(8);
		pass(ReadPosition.OVERLAP);
		read(9);
		pass(ReadPosition.OVERLAP);
		read(10);
		assertThat(this.position.getStart(10)).isEqualTo(9);
	}

	private void read(long highestId) {
		this.position.advance(this.position.getStart(highestId), highestId);
	}

	private void pass(Duration duration) {
		this.now += duration.toNanos();
	}

}
