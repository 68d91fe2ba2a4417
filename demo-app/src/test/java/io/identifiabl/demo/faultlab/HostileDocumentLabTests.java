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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * L7: documents that are meant to occupy or to mislead whoever fetches them.
 *
 * @author Identifiabl Contributors
 */
@Tag("lab")
class HostileDocumentLabTests {

	// what was still on its way when the client left
	private static final long BUFFERS = 512 * 1024;

	private static final Map<FaultMode, FaultyIssuer> issuers = new EnumMap<>(FaultMode.class);

	private static final Map<FaultMode, String> stock = new EnumMap<>(FaultMode.class);

	@SuppressWarnings("NullAway.Init")
	private static LabServer server;

	@BeforeAll
	static void start() {
		modes().forEach((mode) -> issuers.put(mode, FaultyIssuer.start(mode)));
		server = LabServer.ours(new ArrayList<>(issuers.values()), List.of());
		issuers.values().forEach((issuer) -> {
			Lab.await(() -> server.state(issuer).failures() > 0);
			Lab.await(() -> issuer.getKeySetExchanges().get(0).isOver());
		});
		stock.put(FaultMode.REDIRECT, stock(FaultMode.REDIRECT));
		if (LabReport.isWanted()) {
			stock.put(FaultMode.HUGE, stock(FaultMode.HUGE));
			stock.put(FaultMode.GZIP_BOMB, stock(FaultMode.GZIP_BOMB));
		}
	}

	private static String stock(FaultMode mode) {
		try (FaultyIssuer issuer = FaultyIssuer.start(mode); LabServer stockServer = LabServer.stock(issuer)) {
			Answer answer = stockServer.get(issuer.token());
			long bytes = issuer.getKeySetExchanges().stream().mapToLong(IssuerExchange::getSent).max().orElse(0);
			return answer + ", " + bytes + " bytes, " + issuer.getExchangesElsewhere().size() + " hits elsewhere";
		}
	}

	@AfterAll
	static void stop() {
		LabReport report = new LabReport(Scenario.L7, "document", "fetch ended after", "bytes", "hits elsewhere",
				"lives on as", "stock");
		issuers.forEach((mode, issuer) -> report.row(mode.getDescription(), Answers.millis(exchange(mode).getTime()),
				exchange(mode).getSent(), issuer.getExchangesElsewhere().size(), server.get(issuer.token()),
				stock.getOrDefault(mode, (mode == FaultMode.DRIPPED_BODY) ? "*reads on for more than 65 s*" : "–")));
		report.write();
		server.close();
		issuers.values().forEach(FaultyIssuer::close);
	}

	static Stream<FaultMode> modes() {
		return Stream.of(FaultMode.DRIPPED_HEADERS, FaultMode.DRIPPED_BODY, FaultMode.HUGE, FaultMode.GZIP_BOMB,
				FaultMode.REDIRECT);
	}

	private static FaultyIssuer issuer(FaultMode mode) {
		return Objects.requireNonNull(issuers.get(mode));
	}

	private static IssuerExchange exchange(FaultMode mode) {
		return issuer(mode).getKeySetExchanges().get(0);
	}

	@ParameterizedTest
	@MethodSource("modes")
	void fetchEndsInTime(FaultMode mode) {
		assertThat(exchange(mode).getTime()).isLessThan(Duration.ofSeconds(3));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void fetchReadsNoMoreThanTheLimit(FaultMode mode) {
		assertThat(exchange(mode).getSent()).isLessThan(512 * 1024 + BUFFERS);
	}

	@ParameterizedTest
	@MethodSource("modes")
	void documentIsNotTrusted(FaultMode mode) {
		assertThat(server.get(issuer(mode).token())).hasToString("503 `keys_unavailable`");
	}

	@ParameterizedTest
	@MethodSource("modes")
	void nothingIsFetchedElsewhere(FaultMode mode) {
		assertThat(issuer(mode).getExchangesElsewhere()).isEmpty();
	}

	@Test
	void stockServerFollowsTheRedirect() {
		assertThat(stock.get(FaultMode.REDIRECT)).startsWith("200,").endsWith(" 1 hits elsewhere");
	}

}
