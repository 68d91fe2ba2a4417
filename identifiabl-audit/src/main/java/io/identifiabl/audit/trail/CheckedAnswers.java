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

import java.util.concurrent.atomic.AtomicLong;

import io.identifiabl.audit.AuditRecord;

/**
 * Counts records that were answered although they are not what was recorded, since
 * somebody changed them where they are stored. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class CheckedAnswers {

	private final AtomicLong failed = new AtomicLong();

	private volatile long lastIndex = -1;

	CheckedAnswers() {
	}

	void check(AuditRecord row) {
		if (row.findFault() != null) {
			this.lastIndex = row.index();
			this.failed.incrementAndGet();
		}
	}

	/**
	 * Return how often a record was answered that was changed.
	 * @return the number of answers, of which several can be about one record
	 */
	public long getFailed() {
		return this.failed.get();
	}

	/**
	 * Return where the last one is.
	 * @return its index, -1 if there is none
	 */
	public long getLastIndex() {
		return this.lastIndex;
	}

}
