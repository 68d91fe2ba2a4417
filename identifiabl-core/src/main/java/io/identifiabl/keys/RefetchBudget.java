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

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often tokens with unknown keys may cause a fetch: anybody can make such tokens. One
 * fetch per interval, and the right to the next one comes back by itself. Times are
 * nanoseconds on a clock that never goes back.
 *
 * @author Identifiabl Contributors
 */
final class RefetchBudget {

	private final long interval;

	private final AtomicLong nextAt;

	RefetchBudget(long interval, long now) {
		this.interval = interval;
		this.nextAt = new AtomicLong(now);
	}

	boolean tryAcquire(long now) {
		long next = this.nextAt.get();
		return now - next >= 0 && this.nextAt.compareAndSet(next, now + this.interval);
	}

	// How long it takes until there is a right to fetch again.
	long delay(long now) {
		return Math.max(0, this.nextAt.get() - now);
	}

}
