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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Compares the clock of this node with what other nodes signed, before records are
 * deleted because of their age. A clock that is ahead makes everything look old. Not
 * thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class ClockAgreement {

	private static final Duration SLACK = Duration.ofSeconds(30);

	// a deployment, or a weekend without one, is no reason to keep records for ever
	private static final Duration DOWNTIME = Duration.ofDays(3);

	private final Clock clock;

	private final LongSupplier ticker;

	private final Duration heartbeat;

	private @Nullable Instant latest;

	private @Nullable Duration jump;

	private @Nullable Instant other;

	private long otherSeen;

	private long started;

	ClockAgreement(Clock clock, LongSupplier ticker, Duration heartbeat) {
		this.clock = clock;
		this.ticker = ticker;
		this.heartbeat = heartbeat;
		this.started = ticker.getAsLong();
	}

	/**
	 * Take notice of what was signed before this node started.
	 * @param signed when
	 */
	void started(Instant signed) {
		this.started = this.ticker.getAsLong();
		this.latest = signed;
		this.jump = Duration.between(signed, this.clock.instant());
	}

	/**
	 * Take notice of what another node has signed a moment ago.
	 * @param signed when, by its clock
	 */
	void observed(Instant signed) {
		this.other = signed;
		this.otherSeen = this.ticker.getAsLong();
		this.latest = (this.latest == null || signed.isAfter(this.latest)) ? signed : this.latest;
	}

	/**
	 * Look for a reason not to believe the clock.
	 * @return the reason, {@code null} if there is none
	 */
	@Nullable String findFault() {
		Instant now = this.clock.instant();
		if (this.latest != null && now.plus(SLACK).isBefore(this.latest)) {
			return "the clock of this node is behind what was signed at " + this.latest;
		}
		if (this.other != null) {
			Duration difference = Duration.between(this.other.plus(elapsed(this.otherSeen)), now).abs();
			if (difference.compareTo(this.heartbeat.plus(SLACK)) > 0) {
				return "the clocks of this node and of another one differ by " + difference.toSeconds() + " s";
			}
		}
		if (elapsed(this.started).compareTo(this.heartbeat.multipliedBy(2)) < 0) {
			return "it is not known yet whether other nodes have the same time";
		}
		if (this.jump != null && this.jump.compareTo(DOWNTIME) > 0) {
			return "when this node started, its clock was " + this.jump.toDays()
					+ " days ahead of what was signed last; if it is right, start it again";
		}
		return null;
	}

	private Duration elapsed(long since) {
		return Duration.ofNanos(this.ticker.getAsLong() - since);
	}

}
