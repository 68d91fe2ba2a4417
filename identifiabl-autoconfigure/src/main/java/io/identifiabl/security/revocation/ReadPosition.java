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
import java.util.function.LongSupplier;

/**
 * Where to begin to read a table whose rows become visible in another order than that of
 * their ids: a row that is committed late has a lower id than what was read before. So
 * rows are read again and again for a minute after they were seen first, and all of them
 * now and then. No clock of another machine is involved. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class ReadPosition {

	static final Duration OVERLAP = Duration.ofMinutes(1);

	static final Duration FULL_READ_INTERVAL = Duration.ofMinutes(10);

	private static final long BEGIN = Long.MIN_VALUE;

	private final LongSupplier nanoTime;

	private boolean started;

	// the highest id, that of a minute ago and that of two minutes ago, roughly
	private long highest = BEGIN;

	private long pending = BEGIN;

	private long settled = BEGIN;

	private long pendingSince;

	private long fullReadAt;

	ReadPosition(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Return after which id to read.
	 * @param highestId the highest id that is visible now
	 * @return the id, the lowest possible one if everything is to be read
	 */
	long getStart(long highestId) {
		boolean restored = highestId < this.highest;
		boolean due = !this.started || hasPassed(FULL_READ_INTERVAL, this.fullReadAt);
		return (restored || due) ? BEGIN : this.settled;
	}

	/**
	 * Take note of what was read.
	 * @param start where reading began
	 * @param highestId the highest id that was visible before
	 */
	void advance(long start, long highestId) {
		long now = this.nanoTime.getAsLong();
		if (!this.started || highestId < this.highest) {
			this.settled = BEGIN;
			this.pending = highestId;
			this.pendingSince = now;
		}
		else if (hasPassed(OVERLAP, this.pendingSince)) {
			this.settled = this.pending;
			this.pending = highestId;
			this.pendingSince = now;
		}
		if (start == BEGIN) {
			this.fullReadAt = now;
		}
		this.started = true;
		this.highest = highestId;
	}

	private boolean hasPassed(Duration duration, long since) {
		return this.nanoTime.getAsLong() - since >= duration.toNanos();
	}

}
