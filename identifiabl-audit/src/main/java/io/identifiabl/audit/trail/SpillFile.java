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

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.identifiabl.audit.LogEntry;

/**
 * Where entries wait while the store cannot take them: a file of this process that only
 * its owner may read, with a line for each, and before it the files of processes that
 * died. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SpillFile implements Closeable {

	private final SpillDirectory directory;

	private final long maxSize;

	private final LostEvents lost;

	private final Consumer<String> problems;

	private final Deque<SpillSegment> segments;

	private int generation;

	private boolean closed;

	// in this outage
	private final Set<String> reported = new HashSet<>();

	/**
	 * Take what processes left which died. No file is made before there is something to
	 * write.
	 * @param settings where, and how
	 * @param lost is told what was in a file and is no more
	 * @param problems is told, in a sentence, what somebody has to look after
	 */
	SpillFile(SpillSettings settings, LostEvents lost, Consumer<String> problems) {
		this.maxSize = settings.maxSize();
		this.lost = lost;
		this.problems = problems;
		this.directory = new SpillDirectory(settings, problems);
		this.segments = new ArrayDeque<>(this.directory.adopt());
		removeFinished();
	}

	/**
	 * Take what processes left which died since this one started, if nothing waits.
	 */
	synchronized void adopt() {
		if (!this.closed && this.segments.isEmpty()) {
			this.segments.addAll(this.directory.adopt());
			removeFinished();
		}
	}

	/**
	 * Add entries.
	 * @param entries the entries
	 * @return whether there was room for them
	 */
	synchronized boolean add(List<LogEntry> entries) {
		return add(entries, this.maxSize);
	}

	/**
	 * Add an entry for which there is always room, since it takes little and tells of
	 * others for which there was none.
	 * @param entry the entry
	 * @return whether it could be written
	 */
	synchronized boolean addSmall(LogEntry entry) {
		return add(List.of(entry), Long.MAX_VALUE);
	}

	private boolean add(List<LogEntry> entries, long limit) {
		if (this.closed) {
			return false;
		}
		restore();
		try {
			SpillSegment last = this.segments.peekLast();
			SpillSegment own = (last != null && last.isWritable()) ? last : SpillSegment.create(this.directory);
			if (own != last) {
				this.segments.add(own);
			}
			long others = this.segments.stream().mapToLong(SpillSegment::getSize).sum() - own.getSize();
			boolean added = own.append(entries, limit - others);
			removeFinished();
			return added;
		}
		catch (IOException ex) {
			removeFinished();
			report("nothing can be written to it (" + ex.getClass().getSimpleName() + ")");
			return false;
		}
	}

	// once for all entries that come together
	private void restore() {
		for (SpillSegment segment : this.segments) {
			try {
				String before = segment.getPath().toString();
				if (segment.restore(this.directory)) {
					report(before + " was removed or replaced while records waited in it; they wait in "
							+ segment.getPath() + " now");
				}
			}
			catch (IOException ex) {
				report(segment.getPath() + " was removed or replaced while records wait in it, and nothing can be"
						+ " written in its place (" + ex.getClass().getSimpleName()
						+ "); they are lost if this process ends before they are stored");
			}
		}
	}

	private void report(String problem) {
		if (this.reported.add(problem)) {
			this.problems.accept(problem);
		}
	}

	/**
	 * Read the entries that wait longest.
	 * @param limit the most to read
	 * @return the entries; no lines if nothing waits
	 * @throws IOException if the file cannot be read
	 */
	synchronized Chunk read(int limit) throws IOException {
		SpillSegment first = this.segments.peekFirst();
		return (first != null) ? first.read(limit, this.generation)
				: new Chunk(List.of(), List.of(), 0, 0, this.generation);
	}

	/**
	 * Forget what was read, which is in the store.
	 * @param chunk what was read last; if it was changed since, it will be read again
	 */
	synchronized void remove(Chunk chunk) {
		SpillSegment first = this.segments.peekFirst();
		if (first == null || chunk.generation() != this.generation) {
			return;
		}
		first.consume(chunk);
		removeFinished();
		if (this.segments.isEmpty()) {
			this.reported.clear();
		}
	}

	private void removeFinished() {
		for (SpillSegment first = this.segments.peekFirst(); first != null
				&& first.getWaiting() == 0; first = this.segments.peekFirst()) {
			this.segments.remove();
			this.generation++;
			long missing = first.findLost(this.lost);
			if (missing > 0) {
				report(missing + " of the records that waited in " + first.getPath()
						+ " were removed or changed there, and are lost");
			}
			try {
				first.delete();
			}
			catch (IOException ex) {
				report(first.getPath() + " is of no use any longer and cannot be deleted ("
						+ ex.getClass().getSimpleName() + ")");
			}
		}
	}

	/**
	 * Change entries where they wait, for erasure.
	 * @param change the change
	 * @throws IOException if a file cannot be written
	 */
	synchronized void replaceAll(UnaryOperator<LogEntry> change) throws IOException {
		this.generation++;
		for (SpillSegment segment : this.segments) {
			segment.restore(this.directory);
			segment.rewrite(change, this.directory);
		}
		removeFinished();
	}

	synchronized long getWaiting() {
		return this.segments.stream().mapToLong(SpillSegment::getWaiting).sum();
	}

	/**
	 * Leave the files, with what waits in them, to the next process.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		for (SpillSegment segment : this.segments) {
			try {
				segment.close();
			}
			catch (IOException ex) {
				// which ends with the process
			}
		}
		this.segments.clear();
		this.generation++;
	}

	/**
	 * Entries that were read.
	 *
	 * @param entries the entries
	 * @param numbers the number of each in its file
	 * @param lines the number of lines, some of which may have been none
	 * @param bytes the number of bytes of the lines
	 * @param generation which content of the files they were read from
	 */
	record Chunk(List<LogEntry> entries, List<Long> numbers, long lines, long bytes, int generation) {
	}

}
