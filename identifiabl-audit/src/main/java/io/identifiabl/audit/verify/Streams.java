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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.Projection;

/**
 * What the nodes numbered, each in its runs.
 *
 * @author Identifiabl Contributors
 */
final class Streams {

	private static final int MAX_STREAMS = 10_000;

	private static final int MAX_NOTES = 100;

	private final Map<String, Stream> streams = new LinkedHashMap<>();

	private long notFollowed;

	void add(Projection projection) {
		Stream stream = this.streams.get(projection.stream());
		if (stream == null && this.streams.size() == MAX_STREAMS) {
			this.notFollowed++;
			return;
		}
		if (stream == null) {
			stream = new Stream();
			this.streams.put(projection.stream(), stream);
		}
		stream.add(projection);
	}

	// of a log that has all its records every stream begins in it
	List<String> describe(boolean whole) {
		List<String> all = new ArrayList<>();
		this.streams.forEach((id, stream) -> stream.describe(id, whole, all));
		if (all.size() <= MAX_NOTES && this.notFollowed == 0) {
			return all;
		}
		List<String> notes = new ArrayList<>(all.subList(0, Math.min(all.size(), MAX_NOTES)));
		notes.add("and " + (all.size() - notes.size()) + " more; " + this.notFollowed
				+ " records are of streams that were not followed");
		return notes;
	}

	/**
	 * One run of a node.
	 */
	private static final class Stream {

		private long count;

		private long lowest = Long.MAX_VALUE;

		private long highest = -1;

		private boolean ended;

		void add(Projection projection) {
			this.count++;
			this.lowest = Math.min(this.lowest, projection.sequence());
			this.highest = Math.max(this.highest, projection.sequence());
			this.ended |= projection.type().equals(EventTypes.STREAM_END);
		}

		void describe(String id, boolean whole, List<String> notes) {
			long first = whole ? 0 : this.lowest;
			long missing = this.highest - first + 1 - this.count;
			if (missing > 0) {
				notes.add("stream " + id + ": " + missing + " numbers between " + first + " and " + this.highest
						+ " are not in the log");
			}
			if (!this.ended) {
				notes.add("stream " + id + ": has no end, so it goes on or broke off after " + this.highest);
			}
		}

	}

}
