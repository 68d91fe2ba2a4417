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

package io.identifiabl.security.revocation;

import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.security.token.TokenVerification;

/**
 * Auto-configuration for the revocation of tokens, where this library verifies them.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(value = IdentifiablAutoConfiguration.class,
		name = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBean(TokenVerification.class)
@ConditionalOnBooleanProperty(name = { "identifiabl.enabled", "identifiabl.revocations.enabled" },
		matchIfMissing = true)
@EnableConfigurationProperties(RevocationsProperties.class)
@Import({ JdbcRevocationConfiguration.class, MemoryRevocationConfiguration.class })
public final class IdentifiablRevocationAutoConfiguration {

}
