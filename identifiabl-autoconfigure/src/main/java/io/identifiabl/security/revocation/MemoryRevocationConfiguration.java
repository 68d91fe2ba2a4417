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

import java.time.Duration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.security.revocation.RevocationsProperties.Store;
import io.identifiabl.token.TokenSettings;

/**
 * Revocations where there is nothing else to keep them in.
 *
 * @author Identifiabl Contributors
 */
@ConditionalOnMissingBean(TokenRevocations.class)
class MemoryRevocationConfiguration {

	private static final Duration MIN_POLL_INTERVAL = Duration.ofMillis(100);

	private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(1);

	private static final Duration MIN_STALE_WINDOW = Duration.ofSeconds(10);

	private static final Duration MAX_STALE_WINDOW = Duration.ofDays(1);

	@Bean("identifiablTokenRevocations")
	InMemoryTokenRevocations tokenRevocations(TokenSettings settings, RevocationsProperties properties) {
		if (properties.getStore() == Store.JDBC) {
			throw RevocationFailures.noDatabase();
		}
		staleWindow(properties);
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

	// one read that fails must not be the end
	static Duration staleWindow(RevocationsProperties properties) {
		Duration window = properties.getStaleWindow();
		if (window.compareTo(MIN_STALE_WINDOW) < 0 || window.compareTo(MAX_STALE_WINDOW) > 0
				|| window.compareTo(pollInterval(properties).multipliedBy(3)) < 0) {
			throw RevocationFailures.unusableStaleWindow(window);
		}
		return window;
	}

}
