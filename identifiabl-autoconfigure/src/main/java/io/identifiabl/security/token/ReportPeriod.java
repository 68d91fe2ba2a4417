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

package io.identifiabl.security.token;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

import io.identifiabl.autoconfigure.ConfigurationFailures;

/**
 * How long refusals are only reported: up to the end of a day, in UTC. From then on they
 * are enforced, without a restart. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ReportPeriod {

	private static final int MAX_DAYS = 90;

	private final LocalDate until;

	private final Clock clock;

	/**
	 * Create a period that begins now.
	 * @param until its last day
	 * @param clock tells the time
	 */
	ReportPeriod(@Nullable LocalDate until, Clock clock) {
		this.clock = clock.withZone(ZoneOffset.UTC);
		LocalDate today = LocalDate.now(this.clock);
		if (until == null || until.isBefore(today) || until.isAfter(today.plusDays(MAX_DAYS))) {
			throw ConfigurationFailures.unusableReportPeriod(until, today, today.plusDays(MAX_DAYS));
		}
		this.until = until;
	}

	/**
	 * Return the last day.
	 * @return the day, in UTC
	 */
	public LocalDate getUntil() {
		return this.until;
	}

	/**
	 * Return whether the last day has passed.
	 * @return whether refusals are enforced now
	 */
	public boolean isOver() {
		return LocalDate.now(this.clock).isAfter(this.until);
	}

}
