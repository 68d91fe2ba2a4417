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

package io.identifiabl.audit.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.Events;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a node does with a database.
 *
 * @author Identifiabl Contributors
 */
final class NodeWork {

	static final String ISSUER = "https://issuer.example/";

	private NodeWork() {
	}

	// everything that a node has the database do
	static void work(JdbcAuditStore store) {
		List<LogEntry> entries = new ArrayList<>();
		for (int i = 0; i < 260; i++) {
			entries.add(Events.entry(event("user-" + i % 3), 1000 + store.getFrontier().getSize() + i));
		}
		store.append(entries);
		store.probe();
		long size = store.getFrontier().getSize();
		store.save(new StoredCheckpoint(size, "first", Instant.now()));
		store.save(new StoredCheckpoint(size, "second", Instant.now()));
		store.takeVerificationTurn("a", 0, Instant.now(), Instant.now().plusSeconds(1));
		store.takeVerificationTurn("a", 1, Instant.now(), Instant.now().plusSeconds(1));
		store.get(8, 0);
		store.readCheckpoints(0, 10);
		store.findStrays(10);
		store.find(AuditQuery.all().where(Column.RESOURCE, "note/7"));
	}

	static void awaitSigned(DurableAuditTrail trail, long size) {
		while (trail.getCheckpointerState().size() < size) {
			Thread.onSpinWait();
		}
	}

	// the state of a log that does not grow, signed once more
	static void awaitHeartbeat(DurableAuditTrail trail) {
		while (trail.getCheckpointerState().signedAt() == null) {
			Thread.onSpinWait();
		}
		Instant signed = trail.getCheckpointerState().signedAt();
		while (trail.getCheckpointerState().signedAt().equals(signed)) {
			assertThat(trail.getCheckpointerState().trouble()).isNull();
			Thread.onSpinWait();
		}
	}

	// as soon as this node knows that its clock is right, and a second is over
	static void awaitPruned(DurableAuditTrail trail) throws Exception {
		long pruned = 0;
		while (pruned < 256) {
			try {
				pruned += trail.prune(Duration.ofNanos(1)).get(10, TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				assertThat(ex).hasMessageContaining("not known yet");
			}
		}
	}

	static AuditEvent event(String user) {
		return AuditEvent.builder("mcp.tool.call", Instant.now())
			.with(AuditField.ISSUER, ISSUER)
			.with(AuditField.TENANT, "acme")
			.with(AuditField.SUBJECT, user)
			.with(AuditField.TOUCHED_IDS, List.of("note/7"))
			.build();
	}

}
