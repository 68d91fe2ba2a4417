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

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L16: a provider whose certificate goes bad.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class CertificateLabTests {

	private static final String UNAVAILABLE = "503 `keys_unavailable`";

	@SuppressWarnings("NullAway.Init")
	private static SSLContext before;

	@SuppressWarnings("NullAway.Init")
	private static OutageRun run;

	// the application trusts what this machine trusts
	@BeforeAll
	static void start(@TempDir Path directory) throws IOException, InterruptedException, GeneralSecurityException {
		LabCertificates certificates = LabCertificates.create(directory);
		before = SSLContext.getDefault();
		SSLContext.setDefault(certificates.client());
		run = new OutageRun(modes().toList(), (mode) -> FaultyIssuer.start(certificates, mode));
	}

	@AfterAll
	static void stop() {
		LabReport report = new LabReport(Scenario.L16, "certificate", "cold", "back after", "warm", "during a refresh",
				"stale", "window over", "back after", "requests that got through");
		modes().forEach((mode) -> report.row(mode.getDescription(), run.cell(OutagePhase.COLD, mode),
				Answers.millis(run.recoveryFromStart(mode)), run.cell(OutagePhase.WARM, mode),
				run.cell(OutagePhase.REFRESHING, mode), run.cell(OutagePhase.STALE, mode),
				run.cell(OutagePhase.OVER, mode), Answers.millis(run.recovery(mode)),
				run.issuer(mode).getFetches() + " of " + run.issuer(mode).getConnections() + " connections"));
		report.write();
		run.close();
		SSLContext.setDefault(before);
	}

	static Stream<FaultMode> modes() {
		return Stream.of(FaultMode.values()).filter(FaultMode::isOfCertificate);
	}

	static Stream<Arguments> cellsWithKeys() {
		return Stream.of(OutagePhase.values())
			.filter(OutagePhase::hasKeys)
			.flatMap((phase) -> modes().map((mode) -> Arguments.of(phase, mode)));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenCertificateIsBadFromTheStartThenServiceIsUnavailable(FaultMode mode) {
		assertThat(run.cell(OutagePhase.COLD, mode).answers().texts()).containsExactly(UNAVAILABLE);
	}

	@ParameterizedTest
	@MethodSource("cellsWithKeys")
	void getWhenCertificateGoesBadThenKeysFromBeforeServe(OutagePhase phase, FaultMode mode) {
		assertThat(run.cell(phase, mode).answers().texts()).containsExactly("200");
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenCertificateStaysBadThenServiceIsUnavailable(FaultMode mode) {
		assertThat(run.cell(OutagePhase.OVER, mode).answers().texts()).containsExactly(UNAVAILABLE);
	}

	@ParameterizedTest
	@MethodSource("modes")
	void getWhenCertificateIsRenewedThenGoodTokenIsAcceptedSoon(FaultMode mode) {
		assertThat(List.of(run.recoveryFromStart(mode), run.recovery(mode)))
			.allSatisfy((time) -> assertThat(time).isLessThan(Lab.SOON));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void badCertificateIsReported(FaultMode mode) {
		assertThat(run.staleError(mode)).contains("/keys failed: ");
	}

}
