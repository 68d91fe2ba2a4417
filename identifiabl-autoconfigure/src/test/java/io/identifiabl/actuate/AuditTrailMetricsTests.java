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

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.autoconfigure.IdentifiablAutoConfiguration;
import io.identifiabl.autoconfigure.actuate.IdentifiablAuditActuatorAutoConfiguration;
import io.identifiabl.autoconfigure.audit.IdentifiablAuditTrailAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuditTrailMetrics} on a real trail.
 *
 * @author Identifiabl Contributors
 */
class AuditTrailMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void metersTellHowTheTrailIsDoing() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(IdentifiablAutoConfiguration.class,
					IdentifiablAuditTrailAutoConfiguration.class, IdentifiablAuditActuatorAutoConfiguration.class))
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
				context.getBean(TrailVerification.class).run(trail.getStore(), 0, Long.MAX_VALUE);
				assertThat(gauge("verified")).isOne();
				assertThat(gauge("trustworthy")).isOne();
				assertThat(gauge("size")).isEqualTo(2);
				assertThat(gauge("queued") + gauge("spilled")).isZero();
				assertThat(this.registry.get("identifiabl.audit.stored").functionCounter().count()).isEqualTo(2);
				assertThat(this.registry.get("identifiabl.audit.dropped").functionCounter().count()).isZero();
				assertThat(this.registry.get("identifiabl.audit.failures").functionCounter().count()).isZero();
				assertThat(this.registry.get("identifiabl.audit.commits").functionTimer().count()).isPositive();
				assertThat(this.registry.get("identifiabl.audit.checkpoint.age").timeGauge().value()).isBetween(0.0,
						60.0);
			});
	}

	private double gauge(String name) {
		return this.registry.get("identifiabl.audit." + name).gauge().value();
	}

}
