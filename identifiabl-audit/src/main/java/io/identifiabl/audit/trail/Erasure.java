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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.EventIds;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.Urgency;

/**
 * Erases the personal data of a user: in the log, and in what a node has not stored yet.
 * That this is about to happen is recorded first, and what came of it afterwards.
 * Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class Erasure {

	private final AuditStore store;

	private final AuditWriter writer;

	private final Pruning pruning;

	private final Clock clock;

	private final BiConsumer<AuditEvent, Urgency> recorder;

	/**
	 * Create an erasure.
	 * @param store the log
	 * @param writer has what is not stored yet
	 * @param pruning knows whether the rights are there
	 * @param clock tells the time
	 * @param recorder returns when an event is durable, and fails if it cannot be
	 */
	Erasure(AuditStore store, AuditWriter writer, Pruning pruning, Clock clock,
			BiConsumer<AuditEvent, Urgency> recorder) {
		this.store = store;
		this.writer = writer;
		this.pruning = pruning;
		this.clock = clock;
		this.recorder = recorder;
	}

	int run(String issuer, String user, AuditEvent.Builder event) {
		this.pruning.requireRights();
		String issuerColumn = Projection.toColumn(issuer);
		String userColumn = Projection.toColumn(user);
		String call = EventIds.create(this.clock.instant());
		event.with(AuditField.CALL, call);
		// what was in the queue has been stored before it
		this.recorder.accept(event.id(call + EventIds.INTENT_SUFFIX)
			.with(AuditField.PHASE, "intent")
			.with(AuditField.OUTCOME, "unknown")
			.build(), Urgency.INTENT);
		AtomicInteger spilled = new AtomicInteger();
		this.writer.changeSpilled((entry) -> {
			if (!entry.getProjection().isAbout(issuerColumn, userColumn)) {
				return entry;
			}
			spilled.incrementAndGet();
			return entry.erased();
		});
		int erased = spilled.get() + this.store.erase(issuerColumn, userColumn);
		this.recorder.accept(event.id(call)
			.with(AuditField.PHASE, "outcome")
			.with(AuditField.OUTCOME, "success")
			.with(AuditField.COUNT, erased)
			.build(), Urgency.AWAITED);
		return erased;
	}

}
