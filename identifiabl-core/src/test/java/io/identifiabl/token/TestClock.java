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

package io.identifiabl.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Both clocks of a machine: the one on the wall, which can be set, and the one that only
 * goes on.
 *
 * @author Identifiabl Contributors
 */
final class TestClock extends Clock {

	private volatile Instant now;

	private final AtomicLong nanoTime = new AtomicLong(42);

	TestClock(Instant now) {
		this.now = now;
	}

	// time passes
	void advance(Duration duration) {
		setForward(duration);
		advanceNanoTime(duration);
	}

	void advanceNanoTime(Duration duration) {
		this.nanoTime.addAndGet(duration.toNanos());
	}

	void setForward(Duration duration) {
		this.now = this.now.plus(duration);
	}

	void setBack(Duration duration) {
		this.now = this.now.minus(duration);
	}

	long nanoTime() {
		return this.nanoTime.get();
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

}
