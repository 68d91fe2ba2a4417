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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.identifiabl.token.VerificationListener;

/**
 * The timer {@code identifiabl.token.verifications}: how long it took to verify tokens
 * that were not remembered, with the tags {@code issuer} (as configured, else
 * {@code unknown}) and {@code outcome} ({@code success} or the code of the error).
 * Nothing that is only in a token becomes a tag. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class VerificationMetrics implements MeterBinder, VerificationListener {

	private static final String NAME = "identifiabl.token.verifications";

	private final List<Timers> registries = new CopyOnWriteArrayList<>();

	@Override
	public void bindTo(MeterRegistry registry) {
		this.registries.add(new Timers(registry));
	}

	@Override
	public void onVerification(String issuer, String outcome, long nanoseconds) {
		for (Timers timers : this.registries) {
			timers.get(issuer, outcome).record(nanoseconds, TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * The timers of one registry, looked up without making tags each time.
	 */
	private static final class Timers {

		private final Map<String, Map<String, Timer>> timers = new ConcurrentHashMap<>();

		private final MeterRegistry registry;

		Timers(MeterRegistry registry) {
			this.registry = registry;
		}

		Timer get(String issuer, String outcome) {
			return this.timers.computeIfAbsent(issuer, (name) -> new ConcurrentHashMap<>())
				.computeIfAbsent(outcome, (name) -> create(issuer, outcome));
		}

		private Timer create(String issuer, String outcome) {
			return Timer.builder(NAME)
				.description("Verifications of tokens that were not remembered")
				.tag("issuer", issuer)
				.tag("outcome", outcome)
				.register(this.registry);
		}

	}

}
