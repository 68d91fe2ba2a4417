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

import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AbstractAuditListener;
import org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration;
import org.springframework.boot.actuate.security.AbstractAuthenticationAuditListener;
import org.springframework.boot.actuate.security.AbstractAuthorizationAuditListener;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.AutoConfigureBefore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.identifiabl.audit.AuditTrail;
import io.identifiabl.operation.IdentifiablOperationAutoConfiguration;
import io.identifiabl.operation.OperationRecorder;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.web.GuardedActuatorEndpoint;
import io.identifiabl.trail.IdentifiablAuditTrailAutoConfiguration;

/**
 * Auto-configuration for audit events with the identity in them.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter({ IdentifiablAuditTrailAutoConfiguration.class, IdentifiablOperationAutoConfiguration.class })
@AutoConfigureBefore(name = "org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ AuditAutoConfiguration.class, AuditEventRepository.class })
@ConditionalOnBean(IdentityResolver.class)
@ConditionalOnBooleanProperty(
		name = { "identifiabl.enabled", "identifiabl.audit.enabled", "management.auditevents.enabled" },
		matchIfMissing = true)
@Import(AuditAccessConfiguration.class)
public final class IdentifiablAuditAutoConfiguration {

	@Bean
	@ConditionalOnBean({ AuditTrail.class, OperationRecorder.class })
	@ConditionalOnMissingBean(AuditEventRepository.class)
	TrailAuditEventRepository auditEventRepository(AuditTrail trail, OperationRecorder recorder, AuditAccess access) {
		return new TrailAuditEventRepository(trail, recorder, access);
	}

	@Bean("identifiablGuardedAuditEventsEndpoint")
	@ConditionalOnBean(TrailAuditEventRepository.class)
	GuardedActuatorEndpoint guardedAuditEventsEndpoint() {
		return new GuardedActuatorEndpoint("auditevents");
	}

	@Bean("identifiablRedactingAuditListener")
	@ConditionalOnBean(AuditEventRepository.class)
	@ConditionalOnMissingBean(AbstractAuditListener.class)
	RedactingAuditListener redactingAuditListener(AuditEventRepository repository) {
		return new RedactingAuditListener(repository);
	}

	@Bean
	@ConditionalOnMissingBean(AbstractAuthenticationAuditListener.class)
	IdentityAuthenticationAuditListener identityAuthenticationAuditListener(IdentityResolver identityResolver) {
		return new IdentityAuthenticationAuditListener(identityResolver);
	}

	@Bean
	@ConditionalOnMissingBean(AbstractAuthorizationAuditListener.class)
	IdentityAuthorizationAuditListener identityAuthorizationAuditListener(IdentityResolver identityResolver) {
		return new IdentityAuthorizationAuditListener(identityResolver);
	}

	@Bean("identifiablSessionMisuseAuditListener")
	@ConditionalOnMissingBean
	SessionMisuseAuditListener sessionMisuseAuditListener(IdentityResolver identityResolver,
			ApplicationEventPublisher events) {
		return new SessionMisuseAuditListener(identityResolver, events);
	}

}
