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

import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.identifiabl.token.TokenCacheStatistics;

/**
 * Meters of the remembered tokens.
 * <ul>
 * <li>{@code identifiabl.token.cache.gets} with the tag {@code result}: {@code hit} if
 * the token was remembered, {@code miss} if it had to be verified</li>
 * <li>{@code identifiabl.token.cache.evictions}: tokens forgotten for lack of room</li>
 * <li>{@code identifiabl.token.cache.size} in {@code tokens}</li>
 * <li>{@code identifiabl.token.cache.weight} in bytes, estimated</li>
 * </ul>
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TokenCacheMetrics implements MeterBinder {

	private static final String PREFIX = "identifiabl.token.cache.";

	private final Supplier<TokenCacheStatistics> statistics;

	/**
	 * Create the meters.
	 * @param statistics tells the figures of the moment
	 */
	public TokenCacheMetrics(Supplier<TokenCacheStatistics> statistics) {
		this.statistics = statistics;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		get("hit", TokenCacheStatistics::hits, registry);
		get("miss", TokenCacheStatistics::misses, registry);
		FunctionCounter.builder(PREFIX + "evictions", this, (metrics) -> metrics.statistics.get().evictions())
			.description("Verified tokens that were forgotten for lack of room")
			.register(registry);
		Gauge.builder(PREFIX + "size", this, (metrics) -> metrics.statistics.get().tokens())
			.baseUnit("tokens")
			.description("Verified tokens that are remembered")
			.register(registry);
		Gauge.builder(PREFIX + "weight", this, (metrics) -> metrics.statistics.get().weight())
			.baseUnit("bytes")
			.description("Memory that remembered tokens take, estimated")
			.register(registry);
	}

	private void get(String result, ToDoubleFunction<TokenCacheStatistics> value, MeterRegistry registry) {
		FunctionCounter.builder(PREFIX + "gets", this, (metrics) -> value.applyAsDouble(metrics.statistics.get()))
			.description("Tokens that were looked for among the remembered ones")
			.tag("result", result)
			.register(registry);
	}

}
