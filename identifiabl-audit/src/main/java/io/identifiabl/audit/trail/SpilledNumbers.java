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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.SequenceNumbers;

/**
 * What has to be found in a spill file, and what is not. Of a file that this process
 * wrote all numbers are known. Of one that another process left those of lines that are
 * gone are known by the lines beside them. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SpilledNumbers {

	private final boolean adopted;

	// what was written and not read, or what is known to be gone
	private final Map<String, SequenceNumbers> missing = new LinkedHashMap<>();

	// the number of the last line that was taken for what it is, and what it held
	private long lastLine;

	private @Nullable Projection last;

	private long accepted;

	private long rejected;

	// before the file was written anew
	private long missingBefore;

	SpilledNumbers(boolean adopted) {
		this.adopted = adopted;
	}

	long getLastLine() {
		return this.lastLine;
	}

	void written(LogEntry entry) {
		Projection projection = entry.getProjection();
		find(projection.stream()).add(projection.sequence());
	}

	private SequenceNumbers find(String stream) {
		return this.missing.computeIfAbsent(stream, (id) -> new SequenceNumbers());
	}

	/**
	 * Remember what was read.
	 * @param chunk what was read
	 */
	void read(SpillFile.Chunk chunk) {
		this.rejected += chunk.lines() - chunk.entries().size();
		for (int i = 0; i < chunk.entries().size(); i++) {
			read(chunk.entries().get(i).getProjection(), chunk.numbers().get(i));
		}
	}

	private void read(Projection projection, long line) {
		Projection before = this.last;
		long skipped = line - this.lastLine - 1;
		if (this.adopted && skipped > 0 && before != null && before.stream().equals(projection.stream())
				&& projection.sequence() - before.sequence() - 1 == skipped) {
			// there is a number for each line that is gone, and a line for each number
			find(projection.stream()).addRange(before.sequence() + 1, projection.sequence() - 1);
		}
		SequenceNumbers number = new SequenceNumbers();
		number.add(projection.sequence());
		find(projection.stream()).removeAll(number);
		this.accepted++;
		this.lastLine = line;
		this.last = projection;
	}

	/**
	 * The file was written anew, with lines that are numbered from one.
	 * @param lost how many lines were not understood then
	 */
	void rewritten(long lost) {
		this.missingBefore += countMissing() + lost;
		this.lastLine = 0;
		this.last = null;
		this.accepted = 0;
		this.rejected = 0;
	}

	// lines that others took away have left a gap in the numbers
	private long countMissing() {
		return Math.max(this.rejected, this.lastLine - this.accepted);
	}

	/**
	 * Find out what should have been in the file, of which everything was read.
	 * @param lost is told what was not
	 * @return the number of entries
	 */
	long findLost(LostEvents lost) {
		this.missing.values().removeIf(SequenceNumbers::isEmpty);
		lost.addAll(this.missing);
		long known = this.missing.values().stream().mapToLong(SequenceNumbers::size).sum();
		if (!this.adopted) {
			return known;
		}
		long all = this.missingBefore + countMissing();
		lost.addUnknown(all - known);
		return all;
	}

}
