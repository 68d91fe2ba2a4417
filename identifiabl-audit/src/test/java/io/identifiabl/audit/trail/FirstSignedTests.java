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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link FirstSigned}.
 *
 * @author Identifiabl Contributors
 */
class FirstSignedTests {

	private static final MerkleHash ROOT = MerkleHash.ofLeaf(new byte[0]);

	private final FirstSigned states = new FirstSigned();

	private void add(long size, long minutes) {
		this.states.add(new Checkpoint("notes", size, ROOT), at(minutes));
	}

	private static Instant at(long minutes) {
		return Events.NOW.plus(Duration.ofMinutes(minutes));
	}

	private long sizeBefore(long minutes) {
		@Nullable Checkpoint found = this.states.findBefore(at(minutes));
		return (found != null) ? found.size() : -1;
	}

	@Test
	void stateThatIsSignedAgainIsAsOldAsItWas() {
		add(3, 0);
		add(3, 500);
		assertThat(sizeBefore(0)).isEqualTo(-1);
		assertThat(sizeBefore(1)).isEqualTo(3);
	}

	@Test
	void statesAreKnownForEveryHour() {
		for (int minute = 0; minute < 600; minute++) {
			add(minute + 1, minute);
		}
		assertThat(sizeBefore(0)).isEqualTo(-1);
		assertThat(sizeBefore(1)).isEqualTo(1);
		assertThat(sizeBefore(61)).isEqualTo(61);
		assertThat(sizeBefore(200)).isEqualTo(181);
		assertThat(sizeBefore(600)).isEqualTo(600);
	}

	@Test
	void stateThatStoodStillIsKnownAfterTheLogGrew() {
		add(1, 0);
		add(2, 30);
		add(3, 5000);
		assertThat(sizeBefore(29)).isEqualTo(1);
		assertThat(sizeBefore(3000)).isEqualTo(2);
		add(4, 5100);
		assertThat(sizeBefore(5050)).isEqualTo(3);
	}

	// a clock that is not set yet makes nothing old
	@Test
	void stateIsNoOlderThanTheOneBeforeIt() {
		add(1, 1000);
		add(2, -500_000);
		assertThat(sizeBefore(1000)).isEqualTo(-1);
		assertThat(sizeBefore(1001)).isEqualTo(2);
	}

	@Test
	void stateThatWasFoundIsFoundAgain() {
		add(1, 0);
		add(2, 100);
		assertThat(sizeBefore(50)).isEqualTo(1);
		assertThat(sizeBefore(60)).isEqualTo(1);
	}

}
