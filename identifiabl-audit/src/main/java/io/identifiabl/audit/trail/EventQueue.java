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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The events that wait for the writer: operations, and apart from them refused
 * authentications, so that junk tokens take no place from anything else.
 *
 * @author Identifiabl Contributors
 */
final class EventQueue {

	// the share of refused authentications
	private static final int SHARE = 16;

	private final BlockingQueue<PendingEvent> operations;

	private final BlockingQueue<PendingEvent> refusals;

	EventQueue(int capacity) {
		this.operations = new ArrayBlockingQueue<>(capacity);
		this.refusals = new ArrayBlockingQueue<>(Math.max(1, capacity / SHARE));
	}

	boolean offer(PendingEvent event) {
		return (event.isRefusal() ? this.refusals : this.operations).offer(event);
	}

	boolean offer(PendingEvent event, Duration timeout) {
		if (event.isRefusal()) {
			return this.refusals.offer(event);
		}
		try {
			return this.operations.offer(event, timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return this.operations.offer(event);
		}
	}

	/**
	 * Take what waits, as many as make one commit: until there are enough, or someone
	 * waits for one of them, or the first of them has waited long enough.
	 * @param limit the most to take
	 * @param window how long events may wait for others
	 * @return the events, none if nothing came in that time
	 * @throws InterruptedException if the thread was interrupted
	 */
	List<PendingEvent> take(int limit, Duration window) throws InterruptedException {
		List<PendingEvent> taken = new ArrayList<>(limit);
		long end = System.nanoTime() + window.toNanos();
		boolean awaited = false;
		while (taken.size() < limit && !awaited) {
			PendingEvent event = this.operations.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
			if (event == null) {
				break;
			}
			taken.add(event);
			awaited = event.isAwaited();
		}
		this.operations.drainTo(taken, limit - taken.size());
		this.refusals.drainTo(taken, limit - taken.size());
		return taken;
	}

	int size() {
		return this.operations.size() + this.refusals.size();
	}

}
