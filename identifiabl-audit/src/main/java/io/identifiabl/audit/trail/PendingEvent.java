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

import java.util.concurrent.CompletableFuture;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.Urgency;

/**
 * An event on its way into the log.
 *
 * @author Identifiabl Contributors
 */
final class PendingEvent {

	private final AuditEvent event;

	private final Urgency urgency;

	private final CompletableFuture<Long> index = new CompletableFuture<>();

	PendingEvent(AuditEvent event, Urgency urgency) {
		this.event = event;
		this.urgency = urgency;
	}

	AuditEvent getEvent() {
		return this.event;
	}

	boolean isAwaited() {
		return this.urgency == Urgency.AWAITED || this.urgency == Urgency.INTENT;
	}

	boolean isRefusal() {
		return this.urgency == Urgency.REFUSAL;
	}

	CompletableFuture<Long> getIndex() {
		return this.index;
	}

}
