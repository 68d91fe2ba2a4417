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

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.LogEntry;

/**
 * The entries of this node, from the moment in which they get their numbers until they
 * are in the store or the spill file. None gets there while an earlier one is neither
 * there nor named as lost, so that a process that is killed loses the end of its stream
 * and leaves no gap in it. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class NumberedEntries {

	private final EntryWriter writer;

	private final Clock clock;

	private final @Nullable SpillFile spill;

	private final LostEvents lost;

	private final Consumer<String> problems;

	private long next;

	// what is being stored: it is neither there nor lost
	private List<LogEntry> inFlight = List.of();

	private boolean inFlightSpilled;

	NumberedEntries(WriterSettings settings, String stream, @Nullable SpillFile spill, LostEvents lost,
			Consumer<String> problems) {
		this.writer = new EntryWriter(settings.service(), settings.node(), stream, new SecureRandom());
		this.clock = settings.clock();
		this.spill = spill;
		this.lost = lost;
		this.problems = problems;
	}

	/**
	 * Number events that are to be stored now.
	 * @param events the events
	 * @return their entries, of which {@link #stored()} or {@link #notStored()} tells
	 */
	synchronized List<LogEntry> take(List<PendingEvent> events) {
		List<LogEntry> entries = new ArrayList<>(events.size());
		for (PendingEvent event : events) {
			entries.add(write(event.getEvent()));
		}
		this.inFlight = entries;
		this.inFlightSpilled = false;
		return entries;
	}

	private LogEntry write(AuditEvent event) {
		return this.writer.write(event, this.next++, this.clock.instant());
	}

	/**
	 * What was taken is in the store.
	 */
	synchronized void stored() {
		this.inFlight = List.of();
	}

	/**
	 * What was taken goes into the spill file, since it is not known to be in the store.
	 * What is there after all is stored once.
	 */
	synchronized void notStored() {
		if (!this.inFlight.isEmpty() && !spillInFlight()) {
			this.inFlight.forEach(this.lost::add);
		}
		this.inFlight = List.of();
	}

	/**
	 * Number an event for which there is no place in the queue.
	 * @param event the event
	 */
	synchronized void overflow(PendingEvent event) {
		LogEntry entry = write(event.getEvent());
		if (event.isRefusal()) {
			this.lost.addRefusal(entry);
		}
		else if (!spillInFlight() || !spill(List.of(entry))) {
			this.lost.add(entry);
		}
	}

	// before anything with a higher number
	private boolean spillInFlight() {
		this.inFlightSpilled = this.inFlightSpilled || this.inFlight.isEmpty() || spill(this.inFlight);
		return this.inFlightSpilled;
	}

	// together with the names of what was lost before, or not at all: neither is to be
	// found there without the other
	private boolean spill(List<LogEntry> entries) {
		SpillFile file = this.spill;
		if (file == null) {
			return false;
		}
		LostEvents.Gap gap = this.lost.next();
		while (gap != null && gap.isWritten()) {
			// an attempt to store it has failed, or has not
			if (!file.add(List.of(gap.getEntry()))) {
				return false;
			}
			this.lost.recorded(gap);
			gap = this.lost.next();
		}
		if (gap == null) {
			return file.add(entries);
		}
		long number = this.next;
		List<LogEntry> all = new ArrayList<>(entries);
		write(gap);
		all.add(gap.getEntry());
		boolean added = file.add(all);
		if (added) {
			this.lost.recorded(gap);
		}
		else {
			// the next one names more, and has a number that nobody has seen
			this.lost.release(gap);
			this.next = number;
		}
		return added;
	}

	/**
	 * Return what is to be recorded next of what was lost: the same until that was done.
	 * @return the gap, with its entry; {@code null} if all was recorded
	 */
	synchronized LostEvents.@Nullable Gap nextGap() {
		LostEvents.Gap gap = this.lost.next();
		if (gap != null) {
			write(gap);
		}
		return gap;
	}

	private void write(LostEvents.Gap gap) {
		gap.write((event) -> this.writer.write(event, this.next++, event.getTime()));
	}

	/**
	 * Leave to the next process, in the spill file, what is still in hand.
	 * @param waiting events that were not numbered yet
	 */
	synchronized void close(List<PendingEvent> waiting) {
		notStored();
		waiting.forEach(this::overflow);
		LostEvents.Gap gap = (this.spill != null) ? nextGap() : null;
		// nobody else will ever name what was lost in an outage that outlasts this
		// process
		while (gap != null && this.spill != null && this.spill.addSmall(gap.getEntry())) {
			this.lost.recorded(gap);
			gap = nextGap();
		}
		// where every disk is full, the log of the application is all that is left
		this.lost.describe().forEach(this.problems);
	}

}
