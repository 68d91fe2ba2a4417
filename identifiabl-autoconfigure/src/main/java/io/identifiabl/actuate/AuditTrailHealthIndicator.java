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

package io.identifiabl.actuate;

import java.util.Locale;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.trail.CheckpointerState;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.WriterState;

/**
 * Shows how the audit trail is doing. It is down when the log is not what this node
 * signed, and out of service when requests are refused because they cannot be recorded. A
 * database that is away is no more than a detail where records can wait.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditTrailHealthIndicator implements HealthIndicator {

	private final DurableAuditTrail trail;

	private final boolean awaited;

	/**
	 * Create an indicator.
	 * @param trail the trail
	 * @param awaited whether requests wait for their records
	 */
	public AuditTrailHealthIndicator(DurableAuditTrail trail, boolean awaited) {
		this.trail = trail;
		this.awaited = awaited;
	}

	@Override
	public Health health() {
		WriterState writer = this.trail.getWriterState();
		CheckpointerState checkpointer = this.trail.getCheckpointerState();
		Health.Builder health = Health.up();
		if (!writer.available() && this.awaited) {
			health.outOfService();
		}
		if (checkpointer.trouble() != null) {
			health.down().withDetail("trouble", checkpointer.trouble().name().toLowerCase(Locale.ROOT));
		}
		health.withDetail("store", (this.trail.getStore() instanceof InMemoryAuditStore) ? "memory" : "durable")
			.withDetail("writing", writer.available())
			.withDetail("signedSize", checkpointer.size());
		if (checkpointer.signedAt() != null) {
			health.withDetail("signedAt", checkpointer.signedAt().toString());
		}
		if (writer.spilled() > 0) {
			health.withDetail("spilled", writer.spilled());
		}
		if (writer.dropped() > 0) {
			health.withDetail("dropped", writer.dropped());
		}
		return health.build();
	}

}
