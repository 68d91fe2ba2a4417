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

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.security.authorization.Operators;
import io.identifiabl.security.revocation.IdentifiablRevocationAutoConfiguration;
import io.identifiabl.token.TokenSettings;

/**
 * Auto-configuration for operators who want to revoke tokens, and to know whether this
 * node knows what others revoked.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(IdentifiablRevocationAutoConfiguration.class)
@ConditionalOnBean(TokenRevocationRegistry.class)
@Import({ IdentifiablRevocationActuatorAutoConfiguration.RevocationsHealthConfiguration.class,
		IdentifiablRevocationActuatorAutoConfiguration.EndpointConfiguration.class })
public final class IdentifiablRevocationActuatorAutoConfiguration {

	/**
	 * Health, where revocations are in a database.
	 */
	@ConditionalOnClass({ HealthIndicator.class, JdbcTemplate.class })
	@ConditionalOnBean(name = "identifiablRevocationPolling")
	static class RevocationsHealthConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "identifiablRevocationsHealthIndicator")
		@ConditionalOnEnabledHealthIndicator("identifiabl-revocations")
		RevocationsHealthIndicator identifiablRevocationsHealthIndicator(TokenRevocationRegistry revocations) {
			return new RevocationsHealthIndicator(revocations);
		}

	}

	/**
	 * The endpoint, where it is exposed.
	 */
	@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnAvailableEndpoint
		TokenRevocationsEndpoint tokenRevocationsEndpoint(TokenRevocationRegistry revocations, TokenSettings settings,
				Operators operators) {
			return new TokenRevocationsEndpoint(revocations, settings.getClock(), operators);
		}

	}

}
