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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.SequenceNumbers;

/**
 * The events that were numbered and are lost, until a record that names their numbers is
 * in the log. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class LostEvents {

	// what one record can name
	private static final int MAX_RANGES = 1000;

	private final Map<String, SequenceNumbers> unreported = new LinkedHashMap<>();

	private final String ownStream;

	private final Clock clock;

	private @Nullable Gap next;

	private long total;

	private @Nullable Instant latest;

	LostEvents(String ownStream, Clock clock) {
		this.ownStream = ownStream;
		this.clock = clock;
	}

	synchronized void add(LogEntry entry) {
		addRefusal(entry);
		this.latest = this.clock.instant();
	}

	/**
	 * Add an event that is about a refused request. Whoever sends many of those must not
	 * be able to take this node out of service.
	 * @param entry the event
	 */
	synchronized void addRefusal(LogEntry entry) {
		Projection projection = entry.getProjection();
		if (this.unreported.computeIfAbsent(projection.stream(), (id) -> new SequenceNumbers())
			.add(projection.sequence())) {
			this.total++;
		}
	}

	/**
	 * Add events of which nothing is left but their numbers.
	 * @param numbers the numbers of each stream
	 */
	synchronized void addAll(Map<String, SequenceNumbers> numbers) {
		numbers.forEach((stream, lost) -> {
			SequenceNumbers all = this.unreported.computeIfAbsent(stream, (id) -> new SequenceNumbers());
			long before = all.size();
			all.addAll(lost);
			this.total += all.size() - before;
			this.latest = this.clock.instant();
		});
	}

	/**
	 * Add events of which not even the numbers are known. No record names them, so that a
	 * verification finds that they are missing.
	 * @param count how many
	 */
	synchronized void addUnknown(long count) {
		if (count > 0) {
			this.total += count;
			this.latest = this.clock.instant();
		}
	}

	/**
	 * Return what is to be recorded next: the same until that was done.
	 * @return the first of what was not recorded, {@code null} if all was
	 */
	synchronized @Nullable Gap next() {
		if (this.next == null && !this.unreported.isEmpty()) {
			Map.Entry<String, SequenceNumbers> lost = this.unreported.entrySet().iterator().next();
			this.next = new Gap(lost.getKey(), lost.getValue().limit(MAX_RANGES));
		}
		return this.next;
	}

	/**
	 * Forget what is in the log by now.
	 * @param gap what was recorded
	 */
	synchronized void recorded(Gap gap) {
		this.next = null;
		SequenceNumbers rest = this.unreported.get(gap.stream);
		if (rest != null) {
			rest.removeAll(gap.numbers);
			if (rest.isEmpty()) {
				this.unreported.remove(gap.stream);
			}
		}
	}

	synchronized long getTotal() {
		return this.total;
	}

	synchronized @Nullable Instant getLatest() {
		return this.latest;
	}

	synchronized boolean isRecorded() {
		return this.unreported.isEmpty();
	}

	/**
	 * Events that were lost, and the record of that. An attempt to store it that failed
	 * may have stored it, so that all attempts are about one entry.
	 */
	final class Gap {

		private final String stream;

		private final SequenceNumbers numbers;

		private @Nullable LogEntry entry;

		Gap(String stream, SequenceNumbers numbers) {
			this.stream = stream;
			this.numbers = numbers;
		}

		// the one who closes the writer may ask while the writer does
		synchronized LogEntry entry(Function<AuditEvent, LogEntry> writer) {
			LogEntry written = this.entry;
			if (written == null) {
				written = writer.apply(describe());
				this.entry = written;
			}
			return written;
		}

		private AuditEvent describe() {
			return AuditEvent.builder(EventTypes.GAP, LostEvents.this.clock.instant())
				.with(AuditField.LOST_STREAM, this.stream.equals(LostEvents.this.ownStream) ? null : this.stream)
				.with(AuditField.LOST, this.numbers.format())
				.with(AuditField.COUNT, this.numbers.size())
				.build();
		}

	}

}
