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

package io.identifiabl.keys;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tasks that run when the test says so, by a clock that the test sets.
 *
 * @author Identifiabl Contributors
 */
final class ManualKeyTasks implements KeyTasks {

	private final List<Planned> planned = new ArrayList<>();

	private final Queue<Runnable> held = new ArrayDeque<>();

	private long now;

	private boolean holding;

	private boolean closed;

	// near to where the clock wraps around
	ManualKeyTasks() {
		this.now = Long.MAX_VALUE - Duration.ofMinutes(5).toNanos();
	}

	@Override
	public long now() {
		return this.now;
	}

	@Override
	public void run(Runnable task) {
		if (this.closed) {
			throw new RejectedExecutionException("closed");
		}
		if (this.holding) {
			this.held.add(task);
		}
		else {
			task.run();
		}
	}

	@Override
	public Runnable runLater(Duration delay, Runnable task) {
		Planned later = new Planned(this.now + delay.toNanos(), task);
		this.planned.add(later);
		return () -> this.planned.remove(later);
	}

	// from now on nothing runs until released
	void hold() {
		this.holding = true;
	}

	void release() {
		this.holding = false;
		while (!this.held.isEmpty()) {
			this.held.remove().run();
		}
	}

	// nothing runs any more
	void close() {
		this.closed = true;
	}

	// what was started first goes on
	void releaseFirst() {
		this.held.remove().run();
	}

	int getHeld() {
		return this.held.size();
	}

	void advance(Duration duration) {
		long end = this.now + duration.toNanos();
		while (true) {
			Planned next = this.planned.stream()
				.filter((task) -> task.at - end <= 0)
				.min(Comparator.comparingLong((task) -> task.at - end))
				.orElse(null);
			if (next == null) {
				break;
			}
			this.planned.remove(next);
			this.now = (next.at - this.now > 0) ? next.at : this.now;
			next.task.run();
		}
		this.now = end;
	}

	private static final class Planned {

		private final long at;

		private final Runnable task;

		Planned(long at, Runnable task) {
			this.at = at;
			this.task = task;
		}

	}

}
