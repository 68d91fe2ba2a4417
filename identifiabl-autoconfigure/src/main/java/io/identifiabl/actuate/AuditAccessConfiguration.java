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

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.operation.AuditProperties;
import io.identifiabl.security.IdentityResolver;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.authorization.Operators;

/**
 * Who may see what of the audit trail, by whichever endpoint.
 *
 * @author Identifiabl Contributors
 */
@EnableConfigurationProperties(AuditProperties.class)
class AuditAccessConfiguration {

	@Bean("identifiablAuditAccess")
	@ConditionalOnMissingBean
	AuditAccess auditAccess(AuditProperties audit, Operators operators, IdentityResolver identityResolver,
			ScopeHierarchy scopeHierarchy) {
		AuditProperties.Scopes scopes = audit.getScopes();
		return new AuditAccess(identityResolver, new GrantedScopes(scopeHierarchy),
				new AuditScopes(scopes.getRead(), scopes.getReadAll(), scopes.getVerify(), scopes.getErase()),
				operators);
	}

}
