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

import java.time.Duration;
import java.util.Locale;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.trail.CheckedAnswers;
import io.identifiabl.audit.trail.CheckpointerState;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.VerificationState;
import io.identifiabl.audit.trail.WitnessState;
import io.identifiabl.audit.trail.WriterState;
import io.identifiabl.trail.AuditAdvice;

/**
 * Shows how the audit trail is doing. It is down when the log is not what this node
 * signed or, until a restart, when a record was answered that is not what was recorded.
 * It is down as well when the verification in the background found something, until a
 * later one finds nothing. It is out of service when requests are refused because they
 * cannot be recorded, or records were lost in the last five minutes. A database that is
 * away is no more than a detail where records can wait.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditTrailHealthIndicator implements HealthIndicator {

	private static final Duration AFTER_A_LOSS = Duration.ofMinutes(5);

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
		if ((!writer.available() && this.awaited) || isLosing(writer)) {
			health.outOfService();
		}
		showSigning(health, checkpointer);
		CheckedAnswers answers = this.trail.getAnswers();
		if (answers.getFailed() > 0) {
			health.down()
				.withDetail("changedAnswers", answers.getFailed())
				.withDetail("lastChangedIndex", answers.getLastIndex())
				.withDetail("changedAnswersAdvice", AuditAdvice.CHANGED_ANSWERS);
		}
		showVerification(health);
		health.withDetail("store", (this.trail.getStore() instanceof InMemoryAuditStore) ? "memory" : "durable")
			.withDetail("writing", writer.available())
			.withDetail("signedSize", checkpointer.size());
		if (checkpointer.signedAt() != null) {
			health.withDetail("signedAt", checkpointer.signedAt().toString());
		}
		showDenials(health, writer);
		showWitness(health);
		if (writer.spilled() > 0) {
			health.withDetail("spilled", writer.spilled());
		}
		if (writer.dropped() > 0) {
			health.withDetail("dropped", writer.dropped());
		}
		return health.build();
	}

	// what a store says holds nothing of a record, which is not known of anything else
	private void showDenials(Health.Builder health, WriterState writer) {
		Exception failure = writer.failure();
		if (failure != null) {
			health.withDetail("writingFailure", (failure instanceof AuditStoreException)
					? String.valueOf(failure.getMessage()) : failure.getClass().getName());
		}
		AuditStoreException denied = this.trail.getMaintenanceDenial();
		if (denied != null) {
			health.withDetail("maintenance", String.valueOf(denied.getMessage()))
				.withDetail("maintenanceAdvice", AuditAdvice.MAINTENANCE);
		}
	}

	private void showSigning(Health.Builder health, CheckpointerState checkpointer) {
		if (this.trail.isSigningOverdue()) {
			health.outOfService().withDetail("signing", "overdue").withDetail("signingAdvice", AuditAdvice.OVERDUE);
		}
		Error error = this.trail.getSigningError();
		if (error != null) {
			health.outOfService()
				.withDetail("signing", "failed")
				.withDetail("signingError", error.getClass().getName())
				.withDetail("signingAdvice", AuditAdvice.ERROR);
		}
		if (checkpointer.trouble() != null) {
			health.down()
				.withDetail("trouble", checkpointer.trouble().name().toLowerCase(Locale.ROOT))
				.withDetail("advice", AuditAdvice.of(checkpointer.trouble()));
		}
	}

	private void showWitness(Health.Builder health) {
		WitnessState witness = this.trail.getWitnessState();
		if (witness != null) {
			health.withDetail("witness", witness.answered() ? "answered" : "unknown")
				.withDetail("witnessedSize", witness.size())
				.withDetail("witnessedAt", (witness.at() != null) ? witness.at().toString() : "never");
		}
	}

	private void showVerification(Health.Builder health) {
		VerificationState verification = this.trail.getVerificationState();
		if (verification.first() != null) {
			health.down()
				.withDetail("verificationFindings", verification.findings())
				.withDetail("firstBadIndex", verification.first().index())
				.withDetail("firstFinding", verification.first().toString())
				.withDetail("verificationAdvice", AuditAdvice.FINDINGS);
		}
		if (verification.roundStartedAt() != null) {
			health.withDetail("verifying", verification.position());
		}
		if (verification.verifiedAt() != null) {
			health.withDetail("verifiedTo", verification.verifiedTo())
				.withDetail("verifiedAt", verification.verifiedAt().toString());
		}
	}

	private boolean isLosing(WriterState writer) {
		return writer.droppedAt() != null
				&& writer.droppedAt().plus(AFTER_A_LOSS).isAfter(this.trail.getClock().instant());
	}

}
