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

package io.identifiabl.autoconfigure.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import io.identifiabl.actuate.AuditAccess;
import io.identifiabl.actuate.AuditScopes;
import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.autoconfigure.AuditProperties;
import io.identifiabl.autoconfigure.IdentifiablAutoConfiguration;
import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.autoconfigure.IdentityProviders;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.token.ProviderRegistration;

/**
 * Auto-configuration for the audit trail: where its log is, what signs it, and the
 * records of what every request does.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfiguration(after = IdentifiablAutoConfiguration.class,
		afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(IdentityProviders.class)
@ConditionalOnBooleanProperty(name = { "identifiabl.enabled", "identifiabl.audit.enabled" }, matchIfMissing = true)
@Import({ JdbcAuditConfiguration.class, MemoryAuditConfiguration.class, AuditTrailConfiguration.class,
		OperationAuditConfiguration.class })
public final class IdentifiablAuditTrailAutoConfiguration {

	@Bean
	AuditOrigin identifiablAuditOrigin(IdentifiablProperties properties, Environment environment) {
		return AuditOrigin.of(properties.getAudit().getOrigin(), environment.getProperty("spring.application.name"));
	}

	@Bean
	@ConditionalOnMissingBean
	AuditAccess auditAccess(IdentifiablProperties properties, IdentityProviders providers,
			IdentityResolver identityResolver, ScopeHierarchy scopeHierarchy) {
		AuditProperties audit = properties.getAudit();
		AuditProperties.Scopes scopes = audit.getScopes();
		Set<String> operators = new LinkedHashSet<>(audit.getOperatorIssuers());
		List<ProviderRegistration> registrations = providers.getRegistrations();
		if (operators.isEmpty() && registrations.size() == 1) {
			operators.addAll(registrations.get(0).getIssuers());
		}
		return new AuditAccess(identityResolver, new GrantedScopes(scopeHierarchy),
				new AuditScopes(scopes.getRead(), scopes.getReadAll(), scopes.getVerify(), scopes.getErase()),
				operators);
	}

}
