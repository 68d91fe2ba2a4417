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

package io.identifiabl.security.web;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs refused requests, one line each, as long as they are few: as with the records of
 * the audit trail, twenty of a kind in a minute. The others are counted, and their number
 * is logged with the first refusal after that minute. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RefusalLog {

	private static final int LINES_PER_MINUTE = 20;

	private static final long MINUTE = Duration.ofMinutes(1).toNanos();

	private static final String REFUSED = "Refused";

	private final Log logger;

	private final String verb;

	private final LongSupplier nanoTime;

	private final AtomicReference<Minute> current;

	/**
	 * Create a log.
	 * @param category the class that refuses
	 */
	public RefusalLog(Class<?> category) {
		this(LogFactory.getLog(category), System::nanoTime, REFUSED);
	}

	RefusalLog(Log logger, LongSupplier nanoTime) {
		this(logger, nanoTime, REFUSED);
	}

	RefusalLog(Log logger, LongSupplier nanoTime, String verb) {
		this.logger = logger;
		this.verb = verb;
		this.nanoTime = nanoTime;
		this.current = new AtomicReference<>(new Minute(nanoTime.getAsLong()));
	}

	/**
	 * Log a refusal.
	 * @param problem why the request is refused
	 * @param request the request
	 */
	public void log(Problem problem, HttpServletRequest request) {
		log(problem, () -> problem.describe(this.verb, request));
	}

	void log(Problem problem, Supplier<String> line) {
		if (!this.logger.isInfoEnabled()) {
			return;
		}
		long count = minute().count(problem);
		if (count < LINES_PER_MINUTE) {
			this.logger.info(line.get());
		}
		else if (count == LINES_PER_MINUTE) {
			this.logger.info(line.get() + ". Further " + noun() + " with " + kind(problem)
					+ " are only counted until the minute is over");
		}
	}

	private String noun() {
		return this.verb.equals(REFUSED) ? "refusals" : "requests";
	}

	private Minute minute() {
		long now = this.nanoTime.getAsLong();
		Minute minute = Objects.requireNonNull(this.current.get());
		if (now - minute.start >= MINUTE && this.current.compareAndSet(minute, new Minute(now))) {
			minute.counts.forEach((kind, count) -> {
				long surplus = count.get() - LINES_PER_MINUTE;
				if (surplus > 0) {
					this.logger.info(this.verb + " " + surplus + " more requests with " + kind + " in a minute");
				}
			});
		}
		return Objects.requireNonNull(this.current.get());
	}

	// of fixed vocabularies, so that there are only so many kinds
	private static String kind(Problem problem) {
		return problem.status() + " " + problem.code();
	}

	/**
	 * What was refused in a minute.
	 */
	private static final class Minute {

		private final long start;

		private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

		Minute(long start) {
			this.start = start;
		}

		long count(Problem problem) {
			return this.counts.computeIfAbsent(kind(problem), (kind) -> new AtomicLong()).incrementAndGet();
		}

	}

}
