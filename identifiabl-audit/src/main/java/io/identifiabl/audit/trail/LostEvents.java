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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

	private static final SequenceNumbers NONE = new SequenceNumbers();

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
			String stream = this.unreported.containsKey(this.ownStream) ? this.ownStream
					: this.unreported.keySet().iterator().next();
			this.next = new Gap(stream, this.unreported.getOrDefault(stream, NONE).limit(MAX_RANGES));
		}
		return this.next;
	}

	/**
	 * Forget what is in the log by now.
	 * @param gap what was recorded
	 */
	synchronized void recorded(Gap gap) {
		if (gap != this.next) {
			// somebody else was faster
			return;
		}
		this.next = null;
		SequenceNumbers rest = this.unreported.get(gap.stream);
		if (rest != null) {
			rest.removeAll(gap.numbers);
			if (rest.isEmpty()) {
				this.unreported.remove(gap.stream);
			}
		}
	}

	/**
	 * Describe what no record names.
	 * @return a clause for each stream
	 */
	synchronized List<String> describe() {
		List<String> all = new ArrayList<>();
		this.unreported.forEach((stream, numbers) -> all.add("the records " + numbers + " of the stream " + stream
				+ " are lost, and the record that names them can be written nowhere"));
		return all;
	}

	/**
	 * Name more than that the next time.
	 * @param gap what was not recorded, and certainly not
	 */
	synchronized void release(Gap gap) {
		if (gap == this.next) {
			this.next = null;
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
	 * Return whether all is recorded as soon as a gap is.
	 * @param gap what is to be recorded
	 * @return whether it names everything of this node
	 */
	synchronized boolean isLast(Gap gap) {
		SequenceNumbers own = this.unreported.get(this.ownStream);
		return own == null || (gap.stream.equals(this.ownStream) && own.size() == gap.numbers.size());
	}

	/**
	 * Events that were lost, and the record of that. An attempt to store it that failed
	 * may have stored it, so that all attempts are about one entry.
	 */
	final class Gap {

		private final String stream;

		private final SequenceNumbers numbers;

		// is read by whoever got the gap from the one who wrote it
		private volatile @Nullable LogEntry entry;

		Gap(String stream, SequenceNumbers numbers) {
			this.stream = stream;
			this.numbers = numbers;
		}

		void write(Function<AuditEvent, LogEntry> writer) {
			if (this.entry == null) {
				this.entry = writer.apply(describe());
			}
		}

		boolean isWritten() {
			return this.entry != null;
		}

		LogEntry getEntry() {
			return Objects.requireNonNull(this.entry, "the gap has no number yet");
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
