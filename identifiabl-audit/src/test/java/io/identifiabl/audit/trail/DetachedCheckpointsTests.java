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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.checkpoint.SignedNote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link DetachedCheckpoints}.
 *
 * @author Identifiabl Contributors
 */
class DetachedCheckpointsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final List<SignedNote> published = new CopyOnWriteArrayList<>();

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch released = new CountDownLatch(1);

	@Test
	void placeThatIsSlowHoldsUpNobodyAndGetsTheNewest() throws Exception {
		List<SignedNote> notes = List.of(note(1), note(2), note(3), note(4));
		DetachedCheckpoints detached = new DetachedCheckpoints(this::publishSlowly, PATIENCE);
		detached.publish(notes.get(0));
		assertThat(this.begun.await(10, TimeUnit.SECONDS)).isTrue();
		notes.subList(1, 4).forEach(detached::publish);
		this.released.countDown();
		detached.close();
		assertThat(this.published).containsExactly(notes.get(0), notes.get(3));
	}

	@Test
	void publishWhenTheOneBeforeFailedThenThrowsAndGoesOn() {
		DetachedCheckpoints detached = new DetachedCheckpoints((note) -> {
			this.published.add(note);
			this.begun.countDown();
			throw new IllegalStateException("away");
		}, PATIENCE);
		// the first one may have failed before the call returns
		assertThatIllegalStateException().isThrownBy(() -> {
			while (true) {
				detached.publish(note(2));
				Thread.onSpinWait();
			}
		}).withStackTraceContaining("away");
		try {
			detached.publish(note(3));
		}
		catch (IllegalStateException ex) {
			// fails again
		}
		detached.close();
		assertThat(this.published).hasSizeGreaterThan(1);
	}

	@Test
	void publishWhenTheOneBeforeEndedInAnErrorThenThrowsAndGoesOn() {
		DetachedCheckpoints detached = new DetachedCheckpoints((note) -> {
			this.published.add(note);
			throw new StackOverflowError("deep");
		}, PATIENCE);
		// the first one may have failed before the call returns
		assertThatIllegalStateException().isThrownBy(() -> {
			while (true) {
				detached.publish(note(2));
				Thread.onSpinWait();
			}
		}).withStackTraceContaining("deep");
		try {
			detached.publish(note(3));
		}
		catch (IllegalStateException ex) {
			// fails again
		}
		detached.close();
		assertThat(this.published).hasSizeGreaterThan(1);
	}

	@Test
	void closeWhenThePlaceHangsThenGivesUp() throws Exception {
		CountDownLatch interrupted = new CountDownLatch(1);
		DetachedCheckpoints detached = new DetachedCheckpoints((note) -> {
			this.begun.countDown();
			try {
				this.released.await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		}, Duration.ofMillis(10));
		detached.publish(note(1));
		assertThat(this.begun.await(10, TimeUnit.SECONDS)).isTrue();
		detached.close();
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	private void publishSlowly(SignedNote note) {
		this.published.add(note);
		this.begun.countDown();
		try {
			assertThat(this.released.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static SignedNote note(int number) {
		return SignedNote.of("checkpoint " + number + "\n");
	}

}
