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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.actuate.AuditTrailHealthIndicator;
import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.Checkpointer;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.WriterSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link AuditAlarms} with a signer that fails until it is repaired.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class AuditAlarmsTests {

	private static final Duration HEARTBEAT = Duration.ofMinutes(5);

	private static final Duration ALLOWED = HEARTBEAT.plusMinutes(1);

	private final AuditStore store = new InMemoryAuditStore(100);

	private final Ed25519CheckpointSigner key = key();

	private Instant now = Instant.parse("2026-12-01T10:00:00Z");

	private volatile boolean broken = true;

	private volatile boolean dying;

	private final Clock clock = new TestClock();

	private final Checkpointer checkpointer = new Checkpointer(this.store, "notes", this::sign,
			new CheckpointVerifier("notes", List.of(this.key.getVerifierKey())), List.of(), HEARTBEAT, this.clock,
			null);

	private final DurableAuditTrail trail = new DurableAuditTrail(this.store,
			new AuditWriter(this.store, settings(), new AuditCommits(this.checkpointer::committed)), this.checkpointer,
			List.of(), this.clock, Duration.ofSeconds(5));

	private final AuditAlarms alarms = new AuditAlarms(this.trail);

	private static Ed25519CheckpointSigner key() {
		try {
			return Ed25519CheckpointSigner.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
					"notes");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private WriterSettings settings() {
		return new WriterSettings("notes", "node", 10, Duration.ZERO, null, this.clock);
	}

	private SignedNote sign(Checkpoint checkpoint) {
		if (this.dying) {
			throw new OutOfMemoryError("no memory for the signature");
		}
		if (this.broken) {
			throw new IllegalStateException("the key service does not answer");
		}
		return this.key.sign(checkpoint);
	}

	private Status health() {
		return new AuditTrailHealthIndicator(this.trail, false).health().getStatus();
	}

	private void check(int times) {
		for (int i = 0; i < times; i++) {
			this.checkpointer.run(List.of());
			this.alarms.check();
		}
	}

	@Test
	void signingThatFailsForTooLongIsOneError(CapturedOutput output) {
		check(10);
		this.now = this.now.plus(ALLOWED);
		check(10);
		assertThat(output.getAll()).doesNotContain(AuditAdvice.OVERDUE);
		this.now = this.now.plusSeconds(1);
		check(20);
		assertThat(output.getAll()).containsOnlyOnce(AuditAdvice.OVERDUE).contains("the key service does not answer");
	}

	@Test
	void signingThatIsLateForAMomentIsNone(CapturedOutput output) {
		this.now = this.now.plus(ALLOWED).plusSeconds(1);
		check(4);
		this.broken = false;
		check(20);
		assertThat(output.getAll()).doesNotContain(AuditAdvice.OVERDUE);
	}

	@Test
	void signingThatFailsForTooLongTakesTheNodeOutOfService() {
		check(1);
		assertThat(health()).isEqualTo(Status.UP);
		this.now = this.now.plus(ALLOWED).plusSeconds(1);
		check(1);
		assertThat(health()).isEqualTo(Status.OUT_OF_SERVICE);
		this.broken = false;
		check(1);
		assertThat(health()).isEqualTo(Status.UP);
	}

	@Test
	void errorIsOneErrorAndTakesTheNodeOutOfServiceUntilItIsOver(CapturedOutput output) {
		this.broken = false;
		this.dying = true;
		check(5);
		assertThat(output.getAll()).containsOnlyOnce(AuditAdvice.ERROR).contains("no memory for the signature");
		assertThat(health()).isEqualTo(Status.OUT_OF_SERVICE);
		this.dying = false;
		check(1);
		assertThat(health()).isEqualTo(Status.UP);
		assertThat(this.checkpointer.getLatest()).isNotNull();
	}

	@Test
	void lossTakesTheNodeOutOfServiceForFiveMinutes() {
		this.broken = false;
		check(1);
		append(10, Urgency.ORDINARY);
		assertThat(health()).isEqualTo(Status.UP);
		append(1, Urgency.ORDINARY);
		assertThat(this.trail.getWriterState().dropped()).isEqualTo(1);
		assertThat(health()).isEqualTo(Status.OUT_OF_SERVICE);
		this.now = this.now.plus(Duration.ofMinutes(5)).minusNanos(1);
		assertThat(health()).isEqualTo(Status.OUT_OF_SERVICE);
		this.now = this.now.plusNanos(1);
		assertThat(health()).isEqualTo(Status.UP);
	}

	@Test
	void lossOfRefusedCallersIsNone() {
		this.broken = false;
		check(1);
		append(20, Urgency.REFUSAL);
		assertThat(health()).isEqualTo(Status.UP);
	}

	// into a queue of ten, of a trail that was not started and has no file
	private void append(int count, Urgency urgency) {
		for (int i = 0; i < count; i++) {
			CompletableFuture<Long> ignored = this.trail.append(AuditEvent.builder("http.request", this.now).build(),
					urgency);
		}
	}

	// whatever a schedule throws is the end of it
	@Test
	void scheduleGoesOnAfterAnError() {
		this.broken = false;
		this.dying = true;
		this.trail.start(Duration.ofMillis(1));
		while (this.checkpointer.getState().failures() < 3) {
			Thread.onSpinWait();
		}
		this.dying = false;
		while (this.checkpointer.getLatest() == null) {
			Thread.onSpinWait();
		}
		this.trail.close();
	}

	/**
	 * Stands still.
	 */
	private final class TestClock extends Clock {

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
			return AuditAlarmsTests.this.now;
		}

	}

}
