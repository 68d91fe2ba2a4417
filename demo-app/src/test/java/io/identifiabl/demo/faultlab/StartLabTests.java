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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L1: applications that start while their provider does not work, discovery included.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class StartLabTests {

	private static final Map<FaultMode, StartRun> runs = new EnumMap<>(FaultMode.class);

	@BeforeAll
	static void start() {
		Duration usual = StartRun.measureUsualTime();
		modes().forEach((mode) -> runs.put(mode, StartRun.of(mode, usual)));
	}

	@AfterAll
	static void report() {
		if (!LabReport.isWanted()) {
			return;
		}
		LabReport report = new LabReport(Scenario.L1, "provider at start", "up after", "liveness", "readiness",
				"first request", "further requests", "back after", "stock");
		runs.forEach((mode, run) -> report.row(mode.getDescription(), Answers.millis(run.startTime()), run.liveness(),
				run.readiness(), run.first() + ", " + Answers.millis(run.first().time()),
				run.further() + ", p99 " + Answers.millis(run.further().p99()), Answers.millis(run.recovery()),
				stock(mode)));
		report.write();
	}

	private static String stock(FaultMode mode) {
		if (mode == FaultMode.HANG) {
			return "*30 s for each user, one after the other (read in the source)*";
		}
		try (FaultyIssuer issuer = FaultyIssuer.start(FaultMode.OK)) {
			issuer.behaveEverywhere(mode);
			try (LabServer server = LabServer.stock(issuer)) {
				Answer answer = server.get(issuer.token());
				return answer + ", " + Answers.millis(answer.time());
			}
		}
	}

	static Stream<FaultMode> modes() {
		return Stream.of(FaultMode.CLOSED, FaultMode.HANG, FaultMode.STATUS_500);
	}

	private static StartRun run(FaultMode mode) {
		return Objects.requireNonNull(runs.get(mode));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void startWhenProviderDoesNotWorkThenTakesNoLongerThanOtherwise(FaultMode mode) {
		assertThat(run(mode).startTime()).isLessThan(Lab.allow(Duration.ofSeconds(5), run(mode).usualTime()));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void livenessWhenProviderDoesNotWorkThenUp(FaultMode mode) {
		assertThat(run(mode).liveness().status()).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("modes")
	void readinessWhenProviderDoesNotWorkThenOutOfService(FaultMode mode) {
		assertThat(run(mode).readiness().status()).isEqualTo(503);
		assertThat(run(mode).readiness().response().body()).contains("OUT_OF_SERVICE");
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenNothingIsKnownYetThenIsUnavailableAfterOneFetchAtMost(FaultMode mode) {
		assertThat(run(mode).first()).hasToString("503 `keys_unavailable`");
		assertThat(run(mode).first().time()).isLessThan(Duration.ofMillis(3500));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenProviderIsKnownToBeInTroubleThenIsUnavailableAtOnce(FaultMode mode) {
		assertThat(run(mode).further().texts()).containsExactly("503 `keys_unavailable`");
		assertThat(run(mode).further().allHaveRetryAfter()).isTrue();
		assertThat(run(mode).further().p99()).isLessThan(Lab.allow(Duration.ofMillis(500), run(mode).baseline().p99()));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenProviderIsRepairedThenGoodTokenIsAcceptedSoon(FaultMode mode) {
		assertThat(run(mode).recovery()).isLessThan(Lab.SOON);
		assertThat(run(mode).baseline().texts()).containsExactly("200");
	}

}
