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
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.checkpoint.Checkpoint;

/**
 * When this node saw for the first time that states of the log were signed. The store
 * cannot tell: the latest checkpoint of a log that does not grow is signed again with
 * every heartbeat, and replaced. To be used by the thread that signs.
 *
 * @author Identifiabl Contributors
 */
final class FirstSigned {

	// as exact as the oldest checkpoints that are kept
	private static final Duration STEP = Duration.ofHours(1);

	private final Deque<Entry> entries = new ArrayDeque<>();

	private @Nullable Entry latest;

	/**
	 * Take notice of a state that was signed.
	 * @param state the state
	 * @param time when, which cannot be before a smaller one was, whatever a clock said
	 */
	void add(Checkpoint state, Instant time) {
		Entry last = this.latest;
		if (last != null && state.size() <= last.state().size()) {
			return;
		}
		Instant signed = (last != null && time.isBefore(last.signed())) ? last.signed() : time;
		Entry kept = this.entries.peekLast();
		// one that stood still is the last chance to know how old its records are
		if (last != null && (kept == null || isStep(kept.signed(), last.signed()) || isStep(last.signed(), signed))) {
			this.entries.add(last);
		}
		this.latest = new Entry(state, signed);
	}

	private static boolean isStep(Instant from, Instant to) {
		return !to.isBefore(from.plus(STEP));
	}

	/**
	 * Find the largest state that was signed before a time, and forget those before it.
	 * @param time the time
	 * @return the state, {@code null} if there is none
	 */
	@Nullable Checkpoint findBefore(Instant time) {
		Entry last = this.latest;
		if (last != null && last.signed().isBefore(time)) {
			return last.state();
		}
		Entry found = null;
		while (!this.entries.isEmpty() && this.entries.getFirst().signed().isBefore(time)) {
			found = this.entries.removeFirst();
		}
		if (found == null) {
			return null;
		}
		this.entries.addFirst(found);
		return found.state();
	}

	/**
	 * A state.
	 *
	 * @param state the state
	 * @param signed when it was signed
	 */
	private record Entry(Checkpoint state, Instant signed) {
	}

}
