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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

import io.identifiabl.audit.trail.CheckpointerState.Trouble;
import io.identifiabl.keys.KeySetStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pages for operators name is there: properties, log lines, states and details
 * of health.
 *
 * @author Identifiabl Contributors
 */
class OperatorPagesTests {

	private static final Path DOCS = Path.of("..", "docs");

	private static final Path SOURCES = Path.of("src", "main", "java", "io", "identifiabl");

	private static final Pattern PROPERTY = Pattern.compile("`(identifiabl\\.[a-z][a-z.-]*[a-z])(?:[=:][^`]*)?`");

	private static final Pattern DETAIL = Pattern.compile("(?:withDetail|details\\.put)\\(\"(\\w+)\"");

	private static final Pattern LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");

	private static final Pattern LINE = Pattern.compile("(?m)^\\| `([^`]+)` \\| (?:INFO|WARN|ERROR)");

	private static final Set<String> NO_PROPERTIES = Set.of("identifiabl.user", "identifiabl.tenant",
			"identifiabl.client", "identifiabl.trace");

	@ParameterizedTest
	@ValueSource(strings = { "../README.md", "migration.md", "operations.md", "troubleshooting.md" })
	void pageOnlyNamesPropertiesAndMetersThatThereAre(String page) throws IOException {
		Set<String> known = new TreeSet<>(NO_PROPERTIES);
		try (var input = new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream()) {
			List<String> names = JsonPath.parse(input).read("$.properties[*].name");
			known.addAll(names);
		}
		known.addAll(meters());
		assertThat(PROPERTY.matcher(read(DOCS.resolve(page))).results().map((match) -> match.group(1))).isNotEmpty()
			.allSatisfy(
					(name) -> assertThat(known.stream().anyMatch((candidate) -> isNamedBy(name, candidate))).as(name)
						.isTrue());
	}

	// a group, such as identifiabl.providers, or a property
	private static boolean isNamedBy(String name, String candidate) {
		return candidate.equals(name) || candidate.startsWith(name + ".");
	}

	private static Set<String> meters() {
		Pattern meter = Pattern.compile("identifiabl\\.(?:token|keys|audit)\\.[a-z.]+");
		return sources("actuate").stream()
			.flatMap((source) -> meter.matcher(source).results())
			.map(MatchResult::group)
			.collect(Collectors.toSet());
	}

	@Test
	void everyStateAndDetailOfHealthIsExplained() {
		String page = read(DOCS.resolve("troubleshooting.md"));
		Set<String> names = sources("actuate").stream()
			.filter((source) -> source.contains("implements HealthIndicator"))
			.flatMap((source) -> DETAIL.matcher(source).results())
			.map((match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(names).hasSizeGreaterThan(20).contains("trouble", "lastError", "spilled", "revocations");
		names.addAll(names(KeySetStatus.values()));
		names.addAll(names(Trouble.values()));
		String section = page.substring(page.indexOf("## Health"), page.indexOf("## Codes"));
		assertThat(names).allSatisfy((name) -> assertThat(section).contains("`" + name + "`"));
	}

	@Test
	void everyLogLineOnThePageIsWritten() {
		String sources = sources("").stream()
			.map((text) -> LITERALS.matcher(text).replaceAll(""))
			.collect(Collectors.joining());
		String core = sources(Path.of("..", "identifiabl-core", "src", "main", "java")).stream()
			.map((text) -> LITERALS.matcher(text).replaceAll(""))
			.collect(Collectors.joining());
		List<String> lines = LINE.matcher(read(DOCS.resolve("troubleshooting.md")))
			.results()
			.map((match) -> match.group(1))
			.toList();
		assertThat(lines).hasSizeGreaterThan(15);
		assertThat(lines).allSatisfy((line) -> Arrays.stream(line.split("…", -1))
			.map(String::strip)
			.filter((part) -> part.length() > 1)
			.forEach((part) -> assertThat(sources + core).as(line).contains(part)));
	}

	private static List<String> names(Enum<?>[] values) {
		return Arrays.stream(values).map((value) -> value.name().toLowerCase(Locale.ROOT)).toList();
	}

	private static List<String> sources(String room) {
		return sources(SOURCES.resolve(room));
	}

	private static List<String> sources(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java")).map(OperatorPagesTests::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
