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

package io.identifiabl.audit.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Leaf;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.SequenceNumbers;

/**
 * What the nodes numbered, each in its runs. A number that is not in the log is of an
 * event that was lost, and a node that lost one says so in the log. What no node has said
 * is a finding, unless the event can still come, or can have been pruned.
 *
 * @author Identifiabl Contributors
 */
final class Streams {

	private static final int MAX_STREAMS = 10_000;

	private static final int MAX_RANGES = 1_000_000;

	private static final int MAX_NOTES = 100;

	// how many records of a node one of its events can be late by: more than any queue
	// holds
	private static final int MAX_DELAY = 65_536;

	// how long a node that runs can be silent
	private static final Duration SILENCE = Duration.ofMinutes(10);

	private final Map<String, Stream> streams = new LinkedHashMap<>();

	private long notFollowed;

	private long records;

	private long ranges;

	private Instant newest = Instant.MIN;

	/**
	 * Follow a record.
	 * @param index where it is
	 * @param leaf what it says
	 * @param projection what was derived from that
	 * @return what is wrong, {@code null} if nothing is
	 */
	@Nullable Finding add(long index, Leaf leaf, Projection projection) throws InvalidRecordException {
		Instant observed = leaf.getObserved();
		this.newest = observed.isAfter(this.newest) ? observed : this.newest;
		this.records++;
		if (EventTypes.GAP.equals(leaf.getType())) {
			addGap(leaf, projection);
		}
		Stream stream = find(projection.stream());
		if (stream == null) {
			return null;
		}
		int before = stream.numbers.getRangeCount();
		boolean isNew = stream.add(index, projection, observed, this.records <= MAX_DELAY);
		this.ranges += stream.numbers.getRangeCount() - before;
		return isNew ? null : new Finding(index, 1, "the number of the record is the one of another");
	}

	private void addGap(Leaf leaf, Projection projection) {
		String lostStream = (leaf.get(AuditField.LOST_STREAM) instanceof String other) ? other : projection.stream();
		Stream stream = find(lostStream);
		if (stream != null && leaf.get(AuditField.LOST) instanceof Collection<?> lost) {
			stream.lost.addAll(SequenceNumbers.parse(lost));
		}
	}

	private @Nullable Stream find(String id) {
		Stream stream = this.streams.get(id);
		if (stream != null && this.ranges < MAX_RANGES) {
			return stream;
		}
		if (stream != null || this.streams.size() == MAX_STREAMS) {
			this.notFollowed++;
			return null;
		}
		Stream created = new Stream();
		this.streams.put(id, created);
		return created;
	}

	/**
	 * Tell what is missing.
	 * @param whole whether the log has all its records, so that every stream begins in it
	 * @param findings takes what is wrong
	 * @return what is not wrong and yet worth knowing
	 */
	List<String> describe(boolean whole, VerificationReport.Findings findings) {
		List<String> all = new ArrayList<>();
		this.streams.forEach((id, stream) -> describe(id, stream, whole, findings, all));
		if (all.size() <= MAX_NOTES && this.notFollowed == 0) {
			return all;
		}
		List<String> notes = new ArrayList<>(all.subList(0, Math.min(all.size(), MAX_NOTES)));
		notes.add("and " + (all.size() - notes.size()) + " more; " + this.notFollowed
				+ " records are of streams that were not followed");
		return notes;
	}

	private void describe(String id, Stream stream, boolean whole, VerificationReport.Findings findings,
			List<String> notes) {
		if (stream.numbers.isEmpty()) {
			return;
		}
		SequenceNumbers missing = stream.numbers.missing(whole ? 0 : stream.numbers.first(), stream.numbers.last());
		long before = missing.size();
		missing.removeAll(stream.lost);
		if (before > missing.size()) {
			notes.add("stream " + id + ": " + (before - missing.size()) + " events were lost, as the log says");
		}
		if (!whole) {
			note(id, missing, 0, stream.early, "may have been pruned", notes);
		}
		boolean runs = !stream.ended && Duration.between(stream.latest, this.newest).compareTo(SILENCE) < 0;
		if (runs) {
			note(id, missing, stream.numbers.last() - MAX_DELAY, stream.numbers.last(), "may still come", notes);
		}
		if (!missing.isEmpty()) {
			findings.add(stream.lastIndex, 1, "stream " + id + ": " + missing.size()
					+ " events up to here are not in the log, and no record says so: " + missing.limit(10));
		}
		if (!stream.ended) {
			notes.add("stream " + id + ": has no end, so it goes on or broke off after " + stream.numbers.last());
		}
	}

	private static void note(String id, SequenceNumbers missing, long first, long last, String text,
			List<String> notes) {
		SequenceNumbers noted = missing.within(first, last);
		if (!noted.isEmpty()) {
			missing.removeAll(noted);
			notes.add("stream " + id + ": " + noted.size() + " events " + text + ": " + noted.limit(10));
		}
	}

	/**
	 * One run of a node.
	 */
	private static final class Stream {

		private final SequenceNumbers numbers = new SequenceNumbers();

		private final SequenceNumbers lost = new SequenceNumbers();

		// the highest number among the first records of the log
		private long early = -1;

		private long lastIndex;

		private Instant latest = Instant.MIN;

		private boolean ended;

		boolean add(long index, Projection projection, Instant observed, boolean isEarly) {
			this.lastIndex = index;
			this.latest = observed.isAfter(this.latest) ? observed : this.latest;
			this.early = isEarly ? Math.max(this.early, projection.sequence()) : this.early;
			this.ended |= projection.type().equals(EventTypes.STREAM_END);
			return this.numbers.add(projection.sequence());
		}

	}

}
