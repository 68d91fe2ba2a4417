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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which refused authentications are recorded one by one: in each minute the first
 * ones of a kind, from a part of the network. The others are counted, so that nobody
 * fills the log with junk and nothing goes unmentioned. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RefusalLimiter {

	private static final Duration WINDOW = Duration.ofMinutes(1);

	// whoever has more networks than this is counted as one
	private static final int MAX_KINDS = 1000;

	private static final String ELSEWHERE = "elsewhere";

	private final int limit;

	private final Clock clock;

	private volatile Window current;

	/**
	 * Create a limiter.
	 * @param limit how many of a kind are recorded one by one in a minute
	 * @param clock tells the time
	 */
	public RefusalLimiter(int limit, Clock clock) {
		this.limit = limit;
		this.clock = clock;
		this.current = new Window(clock.instant());
	}

	/**
	 * Count a refusal.
	 * @param code why it was refused
	 * @param provider the name of the provider, empty if it is not known
	 * @param address the address that it came from, empty if it is not known
	 * @return whether to record it by itself
	 */
	public boolean isRecorded(String code, String provider, String address) {
		Map<Kind, AtomicLong> counts = this.current.counts;
		Kind kind = new Kind(code, provider, AddressPrefix.of(address));
		if (counts.size() >= MAX_KINDS && !counts.containsKey(kind)) {
			kind = new Kind(code, provider, ELSEWHERE);
		}
		return counts.computeIfAbsent(kind, (key) -> new AtomicLong()).incrementAndGet() <= this.limit;
	}

	/**
	 * Return what was only counted in the minute that has passed. To be called by one
	 * thread at a time.
	 * @return the kinds, none while the minute has not passed
	 */
	public List<Suppressed> takeSuppressed() {
		Window window = this.current;
		Instant now = this.clock.instant();
		// a clock that was set back must not keep the window open
		if (now.isBefore(window.start.plus(WINDOW)) && !now.isBefore(window.start)) {
			return List.of();
		}
		return take(window, now);
	}

	/**
	 * Return what was only counted up to now, when nothing more will be refused.
	 * @return the kinds
	 */
	public List<Suppressed> takeRemaining() {
		return take(this.current, this.clock.instant());
	}

	private List<Suppressed> take(Window window, Instant now) {
		this.current = new Window(now);
		List<Suppressed> suppressed = new ArrayList<>();
		window.counts.forEach((kind, count) -> {
			if (count.get() > this.limit) {
				suppressed.add(new Suppressed(kind.code, kind.provider, kind.prefix, count.get() - this.limit));
			}
		});
		return suppressed;
	}

	/**
	 * Refusals that were only counted.
	 *
	 * @param code why they were refused
	 * @param provider the name of the provider, empty if it is not known
	 * @param prefix the part of the network that they came from
	 * @param count how many there were
	 * @since 0.1.0
	 */
	public record Suppressed(String code, String provider, String prefix, long count) {
	}

	private record Kind(String code, String provider, String prefix) {
	}

	/**
	 * The refusals of a minute.
	 */
	private static final class Window {

		private final Instant start;

		private final Map<Kind, AtomicLong> counts = new ConcurrentHashMap<>();

		Window(Instant start) {
			this.start = start;
		}

	}

}
