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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/operations.md, its alerts and its dashboard say of meters is what a running
 * application has.
 *
 * @author Identifiabl Contributors
 */
class OperationsPageTests {

	private static final Path PAGE = Path.of("..", "docs", "operations.md");

	private static final Path RULES = Path.of("..", "docs", "operations", "prometheus-rules.yaml");

	private static final Path DASHBOARD = Path.of("..", "docs", "operations", "grafana-dashboard.json");

	private static final Pattern TYPE = Pattern.compile("# TYPE (identifiabl_\\w+) (\\w+)");

	private static final Pattern ROW = Pattern.compile("\\| `(identifiabl_\\w+)` \\| (\\w+) \\| [^|]+\\|");

	private static final Pattern NAME = Pattern.compile("identifiabl_\\w+");

	private static final Pattern CALL = Pattern.compile("([a-z_]+) ?\\(");

	private static final Pattern RUNBOOK = Pattern.compile("(?m)^\\| `(\\w+)`.*\\|$");

	private static final Set<String> FUNCTIONS = Set.of("min", "max", "sum", "rate", "increase", "by", "ignoring",
			"group_left");

	private static final Set<String> SEVERITIES = Set.of("critical", "warning");

	private static String scrape = "";

	@BeforeAll
	static void scrape() {
		try (TestIssuer issuer = TestIssuer.start();
				RunningApplication application = RunningApplication.start(ApiApplication.class,
						"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
						"management.prometheus.metrics.export.enabled=true")) {
			application.getAs(issuer.token("alice").audience("urn:api").sign(), "/api/me");
			application.getAs(issuer.token("alice").audience("urn:other").sign(), "/api/me");
			scrape = application.getBean(PrometheusMeterRegistry.class).scrape();
		}
	}

	private static Map<String, String> types() {
		return TYPE.matcher(scrape)
			.results()
			.collect(Collectors.toMap((match) -> match.group(1), (match) -> match.group(2), (one, other) -> one,
					TreeMap::new));
	}

	// a counter's family has no suffix in one format and has it in another
	private static Set<String> series() {
		return scrape.lines()
			.filter((line) -> line.startsWith("identifiabl_"))
			.map((line) -> line.split("[{ ]", 2)[0])
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	void tableOfMetersIsWhatAnApplicationHas() {
		Map<String, String> documented = ROW.matcher(read(PAGE))
			.results()
			.collect(Collectors.toMap((match) -> match.group(1), (match) -> match.group(2), (one, other) -> one,
					TreeMap::new));
		assertThat(documented).isNotEmpty().isEqualTo(types());
	}

	@Test
	void alertsAndDashboardOnlyNameSeriesThatThereAre() {
		Set<String> names = expressions().stream()
			.flatMap((expression) -> NAME.matcher(expression).results())
			.map((match) -> match.group())
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(names).hasSizeGreaterThan(15).isSubsetOf(series());
	}

	@Test
	void expressionsAreBalancedAndCallKnownFunctions() {
		assertThat(expressions()).allSatisfy((expression) -> {
			for (String pair : List.of("()", "[]", "{}")) {
				assertThat(count(expression, pair.charAt(0))).as(pair).isEqualTo(count(expression, pair.charAt(1)));
			}
			assertThat(count(expression, '"') % 2).isZero();
			assertThat(CALL.matcher(expression).results().map((match) -> match.group(1))).isSubsetOf(FUNCTIONS);
		});
	}

	private static long count(String text, char character) {
		return text.chars().filter((c) -> c == character).count();
	}

	@Test
	void countersAreOnlyAskedForTheirRate() {
		Pattern bare = Pattern.compile("(?<!rate\\(|increase\\()\\bidentifiabl_\\w+(_total|_count|_sum)\\b");
		assertThat(expressions()).allSatisfy((expression) -> assertThat(bare.matcher(expression).find()).isFalse());
	}

	@Test
	void alertsHaveWhatPrometheusAsksFor() {
		List<Map<String, Object>> rules = rules();
		assertThat(rules).extracting((rule) -> rule.get("alert")).doesNotHaveDuplicates().doesNotContainNull();
		assertThat(rules).allSatisfy((rule) -> {
			assertThat(rule).as("a rule").containsOnlyKeys("alert", "expr", "for", "labels", "annotations");
			assertThat(String.valueOf(rule.get("for"))).matches("[0-9]+[smhd]");
			assertThat(map(rule.get("labels")).get("severity")).isIn(SEVERITIES);
			assertThat(map(rule.get("annotations"))).containsOnlyKeys("summary", "runbook");
		});
	}

	@Test
	void everyAlertHasARowInTheRunbook() {
		Set<String> rows = RUNBOOK.matcher(read(PAGE))
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toSet());
		assertThat(rules()).allSatisfy(
				(rule) -> assertThat(rows).contains(String.valueOf(map(rule.get("annotations")).get("runbook"))));
	}

	@Test
	void dashboardHasWhatGrafanaAsksFor() {
		Map<String, Object> dashboard = dashboard();
		assertThat(dashboard).containsKeys("title", "uid", "schemaVersion", "panels", "templating", "time");
		List<Map<String, Object>> panels = list(dashboard.get("panels"));
		assertThat(panels).extracting((panel) -> panel.get("id")).doesNotHaveDuplicates();
		assertThat(panels).allSatisfy((panel) -> {
			assertThat(panel).containsKeys("title", "type", "gridPos", "targets", "datasource");
			assertThat(list(panel.get("targets"))).isNotEmpty();
		});
	}

	private static List<String> expressions() {
		List<String> expressions = new ArrayList<>();
		rules().forEach((rule) -> expressions.add(String.valueOf(rule.get("expr"))));
		list(dashboard().get("panels")).forEach((panel) -> list(panel.get("targets"))
			.forEach((target) -> expressions.add(String.valueOf(target.get("expr")))));
		return expressions;
	}

	private static List<Map<String, Object>> rules() {
		Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(read(RULES));
		assertThat(map(document)).containsOnlyKeys("groups");
		return list(map(document).get("groups")).stream()
			.flatMap((group) -> list(group.get("rules")).stream())
			.toList();
	}

	private static Map<String, Object> dashboard() {
		try {
			return JSONObjectUtils.parse(read(DASHBOARD), 200_000);
		}
		catch (java.text.ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object value) {
		return (Map<String, Object>) value;
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(Object value) {
		return (List<Map<String, Object>>) value;
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
