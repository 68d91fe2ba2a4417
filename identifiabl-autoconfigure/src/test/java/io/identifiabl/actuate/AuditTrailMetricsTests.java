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
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.VerificationSettings;
import io.identifiabl.operation.IdentifiablOperationAutoConfiguration;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.trail.IdentifiablAuditTrailAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuditTrailMetrics} on a real trail.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class AuditTrailMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void metersTellHowTheTrailIsDoing() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
					IdentifiablAutoConfiguration.class, IdentifiablAuditTrailAutoConfiguration.class,
					IdentifiablOperationAutoConfiguration.class, IdentifiablAuditActuatorAutoConfiguration.class))
			.withPropertyValues("identifiabl.issuer=https://idp.example.com", "identifiabl.audiences=urn:api",
					"identifiabl.audit.store=memory")
			.run((context) -> {
				context.getBean(AuditTrailMetrics.class).bindTo(this.registry);
				DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
				assertThat(gauge("verified")).isNaN();
				trail.require(AuditEvent.builder("test.event", trail.getClock().instant()).build(), Urgency.AWAITED);
				while (trail.getCheckpointerState().size() < 2) {
					Thread.onSpinWait();
				}
				context.getBean(TrailVerification.class).run(trail.getStore(), 0, Long.MAX_VALUE, List.of());
				assertThat(gauge("verified")).isOne();
				assertThat(gauge("trustworthy")).isOne();
				assertThat(gauge("size")).isEqualTo(2);
				assertThat(gauge("queued") + gauge("spilled")).isZero();
				assertThat(this.registry.get("identifiabl.audit.stored").functionCounter().count()).isEqualTo(2);
				assertThat(this.registry.get("identifiabl.audit.dropped").functionCounter().count()).isZero();
				assertThat(this.registry.get("identifiabl.audit.changed").functionCounter().count()).isZero();
				assertThat(this.registry.get("identifiabl.audit.failures").functionCounter().count()).isZero();
				assertThat(this.registry.get("identifiabl.audit.commits").functionTimer().count()).isPositive();
				assertThat(this.registry.get("identifiabl.audit.checkpoint.age").timeGauge().value()).isBetween(0.0,
						60.0);
			});
	}

	@Test
	void metersTellWhatTheVerificationInTheBackgroundFound() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
					IdentifiablAutoConfiguration.class, IdentifiablAuditTrailAutoConfiguration.class,
					IdentifiablOperationAutoConfiguration.class, IdentifiablAuditActuatorAutoConfiguration.class))
			.withPropertyValues("identifiabl.issuer=https://idp.example.com", "identifiabl.audiences=urn:api",
					"identifiabl.audit.store=memory", "identifiabl.audit.verification.enabled=false")
			.run((context) -> {
				context.getBean(AuditTrailMetrics.class).bindTo(this.registry);
				DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
				assertThat(trail.getVerificationState().verifiedAt()).isNull();
				assertThat(gauge("verification.age")).isNaN();
				trail.startVerification(new VerificationSettings(1_000_000, Duration.ofMinutes(1)));
				while (trail.getVerificationState().verifiedAt() == null) {
					Thread.onSpinWait();
				}
				assertThat(gauge("verification.age")).isBetween(0.0, 60.0);
				assertThat(gauge("verification.findings")).isZero();
				assertThat(gauge("verification.position")).isZero();
				assertThat(this.registry.get("identifiabl.audit.verification.failures").functionCounter().count())
					.isZero();
			});
	}

	private double gauge(String name) {
		return this.registry.get("identifiabl.audit." + name).gauge().value();
	}

}
