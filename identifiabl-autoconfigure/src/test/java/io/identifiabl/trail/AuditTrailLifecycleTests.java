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

package io.identifiabl.trail;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.Checkpointer;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.RefusalLimiter;
import io.identifiabl.audit.trail.WriterSettings;
import io.identifiabl.operation.Delivery;
import io.identifiabl.operation.OperationRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AuditTrailLifecycle} goes on, whatever its work throws.
 *
 * @author Identifiabl Contributors
 */
class AuditTrailLifecycleTests {

	private static final Duration HEARTBEAT = Duration.ofMinutes(5);

	private final CountDownLatch checks = new CountDownLatch(2);

	@Test
	void errorIsNotTheEndOfTheSchedule() throws Exception {
		Ed25519CheckpointSigner key = Ed25519CheckpointSigner
			.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(), "notes");
		AuditKeys keys = new AuditKeys(key, key.getVerifierKey(), null, List.of(), List.of());
		try (DurableAuditTrail trail = trail(key, new BrokenClock())) {
			OperationRecorder recorder = new OperationRecorder(trail, (authentication) -> null,
					new RefusalLimiter(10, Clock.systemUTC()), Map.of(), Delivery.ASYNC, Clock.systemUTC());
			AuditTrailLifecycle lifecycle = new AuditTrailLifecycle(trail, keys, HEARTBEAT, Duration.ZERO, null,
					recorder);
			lifecycle.start();
			try {
				assertThat(this.checks.await(20, TimeUnit.SECONDS)).isTrue();
			}
			finally {
				lifecycle.stop();
			}
		}
	}

	private static DurableAuditTrail trail(Ed25519CheckpointSigner key, Clock clock) throws GeneralSecurityException {
		AuditStore store = new InMemoryAuditStore(100);
		Checkpointer checkpointer = new Checkpointer(store, "notes", key,
				new CheckpointVerifier("notes", List.of(key.getVerifierKey())), List.of(), HEARTBEAT, clock, null);
		AuditWriter writer = new AuditWriter(store,
				new WriterSettings("notes", "node", 10, Duration.ZERO, null, Clock.systemUTC()),
				new AuditCommits(checkpointer::committed));
		return new DurableAuditTrail(store, writer, checkpointer, List.of(), clock, Duration.ofSeconds(5));
	}

	/**
	 * Breaks the thread that looks after the trail.
	 */
	private final class BrokenClock extends Clock {

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			if (Thread.currentThread().getName().equals("identifiabl-audit-upkeep")) {
				AuditTrailLifecycleTests.this.checks.countDown();
				throw new StackOverflowError();
			}
			return Instant.now();
		}

	}

}
