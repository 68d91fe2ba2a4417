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

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.security.authorization.Operators;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.security.token.IdentityProviders;
import io.identifiabl.security.token.TokenVerification;

/**
 * Auto-configuration for what operators see and do about keys.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@AutoConfigureAfter(IdentifiablAutoConfiguration.class)
@ConditionalOnBean(IssuerKeys.class)
@Import({ IdentifiablKeysAutoConfiguration.KeysHealthConfiguration.class,
		IdentifiablKeysAutoConfiguration.KeysMetricsConfiguration.class,
		IdentifiablKeysAutoConfiguration.EndpointConfiguration.class })
public final class IdentifiablKeysAutoConfiguration {

	/**
	 * Health, where there is such a thing.
	 */
	@ConditionalOnClass(HealthIndicator.class)
	static class KeysHealthConfiguration {

		// not on the class: without the library its condition could not even be loaded
		@Bean
		@ConditionalOnEnabledHealthIndicator("identifiabl")
		@ConditionalOnMissingBean(name = "identifiablHealthIndicator")
		KeysHealthIndicator identifiablHealthIndicator(IssuerKeys keys) {
			return new KeysHealthIndicator(keys);
		}

	}

	/**
	 * Meters, where they are collected.
	 */
	@ConditionalOnClass(MeterBinder.class)
	static class KeysMetricsConfiguration {

		// verification is what asks for the keys of each issuer
		@Bean("identifiablKeysMetrics")
		@ConditionalOnMissingBean
		KeysMetrics keysMetrics(IssuerKeys keys, ObjectProvider<TokenVerification> verification) {
			verification.getIfAvailable();
			return new KeysMetrics(keys);
		}

		@Bean("identifiablVerificationMetrics")
		@ConditionalOnMissingBean
		VerificationMetrics verificationMetrics() {
			return new VerificationMetrics();
		}

		@Bean("identifiablTokenCacheMetrics")
		@ConditionalOnBean(TokenVerification.class)
		@ConditionalOnBooleanProperty(name = "identifiabl.token-cache.enabled", matchIfMissing = true)
		@ConditionalOnMissingBean
		TokenCacheMetrics tokenCacheMetrics(TokenVerification verification) {
			return new TokenCacheMetrics(() -> verification.getCacheStatistics().orElseThrow());
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
		IdentifiablEndpoint identifiablEndpoint(IdentityProviders providers, IssuerKeys keys, Operators operators) {
			return new IdentifiablEndpoint(providers::getRegistrations, keys, operators);
		}

	}

}
