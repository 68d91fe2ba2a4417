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
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.WriterState;
import io.identifiabl.audit.verify.VerificationReport;

/**
 * Meters of the audit trail of this node.
 * <ul>
 * <li>{@code identifiabl.audit.queued} in {@code records}: records that wait</li>
 * <li>{@code identifiabl.audit.spilled} in {@code records}: records that wait in the
 * spill file</li>
 * <li>{@code identifiabl.audit.stored} in {@code records}: records that were stored</li>
 * <li>{@code identifiabl.audit.dropped} in {@code records}: records that were lost</li>
 * <li>{@code identifiabl.audit.failures} in {@code attempts}: attempts to store some that
 * failed</li>
 * <li>{@code identifiabl.audit.changed} in {@code answers}: answers with a record that is
 * not what was recorded</li>
 * <li>{@code identifiabl.audit.commits}: how long it took to store some</li>
 * <li>{@code identifiabl.audit.size} in {@code records}: the size of the log that was
 * signed last</li>
 * <li>{@code identifiabl.audit.checkpoint.age} in seconds: how long ago that was, no
 * number if never</li>
 * <li>{@code identifiabl.audit.trustworthy}: 1 if the log is what was signed, else 0</li>
 * <li>{@code identifiabl.audit.verified}: 1 if the last verification that was asked for
 * found nothing, else 0, no number without one</li>
 * <li>{@code identifiabl.audit.verification.position} in {@code records}: how far the
 * verification in the background has come, which starts anew again and again</li>
 * <li>{@code identifiabl.audit.verification.age} in seconds: how long ago this node had
 * verified the whole log in the background, no number if never</li>
 * <li>{@code identifiabl.audit.verification.findings} in {@code findings}: what it
 * found</li>
 * <li>{@code identifiabl.audit.verification.failures} in {@code attempts}: attempts to
 * read that failed</li>
 * </ul>
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditTrailMetrics implements MeterBinder {

	private static final String PREFIX = "identifiabl.audit.";

	private static final String RECORDS = "records";

	private final DurableAuditTrail trail;

	private final TrailVerification verification;

	/**
	 * Create the meters.
	 * @param trail the trail
	 * @param verification verifies the log
	 */
	public AuditTrailMetrics(DurableAuditTrail trail, TrailVerification verification) {
		this.trail = trail;
		this.verification = verification;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge("queued", "Records that wait", WriterState::queued, registry);
		gauge("spilled", "Records that wait in the spill file", WriterState::spilled, registry);
		count("stored", RECORDS, "Records that were stored", WriterState::committed, registry);
		count("dropped", RECORDS, "Records that were lost", WriterState::dropped, registry);
		count("failures", "attempts", "Attempts to store records that failed", WriterState::failures, registry);
		FunctionCounter.builder(PREFIX + "changed", this.trail, (trail) -> trail.getAnswers().getFailed())
			.baseUnit("answers")
			.description("Answers with a record that is not what was recorded")
			.register(registry);
		FunctionTimer
			.builder(PREFIX + "commits", this.trail, (trail) -> trail.getWriterState().commits(),
					(trail) -> trail.getWriterState().commitTime().toNanos(), TimeUnit.NANOSECONDS)
			.description("Time to store records")
			.register(registry);
		Gauge.builder(PREFIX + "size", this.trail, (trail) -> trail.getCheckpointerState().size())
			.baseUnit(RECORDS)
			.description("Size of the log that was signed last")
			.register(registry);
		TimeGauge
			.builder(PREFIX + "checkpoint.age", this.trail, TimeUnit.SECONDS,
					(trail) -> age(trail, trail.getCheckpointerState().signedAt()))
			.description("Time since the log was signed")
			.register(registry);
		Gauge
			.builder(PREFIX + "trustworthy", this.trail,
					(trail) -> (trail.getCheckpointerState().trouble() == null) ? 1 : 0)
			.description("Whether the log is what was signed")
			.register(registry);
		Gauge.builder(PREFIX + "verified", this.verification, AuditTrailMetrics::verified)
			.description("Whether the last verification that was asked for found nothing")
			.register(registry);
		bindVerification(registry);
	}

	private void bindVerification(MeterRegistry registry) {
		Gauge.builder(PREFIX + "verification.position", this.trail, (trail) -> trail.getVerificationState().position())
			.baseUnit(RECORDS)
			.description("How far the verification in the background has come")
			.register(registry);
		TimeGauge
			.builder(PREFIX + "verification.age", this.trail, TimeUnit.SECONDS,
					(trail) -> age(trail, trail.getVerificationState().verifiedAt()))
			.description("Time since this node verified the whole log in the background")
			.register(registry);
		Gauge.builder(PREFIX + "verification.findings", this.trail, (trail) -> trail.getVerificationState().findings())
			.baseUnit("findings")
			.description("What the verification in the background found")
			.register(registry);
		FunctionCounter
			.builder(PREFIX + "verification.failures", this.trail, (trail) -> trail.getVerificationState().failures())
			.baseUnit("attempts")
			.description("Attempts of the verification in the background to read that failed")
			.register(registry);
	}

	private void gauge(String name, String description, ToDoubleFunction<WriterState> value, MeterRegistry registry) {
		Gauge.builder(PREFIX + name, this.trail, (trail) -> value.applyAsDouble(trail.getWriterState()))
			.baseUnit(RECORDS)
			.description(description)
			.register(registry);
	}

	private void count(String name, String unit, String description, ToDoubleFunction<WriterState> value,
			MeterRegistry registry) {
		FunctionCounter.builder(PREFIX + name, this.trail, (trail) -> value.applyAsDouble(trail.getWriterState()))
			.baseUnit(unit)
			.description(description)
			.register(registry);
	}

	private static double age(DurableAuditTrail trail, @Nullable Instant since) {
		return (since != null) ? Duration.between(since, trail.getClock().instant()).toMillis() / 1000.0 : Double.NaN;
	}

	private static double verified(TrailVerification verification) {
		VerificationReport last = verification.getLast();
		if (last == null) {
			return Double.NaN;
		}
		return last.isValid() ? 1 : 0;
	}

}
