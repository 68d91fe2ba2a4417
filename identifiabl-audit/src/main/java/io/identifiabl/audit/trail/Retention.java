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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.StoredCheckpoint;

/**
 * Decides what of a log may go: records older than they have to be kept, and checkpoints
 * that others make superfluous. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class Retention {

	private static final int PAGE = 1000;

	private static final Duration DAY = Duration.ofDays(1);

	private static final Duration MONTH = Duration.ofDays(30);

	private final AuditStore store;

	private final Duration retention;

	Retention(AuditStore store, Duration retention) {
		this.store = store;
		this.retention = retention;
	}

	/**
	 * Find the records that may go.
	 * @param signedSize the size that was signed last
	 * @param now the time
	 * @return the first index that has to remain, in units that can be pruned
	 */
	long findFirstIndex(long signedSize, Instant now) {
		Instant cutoff = now.minus(this.retention);
		long low = this.store.getFirstIndex();
		long high = signedSize;
		while (low < high) {
			long middle = (low + high) >>> 1;
			if (isBefore(middle, cutoff)) {
				low = middle + 1;
			}
			else {
				high = middle;
			}
		}
		return low - low % AuditStore.PRUNE_UNIT;
	}

	private boolean isBefore(long index, Instant cutoff) {
		List<AuditRecord> row = this.store.read(index, 1);
		return !row.isEmpty() && row.get(0).projection().time().isBefore(cutoff);
	}

	static AuditEvent describe(long from, long to, Instant now) {
		return AuditEvent.builder(EventTypes.PRUNED, now)
			.with(AuditField.FIRST, from)
			.with(AuditField.LAST, to - 1)
			.with(AuditField.COUNT, to - from)
			.build();
	}

	/**
	 * Remove checkpoints: after a day one for each minute remains, after a month one for
	 * each hour. The first one that the log begins with and the latest one always remain.
	 * @param now the time
	 */
	void thinCheckpoints(Instant now) {
		long from = this.store.getFirstIndex() + 1;
		StoredCheckpoint latest = this.store.getLatestCheckpoint();
		long lastKept = Long.MIN_VALUE;
		while (true) {
			List<StoredCheckpoint> page = this.store.readCheckpoints(from, PAGE);
			List<Long> removed = new ArrayList<>();
			for (StoredCheckpoint checkpoint : page) {
				long period = period(checkpoint, now);
				if (period != 0 && !checkpoint.equals(latest)
						&& checkpoint.created().getEpochSecond() / period == lastKept / period) {
					removed.add(checkpoint.size());
				}
				else {
					lastKept = checkpoint.created().getEpochSecond();
				}
			}
			this.store.removeCheckpoints(removed);
			if (page.size() < PAGE) {
				return;
			}
			from = page.get(page.size() - 1).size() + 1;
		}
	}

	private static long period(StoredCheckpoint checkpoint, Instant now) {
		Duration age = Duration.between(checkpoint.created(), now);
		if (age.compareTo(MONTH) > 0) {
			return 3600;
		}
		return (age.compareTo(DAY) > 0) ? 60 : 0;
	}

}
