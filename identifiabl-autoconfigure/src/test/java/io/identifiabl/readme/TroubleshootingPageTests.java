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

package io.identifiabl.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import io.identifiabl.identity.TokenError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page about troubles names every code that a caller can see.
 * {@code -Dtroubleshooting.write=true} writes its table.
 *
 * @author Identifiabl Contributors
 */
class TroubleshootingPageTests {

	private static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");

	private static final Path SOURCES = Path.of("src", "main", "java");

	private static final String BEGIN = "| code | status | cause | cure |\n|---|---|---|---|\n";

	private static final Pattern PROBLEM = Pattern
		.compile("(?:new Problem|TrailResponses\\.problem)\\(\\s*[\\w.]+,\\s*\"([a-z_]+)\"");

	@Test
	void everyTokenErrorHasACauseAndACure() {
		assertThat(rows()).extracting(Row::code)
			.containsAll(Arrays.stream(TokenError.values()).map(TokenError::getCode).toList())
			.doesNotHaveDuplicates();
		assertThat(rows()).allSatisfy((row) -> {
			assertThat(row.cause()).as(row.code()).isNotBlank();
			assertThat(row.cure()).as(row.code()).isNotBlank();
		});
	}

	@Test
	void everyOtherProblemHasACauseAndACure() {
		Set<String> codes = problems();
		assertThat(codes).isNotEmpty();
		assertThat(rows()).extracting(Row::code).containsAll(codes);
	}

	@Test
	void pageHasTheTable() throws IOException {
		String page = Files.readString(PAGE);
		int begin = page.indexOf(BEGIN);
		int end = page.indexOf("\n\n", begin) + 1;
		assertThat(begin).isPositive();
		String table = BEGIN + rows().stream().map(Row::toString).collect(Collectors.joining());
		if (Boolean.getBoolean("troubleshooting.write")) {
			Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
		}
		else {
			assertThat(page.substring(begin, end)).isEqualTo(table);
		}
	}

	private static Set<String> problems() {
		Set<String> codes = new TreeSet<>();
		try (Stream<Path> files = Files.walk(SOURCES)) {
			files.filter((file) -> file.toString().endsWith(".java")).forEach((file) -> {
				Matcher matcher = PROBLEM.matcher(read(file));
				while (matcher.find()) {
					codes.add(matcher.group(1));
				}
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return codes;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Row> rows() {
		List<Row> rows = new ArrayList<>();
		try {
			new ClassPathResource("codes.txt", TroubleshootingPageTests.class)
				.getContentAsString(StandardCharsets.UTF_8)
				.lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.forEach((line) -> rows.add(Row.of(line)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return rows;
	}

	private record Row(String code, String status, String cause, String cure) {

		static Row of(String line) {
			List<String> cells = Arrays.stream(line.split("\\|", 4)).map(String::strip).toList();
			String status = cells.get(1).isEmpty()
					? TokenError.forCode(cells.get(0)).map((error) -> "" + error.getStatus()).orElse("?")
					: cells.get(1);
			return new Row(cells.get(0), status, cells.get(2), cells.get(3));
		}

		@Override
		public String toString() {
			return "| `" + this.code + "` | " + this.status + " | " + this.cause + " | " + this.cure + " |\n";
		}

	}

}
