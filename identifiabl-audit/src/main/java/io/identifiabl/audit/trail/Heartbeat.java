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

import org.jspecify.annotations.Nullable;

/**
 * When this node has to sign a log that does not grow. The time is this node's own,
 * whatever the signer's clock says. To be used by the thread that signs; whether it is
 * overdue may be asked by any.
 *
 * @author Identifiabl Contributors
 */
final class Heartbeat {

	private final Duration interval;

	private final Clock clock;

	private final Instant created;

	private volatile @Nullable Instant last;

	Heartbeat(Duration interval, Clock clock) {
		this.interval = interval;
		this.clock = clock;
		this.created = clock.instant();
	}

	void signed() {
		this.last = this.clock.instant();
	}

	boolean isDue() {
		Instant signed = this.last;
		return signed == null || !signed.plus(this.interval).isAfter(this.clock.instant());
	}

	boolean isOverdue() {
		Instant signed = this.last;
		return ((signed != null) ? signed : this.created).plus(this.interval)
			.plus(UnsignedTail.SLACK)
			.isBefore(this.clock.instant());
	}

	Duration getInterval() {
		return this.interval;
	}

}
