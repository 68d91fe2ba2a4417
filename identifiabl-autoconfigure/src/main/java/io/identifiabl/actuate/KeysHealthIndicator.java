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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySetState;
import io.identifiabl.keys.RefreshableKeys;

/**
 * Health of the issuers' keys: out of service while no token of any issuer can be
 * verified. One issuer without keys among others is only a detail, since the users of the
 * others can be served.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class KeysHealthIndicator implements HealthIndicator {

	private final IssuerKeys keys;

	/**
	 * Create an indicator.
	 * @param keys the keys of all issuers
	 */
	public KeysHealthIndicator(IssuerKeys keys) {
		this.keys = keys;
	}

	@Override
	public Health health() {
		List<KeySetState> states = this.keys.getAll().stream().map(RefreshableKeys::getState).toList();
		boolean usable = states.isEmpty() || states.stream().anyMatch((state) -> state.status().isUsable());
		Health.Builder health = usable ? Health.up() : Health.outOfService();
		states.forEach((state) -> health.withDetail(state.issuer(), details(state)));
		return health.build();
	}

	private static Map<String, Object> details(KeySetState state) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("status", state.status().name().toLowerCase(Locale.ROOT));
		details.put("keys", state.keyIds().size());
		Duration age = state.age();
		if (age != null) {
			details.put("age", age.toString());
		}
		String lastError = state.lastError();
		if (lastError != null) {
			details.put("lastError", lastError);
		}
		return details;
	}

}
