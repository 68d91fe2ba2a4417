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

package io.identifiabl.security.authorization;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;

/**
 * Auto-configuration for method security, where the application does not declare it, and
 * for scopes as part of it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConditionalOnClass(EnableMethodSecurity.class)
@Conditional(NotReactiveCondition.class)
@ConditionalOnBooleanProperty(name = "identifiabl.enabled", matchIfMissing = true)
@Import({ IdentifiablMethodSecurityAutoConfiguration.MethodSecurityConfiguration.class, ScopeConfiguration.class })
public final class IdentifiablMethodSecurityAutoConfiguration {

	@ConditionalOnMissingBean(annotation = { EnableMethodSecurity.class, EnableReactiveMethodSecurity.class })
	@ConditionalOnBooleanProperty(name = "identifiabl.method-security.enabled", matchIfMissing = true)
	@EnableMethodSecurity
	static class MethodSecurityConfiguration {

	}

}
