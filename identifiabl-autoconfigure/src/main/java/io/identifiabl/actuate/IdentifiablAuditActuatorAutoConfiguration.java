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

import java.util.List;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.HandlerExceptionResolver;

import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.verify.AuditVerifier;
import io.identifiabl.operation.AuditProperties;
import io.identifiabl.operation.Delivery;
import io.identifiabl.operation.IdentifiablOperationAutoConfiguration;
import io.identifiabl.operation.OperationRecorder;
import io.identifiabl.security.web.GuardedActuatorEndpoint;
import io.identifiabl.trail.AuditKeys;
import io.identifiabl.trail.IdentifiablAuditTrailAutoConfiguration;

/**
 * Auto-configuration for those who read the audit trail, and those who look after it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter({ IdentifiablAuditTrailAutoConfiguration.class, IdentifiablOperationAutoConfiguration.class })
@ConditionalOnBean({ DurableAuditTrail.class, OperationRecorder.class })
@Import({ IdentifiablAuditActuatorAutoConfiguration.EndpointConfiguration.class,
		IdentifiablAuditActuatorAutoConfiguration.ExportConfiguration.class,
		IdentifiablAuditActuatorAutoConfiguration.HealthConfiguration.class,
		IdentifiablAuditActuatorAutoConfiguration.MetricsConfiguration.class, AuditAccessConfiguration.class })
public final class IdentifiablAuditActuatorAutoConfiguration {

	@Bean("identifiablTrailVerification")
	@ConditionalOnMissingBean
	TrailVerification trailVerification(AuditVerifier verifier) {
		return new TrailVerification(verifier);
	}

	/**
	 * The endpoint, where it is exposed.
	 */
	@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnAvailableEndpoint
		AuditTrailEndpoint auditTrailEndpoint(DurableAuditTrail trail, OperationRecorder recorder, AuditAccess access,
				TrailVerification verification, AuditProperties audit, ObjectProvider<AuditKeys> keys) {
			List<byte[]> secrets = keys.stream().findFirst().map(AuditKeys::spillKeys).orElse(List.of());
			return new AuditTrailEndpoint(trail, recorder, access, verification, secrets, audit.isLegalHold());
		}

		@Bean
		@ConditionalOnBean(AuditTrailEndpoint.class)
		GuardedActuatorEndpoint guardedAuditTrailEndpoint() {
			return new GuardedActuatorEndpoint("audittrail");
		}

	}

	/**
	 * What ends an export that breaks off, beside the handlers of the application.
	 */
	@ConditionalOnClass(HandlerExceptionResolver.class)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnBean(AuditTrailEndpoint.class)
	static class ExportConfiguration {

		@Bean("identifiablBrokenExportResolver")
		BrokenExportResolver brokenExportResolver() {
			return new BrokenExportResolver();
		}

	}

	/**
	 * Health, where there is such a thing.
	 */
	@ConditionalOnClass(HealthIndicator.class)
	static class HealthConfiguration {

		@Bean
		@ConditionalOnEnabledHealthIndicator("identifiabl-audit")
		@ConditionalOnMissingBean(name = "identifiablAuditHealthIndicator")
		AuditTrailHealthIndicator identifiablAuditHealthIndicator(DurableAuditTrail trail, AuditProperties audit) {
			return new AuditTrailHealthIndicator(trail, audit.getDelivery() != Delivery.ASYNC);
		}

	}

	/**
	 * Meters, where they are collected.
	 */
	@ConditionalOnClass(MeterBinder.class)
	static class MetricsConfiguration {

		@Bean("identifiablAuditTrailMetrics")
		@ConditionalOnMissingBean
		AuditTrailMetrics auditTrailMetrics(DurableAuditTrail trail, TrailVerification verification) {
			return new AuditTrailMetrics(trail, verification);
		}

	}

}
