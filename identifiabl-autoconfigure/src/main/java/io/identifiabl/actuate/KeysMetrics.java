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
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.identifiabl.keys.IssuerKeys;
import io.identifiabl.keys.KeySetState;
import io.identifiabl.keys.RefreshableKeys;

/**
 * Meters of the issuers' keys. Each has the tag {@code issuer}, which is as configured
 * and never what a token says.
 * <ul>
 * <li>{@code identifiabl.keys.fetches} in {@code fetches}: sets that were fetched</li>
 * <li>{@code identifiabl.keys.failures} in {@code fetches}: attempts that failed</li>
 * <li>{@code identifiabl.keys.stale.serves} in {@code requests}: requests that were
 * served although the keys could not be refreshed</li>
 * <li>{@code identifiabl.keys.unknown} in {@code requests}: requests with a key that was
 * not there</li>
 * <li>{@code identifiabl.keys.age} in seconds: how long ago the keys were fetched, no
 * number without keys</li>
 * <li>{@code identifiabl.keys.usable}: 1 if tokens can be verified, else 0</li>
 * </ul>
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class KeysMetrics implements MeterBinder {

	private static final String PREFIX = "identifiabl.keys.";

	private final IssuerKeys keys;

	/**
	 * Create the meters.
	 * @param keys the keys of all issuers
	 */
	public KeysMetrics(IssuerKeys keys) {
		this.keys = keys;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.keys.getAll().forEach((keySet) -> bind(keySet, registry));
	}

	private static void bind(RefreshableKeys keySet, MeterRegistry registry) {
		Tags tags = Tags.of("issuer", keySet.getState().issuer());
		count("fetches", "fetches", "Key sets that were fetched", KeySetState::fetches, keySet, tags, registry);
		count("failures", "fetches", "Attempts to fetch a key set that failed", KeySetState::failures, keySet, tags,
				registry);
		count("stale.serves", "requests", "Requests served with keys that could not be refreshed",
				KeySetState::staleServes, keySet, tags, registry);
		count("unknown", "requests", "Requests with a key that was not there", KeySetState::unknownKeys, keySet, tags,
				registry);
		TimeGauge.builder(PREFIX + "age", keySet, TimeUnit.SECONDS, KeysMetrics::age)
			.description("Time since the keys were fetched")
			.tags(tags)
			.register(registry);
		Gauge.builder(PREFIX + "usable", keySet, (keys) -> keys.getState().status().isUsable() ? 1 : 0)
			.description("Whether tokens can be verified")
			.tags(tags)
			.register(registry);
	}

	private static void count(String name, String unit, String description, ToDoubleFunction<KeySetState> value,
			RefreshableKeys keySet, Tags tags, MeterRegistry registry) {
		FunctionCounter.builder(PREFIX + name, keySet, (keys) -> value.applyAsDouble(keys.getState()))
			.baseUnit(unit)
			.description(description)
			.tags(tags)
			.register(registry);
	}

	private static double age(RefreshableKeys keys) {
		Duration age = keys.getState().age();
		return (age != null) ? age.toMillis() / 1000.0 : Double.NaN;
	}

}
