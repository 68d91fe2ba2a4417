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

package io.identifiabl.autoconfigure.revocation;

import java.time.Duration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.identifiabl.autoconfigure.IdentifiablProperties;
import io.identifiabl.autoconfigure.RevocationsProperties;
import io.identifiabl.autoconfigure.RevocationsProperties.Store;
import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.token.TokenSettings;

/**
 * Revocations where there is nothing else to keep them in.
 *
 * @author Identifiabl Contributors
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(TokenRevocations.class)
class MemoryRevocationConfiguration {

	private static final Duration MIN_POLL_INTERVAL = Duration.ofMillis(100);

	private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(1);

	@Bean
	InMemoryTokenRevocations tokenRevocations(TokenSettings settings, IdentifiablProperties properties) {
		if (properties.getRevocations().getStore() == Store.JDBC) {
			throw RevocationFailures.noDatabase();
		}
		pollInterval(properties.getRevocations());
		return memory(settings);
	}

	static InMemoryTokenRevocations memory(TokenSettings settings) {
		return new InMemoryTokenRevocations(settings.getMaxLifetime(), settings.getClockSkew(), settings.getClock());
	}

	static Duration pollInterval(RevocationsProperties properties) {
		Duration interval = properties.getPollInterval();
		if (interval.compareTo(MIN_POLL_INTERVAL) < 0 || interval.compareTo(MAX_POLL_INTERVAL) > 0) {
			throw RevocationFailures.unusablePollInterval(interval);
		}
		return interval;
	}

}
