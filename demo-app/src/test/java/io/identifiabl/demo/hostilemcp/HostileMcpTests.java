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

package io.identifiabl.demo.hostilemcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

import io.identifiabl.test.hostile.HostileMessage;
import io.identifiabl.test.hostile.HostileMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every row of the corpus of MCP messages over real HTTP, against servers with this
 * library and, to compare, without it. {@code -Dhostile-mcp.write=true} writes
 * docs/hostile-mcp.md.
 *
 * @author Identifiabl Contributors
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileMcpTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "hostile-mcp.md");

	private final HostileMcpRun run = new HostileMcpRun();

	@AfterAll
	void stop() {
		this.run.close();
	}

	List<MessageOutcome> outcomes() {
		return this.run.getOutcomes();
	}

	@ParameterizedTest
	@MethodSource("outcomes")
	void rowIsAnsweredAsExpected(MessageOutcome outcome) {
		assertThat(outcome.oursText()).as(outcome.ours().response().body()).isEqualTo(outcome.expected());
	}

	@ParameterizedTest
	@MethodSource("outcomes")
	void answerTellsNothingOfTheInside(MessageOutcome outcome) {
		assertThat(outcome.ours().response().status()).isLessThan(500);
		assertThat(outcome.ours().tellsInternals()).as(outcome.ours().response().body()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("outcomes")
	void answerEnds(MessageOutcome outcome) {
		assertThat(outcome.ours().ended()).isTrue();
	}

	Stream<MessageOutcome> outcomesOfApplications() {
		return outcomes().stream().filter((outcome) -> !outcome.row().isForContainer());
	}

	@ParameterizedTest
	@MethodSource("outcomesOfApplications")
	void logHasNoRawTextOfTheCallerAndNoStackTrace(MessageOutcome outcome) {
		List<String> lines = outcome.ours().log().stream().map(ILoggingEvent::getFormattedMessage).toList();
		assertThat(outcome.ours().logsRawText()).as(lines.toString()).isFalse();
		assertThat(outcome.ours().logsStackTrace()).as(lines.toString()).isFalse();
	}

	@Test
	void rowsAreManyAndHaveIdsOfTheirOwn() {
		List<HostileMessage> rows = HostileMessages.rows();
		Set<String> groups = rows.stream().map(HostileMessage::getGroup).collect(Collectors.toSet());
		assertThat(rows).hasSizeGreaterThanOrEqualTo(150).extracting(HostileMessage::getId).doesNotHaveDuplicates();
		assertThat(groups).isEqualTo(HostileMessages.groups().keySet());
	}

	@Test
	void stockServersHaveNothingOfThisLibrary() {
		for (RunningServer server : this.run.getStock()) {
			ConfigurableApplicationContext stock = server.getContext();
			assertThat(Stream.of(stock.getBeanDefinitionNames())
				.map((name) -> String.valueOf(stock.getType(name)))
				.filter((type) -> type.contains("io.identifiabl.") && !type.contains("io.identifiabl.demo.")))
				.isEmpty();
		}
	}

	@Test
	void documentSaysWhatThisRunFoundOfOurs() throws IOException {
		String document = new HostileMcpDocument(this.run.getOutcomes()).toString();
		if (Boolean.getBoolean("hostile-mcp.write")) {
			Files.writeString(DOCUMENT, document);
		}
		assertThat(withoutStock(Files.readString(DOCUMENT))).isEqualTo(withoutStock(document));
	}

	// what servers without this library answer is of interest, but nothing to fail for
	private static List<String> withoutStock(String document) {
		return document.lines()
			.filter((line) -> line.matches("\\| M[0-9]+\\.[0-9]+ \\|.*|#+ .*"))
			.map((line) -> line.contains(" | ") ? line.substring(0, line.lastIndexOf(" | ")) : line)
			.toList();
	}

}
