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
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

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

	private volatile @Nullable Thread taker;

	private volatile boolean urgent;

	private volatile boolean closed;

	EventQueue(int capacity) {
		this.operations = new ArrayBlockingQueue<>(capacity);
		this.refusals = new ArrayBlockingQueue<>(Math.max(1, capacity / SHARE));
	}

	boolean offer(PendingEvent event) {
		if (event.isRefusal()) {
			return this.refusals.offer(event) && remains(event, this.refusals);
		}
		boolean taken = this.operations.offer(event) && remains(event, this.operations);
		// waking a thread costs more than everything else here: for an event that can
		// wait it is left to sleep
		if (event.isAwaited() || !taken) {
			wakeTaker();
		}
		return taken;
	}

	boolean offer(PendingEvent event, Duration timeout) {
		if (event.isRefusal()) {
			return false;
		}
		try {
			return this.operations.offer(event, timeout.toNanos(), TimeUnit.NANOSECONDS)
					&& remains(event, this.operations);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return offer(event);
		}
	}

	// nobody takes it out again after the end, unless close() came late enough
	private boolean remains(PendingEvent event, BlockingQueue<PendingEvent> queue) {
		return !this.closed || !queue.remove(event);
	}

	private void wakeTaker() {
		this.urgent = true;
		LockSupport.unpark(this.taker);
	}

	/**
	 * Take what waits, as many as make one commit: until there are enough, or someone
	 * waits for one of them, or they have waited long enough. To be called by one thread.
	 * @param limit the most to take
	 * @param window how long events may wait for others
	 * @return the events, none if nothing came in that time
	 * @throws InterruptedException if the thread was interrupted
	 */
	List<PendingEvent> take(int limit, Duration window) throws InterruptedException {
		this.taker = Thread.currentThread();
		long end = System.nanoTime() + window.toNanos();
		long remaining = window.toNanos();
		while (!this.urgent && this.operations.size() < limit && remaining > 0) {
			LockSupport.parkNanos(this, remaining);
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			remaining = end - System.nanoTime();
		}
		// before they are taken: whoever comes now says so again
		this.urgent = false;
		List<PendingEvent> taken = new ArrayList<>(limit);
		this.operations.drainTo(taken, limit);
		this.refusals.drainTo(taken, limit - taken.size());
		if (!this.operations.isEmpty()) {
			// there may be urgent ones among those that are left
			this.urgent = true;
		}
		return taken;
	}

	/**
	 * Take no more events: each is in what this returns, was taken before, or is refused.
	 * @return the events that still waited
	 */
	List<PendingEvent> close() {
		this.closed = true;
		List<PendingEvent> left = new ArrayList<>();
		this.operations.drainTo(left);
		this.refusals.drainTo(left);
		return left;
	}

	int size() {
		return this.operations.size() + this.refusals.size();
	}

}
