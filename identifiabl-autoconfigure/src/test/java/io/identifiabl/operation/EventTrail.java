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

package io.identifiabl.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.AuditUnavailableException;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.InclusionProof;

/**
 * A trail that keeps events, and can be away.
 *
 * @author Identifiabl Contributors
 */
final class EventTrail implements AuditTrail {

	final List<AuditEvent> events = new ArrayList<>();

	boolean unavailable;

	@Override
	public CompletableFuture<Long> append(AuditEvent event, Urgency urgency) {
		return CompletableFuture.completedFuture(require(event, urgency));
	}

	@Override
	public long require(AuditEvent event, Urgency urgency) {
		if (this.unavailable) {
			throw new AuditUnavailableException("The trail is away");
		}
		this.events.add(event);
		return this.events.size() - 1L;
	}

	@Override
	public AuditPage find(AuditQuery query) {
		throw new IllegalStateException("nobody asks");
	}

	@Override
	public @Nullable AuditRecord find(String eventId) {
		throw new IllegalStateException("nobody asks");
	}

	@Override
	public @Nullable SignedNote getCheckpoint() {
		return null;
	}

	@Override
	public InclusionProof prove(long index, long size) {
		throw new IllegalStateException("nobody asks");
	}

}
