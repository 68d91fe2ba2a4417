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

package io.identifiabl.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

import io.identifiabl.test.hostile.HostileToken;
import io.identifiabl.test.hostile.HostileTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every row of the corpus over real HTTP, against the demo and, to compare, against a
 * resource server without this library. {@code -Dhostile-tokens.write=true} writes
 * docs/hostile-tokens.md.
 *
 * @author Identifiabl Contributors
 */
class HostileTokenTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "hostile-tokens.md");

	private static final Path README = Path.of("..", "README.md");

	// who says, once or once in a while, what is wrong with an issuer
	private static final Set<String> OPERATIONS = Set.of("io.identifiabl.keys.KeySetFetcher",
			"io.identifiabl.keys.RefreshingKeySource", "io.identifiabl.security.web.OutageLog",
			"io.identifiabl.security.context.IdentityHeaders", "io.identifiabl.security.web.RefusalReasons",
			"io.identifiabl.token.NearIssuers");

	@SuppressWarnings("NullAway.Init")
	private static HostileRun run;

	@BeforeAll
	static void start() {
		run = new HostileRun();
	}

	@AfterAll
	static void stop() {
		run.close();
	}

	static List<HostileToken> rows() {
		return HostileTokens.rows();
	}

	static Stream<HostileToken> applicationRows() {
		return rows().stream().filter((row) -> !row.isForContainer());
	}

	static Stream<HostileToken> goodRows() {
		return rows().stream().filter((row) -> row.getExpectedStatus() == 200 && !row.isForUsers());
	}

	static Stream<HostileToken> badRows() {
		return rows().stream().filter((row) -> row.getExpectedStatus() != 200 && !row.isForContainer());
	}

	@ParameterizedTest
	@MethodSource("rows")
	void rowIsAnsweredAsExpected(HostileToken row) {
		HostileOutcome outcome = run.outcome(row);
		assertThat(outcome.oursText()).isEqualTo(outcome.expected());
	}

	@ParameterizedTest
	@MethodSource("goodRows")
	void goodTokenStandsForItsIdentity(HostileToken row) {
		Map<String, @Nullable Object> expected = row.getExpectedIdentity(run.getIssuers());
		Map<String, Object> identity = JsonPath.read(run.outcome(row).ours().body(), "$");
		assertThat(expected).isNotEmpty();
		expected.forEach((name, value) -> assertThat(identity.get(name)).as(name).isEqualTo(value));
	}

	@ParameterizedTest
	@MethodSource("badRows")
	void refusalTellsNothingAboutTheToken(HostileToken row) {
		HostileOutcome outcome = run.outcome(row);
		String answer = String.join("\n", outcome.ours().headers()) + outcome.ours().body();
		assertThat(outcome.hasPieceOfToken(answer)).as(answer).isFalse();
		assertThat(answer).doesNotContain("hostile-", "\tat ", "127.0.0.1");
	}

	@ParameterizedTest
	@MethodSource("badRows")
	void refusalIsLoggedInOneHarmlessLine(HostileToken row) {
		HostileOutcome outcome = run.outcome(row);
		List<ILoggingEvent> lines = outcome.log()
			.stream()
			.filter((event) -> !OPERATIONS.contains(event.getLoggerName()))
			// what was only counted in the minute before
			.filter((event) -> !event.getFormattedMessage().matches("Refused \\d+ more requests .*"))
			.toList();
		assertThat(lines).hasSizeLessThanOrEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("applicationRows")
	void logHasNoTokenAndNoControlCharacter(HostileToken row) {
		HostileOutcome outcome = run.outcome(row);
		assertThat(outcome.log()).allSatisfy((event) -> {
			assertThat(event.getFormattedMessage()).matches("[ -~]*").doesNotContain("${", "hostile-");
			assertThat(outcome.hasPieceOfToken(event.getFormattedMessage())).isFalse();
			assertThat(event.getThrowableProxy()).isNull();
		});
	}

	@Test
	void nothingInATokenOrOfAnIssuerMakesTheDemoCallTheCanary() {
		assertThat(run.getOutcomes().stream().filter((outcome) -> outcome.canaryRequests() > 0)).isEmpty();
	}

	@Test
	void everyGroupOfTheChecklistHasRows() {
		Set<String> groups = rows().stream().map(HostileToken::getGroup).collect(Collectors.toSet());
		groups.addAll(HostileTokens.groupsWithoutRows().keySet());
		assertThat(groups).containsAll(ids("A", 1, 26))
			.containsAll(ids("B", 1, 19))
			.containsAll(ids("C", 7, 12))
			.containsAll(ids("H", 1, 6))
			.isEqualTo(HostileTokens.groups().keySet());
		assertThat(rows()).hasSizeGreaterThan(200).extracting(HostileToken::getId).doesNotHaveDuplicates();
	}

	private static List<String> ids(String letter, int first, int last) {
		return IntStream.rangeClosed(first, last).mapToObj((number) -> letter + number).toList();
	}

	@Test
	void stockServerHasNothingOfThisLibrary() {
		for (ConfigurableApplicationContext stock : run.getStock()) {
			assertThat(Stream.of(stock.getBeanDefinitionNames())
				.map((name) -> String.valueOf(stock.getType(name)))
				.filter((type) -> type.contains("io.identifiabl.") && !type.contains("io.identifiabl.demo.")))
				.isEmpty();
		}
	}

	@Test
	void stockServerAcceptsWhatMustBeRefused() {
		assertThat(
				run.getOutcomes().stream().filter(HostileOutcome::isHostile).filter(HostileOutcome::isAcceptedByStock))
			.hasSizeGreaterThan(50);
	}

	@Test
	void documentSaysWhatThisRunFound() throws IOException {
		String document = new HostileTokensDocument(run.getOutcomes()).toString();
		if (Boolean.getBoolean("hostile-tokens.write")) {
			Files.writeString(DOCUMENT, document);
		}
		assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
	}

	@Test
	void readmeHasTheNumbersOfThisRun() throws IOException {
		String readme = Files.readString(README).replaceAll("\\s+", " ");
		assertThat(readme).contains(new HostileTokensDocument(run.getOutcomes()).getSummary());
	}

}
