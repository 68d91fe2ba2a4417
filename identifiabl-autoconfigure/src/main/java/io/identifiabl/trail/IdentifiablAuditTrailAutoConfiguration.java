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

import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import io.identifiabl.operation.AuditProperties;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.security.token.IdentityProviders;

/**
 * Auto-configuration for the audit trail: where its log is, and what signs it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(value = IdentifiablAutoConfiguration.class,
		name = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(IdentityProviders.class)
@ConditionalOnBooleanProperty(name = { "identifiabl.enabled", "identifiabl.audit.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(AuditProperties.class)
@Import({ JdbcAuditConfiguration.class, MemoryAuditConfiguration.class, AuditTrailConfiguration.class })
public final class IdentifiablAuditTrailAutoConfiguration {

	@Bean
	AuditOrigin identifiablAuditOrigin(AuditProperties audit, Environment environment) {
		return AuditOrigin.of(audit.getOrigin(), environment.getProperty("spring.application.name"));
	}

}
