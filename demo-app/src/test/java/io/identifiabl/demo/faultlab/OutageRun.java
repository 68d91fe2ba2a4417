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

package io.identifiabl.demo.faultlab;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import io.identifiabl.keys.KeySetState;
import io.identifiabl.keys.KeySetStatus;

/**
 * One application that trusts many providers, which all fail at the same time, each in
 * its own way, first when the application starts and later when it has their keys.
 *
 * @author Identifiabl Contributors
 */
final class OutageRun implements AutoCloseable {

	private static final int REQUESTS = 20;

	private final Map<FaultMode, FaultyIssuer> issuers = new EnumMap<>(FaultMode.class);

	private final Map<OutagePhase, Map<FaultMode, OutageCell>> cells = new EnumMap<>(OutagePhase.class);

	private final Map<FaultMode, String> errors = new EnumMap<>(FaultMode.class);

	private final LabServer server;

	private final Answers baseline;

	private final Map<FaultMode, Duration> recoveryFromStart;

	private final Map<FaultMode, Duration> recovery;

	private final long heapGrowth;

	OutageRun(List<FaultMode> modes, Function<FaultMode, FaultyIssuer> start) {
		modes.forEach((mode) -> this.issuers.put(mode, start.apply(mode)));
		this.server = LabServer.ours(List.copyOf(this.issuers.values()), List.of());
		ask(this.server, OutagePhase.COLD, 1);
		awaitStates(this.server, (state) -> state.failures() > 0);
		this.recoveryFromStart = repair(this.server);
		this.baseline = Answers.join(askAll(this.server, REQUESTS).values().stream().map(OutageCell::answers).toList());
		long heap = Lab.usedHeap();
		fail();
		ask(this.server, OutagePhase.WARM, REQUESTS);
		this.issuers.values().forEach((issuer) -> this.server.keys(issuer).refresh());
		ask(this.server, OutagePhase.REFRESHING, REQUESTS);
		awaitStates(this.server, (state) -> state.status() == KeySetStatus.STALE);
		ask(this.server, OutagePhase.STALE, REQUESTS);
		this.issuers
			.forEach((mode, issuer) -> this.errors.put(mode, String.valueOf(this.server.state(issuer).lastError())));
		this.heapGrowth = Lab.usedHeap() - heap;
		this.recovery = outliveStaleWindow();
	}

	private Map<FaultMode, Duration> outliveStaleWindow() {
		this.issuers.values().forEach((issuer) -> issuer.behave(FaultMode.OK));
		try (LabServer impatient = LabServer.ours(List.copyOf(this.issuers.values()), List.of(),
				"identifiabl.keys.refresh-interval=1s", "identifiabl.keys.stale-window=1s")) {
			awaitStates(impatient, (state) -> state.fetches() > 0);
			fail();
			awaitStates(impatient, (state) -> state.status() == KeySetStatus.BLOCKED);
			ask(impatient, OutagePhase.OVER, 3);
			return repair(impatient);
		}
	}

	private void fail() {
		this.issuers.forEach((mode, issuer) -> issuer.behave(mode));
	}

	private void ask(LabServer server, OutagePhase phase, int count) {
		this.cells.put(phase, askAll(server, count));
	}

	private Map<FaultMode, OutageCell> askAll(LabServer server, int count) {
		Map<FaultMode, OutageCell> results = new EnumMap<>(FaultMode.class);
		this.issuers.forEach((mode, issuer) -> {
			String token = issuer.token();
			Answers answers = Answers.of(count, () -> server.get(token));
			results.put(mode, new OutageCell(server.state(issuer).status(), answers));
		});
		return results;
	}

	private void awaitStates(LabServer server, Predicate<KeySetState> condition) {
		this.issuers.values().forEach((issuer) -> Lab.await(() -> condition.test(server.state(issuer))));
	}

	// how long it takes until a good token is good again
	private Map<FaultMode, Duration> repair(LabServer server) {
		this.issuers.values().forEach((issuer) -> issuer.behave(FaultMode.OK));
		long start = System.nanoTime();
		Map<FaultMode, Duration> times = new EnumMap<>(FaultMode.class);
		Set<FaultMode> left = EnumSet.copyOf(this.issuers.keySet());
		Lab.await(() -> {
			left.removeIf((mode) -> {
				boolean good = server.get(issuer(mode).token()).status() == 200;
				if (good) {
					times.put(mode, Duration.ofNanos(System.nanoTime() - start));
				}
				return good;
			});
			return left.isEmpty();
		});
		return times;
	}

	FaultyIssuer issuer(FaultMode mode) {
		return Objects.requireNonNull(this.issuers.get(mode));
	}

	OutageCell cell(OutagePhase phase, FaultMode mode) {
		return Objects.requireNonNull(Objects.requireNonNull(this.cells.get(phase)).get(mode));
	}

	Answers all(OutagePhase phase) {
		return Answers
			.join(Objects.requireNonNull(this.cells.get(phase)).values().stream().map(OutageCell::answers).toList());
	}

	// while every provider was in order
	Answers getBaseline() {
		return this.baseline;
	}

	Duration recoveryFromStart(FaultMode mode) {
		return Objects.requireNonNull(this.recoveryFromStart.get(mode));
	}

	Duration recovery(FaultMode mode) {
		return Objects.requireNonNull(this.recovery.get(mode));
	}

	// what operators saw while stale keys served
	String staleError(FaultMode mode) {
		return Objects.requireNonNull(this.errors.get(mode));
	}

	long getHeapGrowth() {
		return this.heapGrowth;
	}

	@Override
	public void close() {
		this.server.close();
		this.issuers.values().forEach(FaultyIssuer::close);
	}

}
