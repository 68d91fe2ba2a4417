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

import org.jspecify.annotations.Nullable;

/**
 * The last attempt to fetch keys, which failed. Immutable.
 *
 * @author Identifiabl Contributors
 */
final class KeySetFailure {

	private static final Duration SHORTEST_BACK_OFF = Duration.ofMillis(250);

	private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(1);

	private static final int MAX_MESSAGE = 300;

	private final Throwable cause;

	private final Duration backOff;

	private final long startedAt;

	private final long at;

	private KeySetFailure(Throwable cause, Duration backOff, long startedAt, long at) {
		this.cause = cause;
		this.backOff = backOff;
		this.startedAt = startedAt;
		this.at = at;
	}

	static KeySetFailure after(@Nullable KeySetFailure previous, Throwable cause, long startedAt, long at) {
		Duration backOff = (previous != null) ? previous.backOff.multipliedBy(2) : SHORTEST_BACK_OFF;
		return new KeySetFailure(cause, (backOff.compareTo(LONGEST_BACK_OFF) > 0) ? LONGEST_BACK_OFF : backOff,
				startedAt, at);
	}

	// Whether a request may try again, which does not wait until it is due by itself.
	boolean isRetryAllowed(long now) {
		return now - this.at >= SHORTEST_BACK_OFF.toNanos();
	}

	// Whether the attempt was over within a time, so that the next one may be worth
	// waiting
	// for.
	boolean isWithin(Duration limit) {
		return this.at - this.startedAt < limit.toNanos();
	}

	Duration getBackOff() {
		return this.backOff;
	}

	Throwable getCause() {
		return this.cause;
	}

	// fit to be logged, whatever an HTTP client quotes of a response
	String getMessage() {
		String message = this.cause.getMessage();
		return (message != null) ? KeySetDocument.printable(message, MAX_MESSAGE)
				: this.cause.getClass().getSimpleName();
	}

}
