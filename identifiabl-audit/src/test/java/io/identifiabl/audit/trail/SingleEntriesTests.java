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

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.trail.SingleEntries.Attempt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SingleEntries}.
 *
 * @author Identifiabl Contributors
 */
class SingleEntriesTests {

	private final TroubledStore store = new TroubledStore();

	private final AtomicInteger room = new AtomicInteger();

	private final SingleEntries entries = new SingleEntries(this.store, this::attempt);

	private Attempt attempt(LogEntry entry) {
		if (this.room.getAndDecrement() <= 0) {
			return new Attempt(List.of(), new AuditStoreException("full", Kind.UNKNOWN, new IllegalStateException()));
		}
		return new Attempt(this.store.append(List.of(entry)), null);
	}

	// a disk that is full takes the first few of them
	@Test
	void storeWhenTheStoreEndsInBetweenThenGivesNoneUp() {
		this.room.set(5);
		this.store.readOnly = false;
		List<LogEntry> all = LongStream.range(0, 10).mapToObj(Events::entry).toList();
		SingleEntries full = new SingleEntries(this.store, (entry) -> {
			Attempt attempt = attempt(entry);
			this.store.readOnly = this.room.get() < 0;
			return attempt;
		});
		assertThat(full.store(all)).isNull();
	}

	@Test
	void storeWhenOneIsRefusedAndOthersAreNotThenGivesThatOneUp() {
		this.room.set(5);
		List<LogEntry> all = LongStream.range(0, 6).mapToObj(Events::entry).toList();
		assertThat(this.entries.store(all)).containsExactly(all.get(5));
	}

}
