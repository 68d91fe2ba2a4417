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

import java.time.Duration;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.security.revocation.JdbcRevocationsState;
import io.identifiabl.security.revocation.JdbcTokenRevocations;

/**
 * Shows how well this node knows what has been revoked. A database that cannot be read
 * does not make it unhealthy at once, since what is known stays in force and all nodes
 * are in the same trouble. A node that could not read it for longer than the stale window
 * is out of service, and so is one that has to read it and never did.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RevocationsHealthIndicator implements HealthIndicator {

	private final TokenRevocationRegistry revocations;

	/**
	 * Create an indicator.
	 * @param revocations the revocations
	 */
	public RevocationsHealthIndicator(TokenRevocationRegistry revocations) {
		this.revocations = revocations;
	}

	@Override
	public Health health() {
		if (!(this.revocations instanceof JdbcTokenRevocations stored)) {
			return Health.up().withDetail("store", "memory").build();
		}
		JdbcRevocationsState state = stored.getState();
		Duration age = state.age();
		Health.Builder health = (state.usable() && !state.overdue()) ? Health.up() : Health.outOfService();
		health.withDetail("store", "jdbc").withDetail("revocations", state.size());
		if (age != null) {
			health.withDetail("age", age.toString());
		}
		String lastError = state.lastError();
		if (lastError != null) {
			health.withDetail("lastError", lastError);
		}
		return health.build();
	}

}
