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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L2: every fault in every state of the keys.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class OutageLabTests {

	private static final String UNAVAILABLE = "503 `keys_unavailable`";

	@SuppressWarnings("NullAway.Init")
	private static OutageRun run;

	@BeforeAll
	static void start() {
		run = new OutageRun(modes().toList(), FaultyIssuer::start);
	}

	@AfterAll
	static void stop() {
		if (LabReport.isWanted()) {
			report(StockOutages.measure(modes().toList()));
		}
		run.close();
	}

	private static void report(Map<FaultMode, String> stock) {
		LabReport report = new LabReport(Scenario.L2, "fault", "cold", "back after", "warm", "during a refresh",
				"stale", "window over", "back after", "longest fetch", "most bytes", "stock, cold",
				"stock, keys expired");
		modes().forEach((mode) -> report.row(mode.getDescription(), run.cell(OutagePhase.COLD, mode),
				Answers.millis(run.recoveryFromStart(mode)), run.cell(OutagePhase.WARM, mode),
				run.cell(OutagePhase.REFRESHING, mode), run.cell(OutagePhase.STALE, mode),
				run.cell(OutagePhase.OVER, mode), Answers.millis(run.recovery(mode)),
				Answers.millis(longestFetch(mode)), mostBytes(mode), StockOutages.cold(mode, stock),
				StockOutages.over(mode)));
		report.write();
	}

	static Stream<FaultMode> modes() {
		return Stream.of(FaultMode.values())
			.filter((mode) -> mode != FaultMode.OK && mode != FaultMode.FLAPPING && !mode.isOfCertificate());
	}

	static Stream<Arguments> cellsWithKeys() {
		return Stream.of(OutagePhase.values())
			.filter(OutagePhase::hasKeys)
			.flatMap((phase) -> modes().map((mode) -> Arguments.of(phase, mode)));
	}

	private static Duration longestFetch(FaultMode mode) {
		return run.issuer(mode)
			.getKeySetExchanges()
			.stream()
			.filter(IssuerExchange::isOver)
			.map(IssuerExchange::getTime)
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

	private static long mostBytes(FaultMode mode) {
		return run.issuer(mode).getKeySetExchanges().stream().mapToLong(IssuerExchange::getSent).max().orElse(0);
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenThereWereNeverKeysThenServiceIsUnavailable(FaultMode mode) {
		Answers answers = run.cell(OutagePhase.COLD, mode).answers();
		assertThat(answers.texts()).containsExactly(UNAVAILABLE);
		assertThat(answers.allHaveRetryAfter()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenThereWereNeverKeysThenNobodyWaitsLongerThanAFetch(FaultMode mode) {
		assertThat(run.cell(OutagePhase.COLD, mode).answers().max()).isLessThan(Duration.ofMillis(3500));
	}

	@ParameterizedTest
	@MethodSource("cellsWithKeys")
	void getWhenThereAreKeysThenGoodTokenIsAccepted(OutagePhase phase, FaultMode mode) {
		assertThat(run.cell(phase, mode).answers().texts()).containsExactly("200");
	}

	@ParameterizedTest
	@EnumSource(names = { "WARM", "REFRESHING", "STALE" })
	void getWhenThereAreKeysThenNobodyWaitsForTheProvider(OutagePhase phase) {
		assertThat(run.all(phase).p99()).isLessThan(Lab.allow(Duration.ofSeconds(1), run.getBaseline().p99()));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenStaleWindowIsOverThenServiceIsUnavailable(FaultMode mode) {
		Answers answers = run.cell(OutagePhase.OVER, mode).answers();
		assertThat(answers.texts()).containsExactly(UNAVAILABLE);
		assertThat(answers.allHaveRetryAfter()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenProviderIsRepairedThenGoodTokenIsAcceptedSoon(FaultMode mode) {
		assertThat(List.of(run.recoveryFromStart(mode), run.recovery(mode)))
			.allSatisfy((time) -> assertThat(time).isLessThan(Lab.SOON));
	}

	@Test
	void heapDoesNotGrow() {
		assertThat(run.getHeapGrowth()).isLessThan(20);
	}

}
