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

package io.identifiabl.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page of documentation that tells the results.
 *
 * @author Identifiabl Contributors
 */
final class Report {

	private final StringBuilder page = new StringBuilder();

	private Report() {
	}

	/**
	 * Write the page.
	 * @param results the result of each section
	 * @return the page, in Markdown
	 */
	static String of(Map<Section, SectionResult> results) {
		Report report = new Report();
		report.page.append("# Benchmarks\n\nWritten by `.ci/benchmarks`, not by hand.");
		report.page.append(" Compare figures of one table only: machines differ, and so do days.\n");
		report.page.append("\n| Target | measured | at most | |\n| --- | --: | --: | --- |\n");
		results.values().forEach((result) -> result.targets().forEach(report::append));
		results.forEach(report::append);
		return report.page.toString();
	}

	private void append(Target target) {
		this.page.append(String.format(Locale.ROOT, "| %s | %s | %s | %s |\n", target.description(),
				number(target.measured()), number(target.limit()), target.isMet() ? "met" : "**missed**"));
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, (value < 0.1) ? "%.3f" : "%.2f", value);
	}

	private void append(Section section, SectionResult result) {
		this.page.append(String.format(Locale.ROOT, "\n## %s\n\n%s\n\n%s\n\n", section.getTitle(),
				section.getIntroduction(), result.environment().describe()));
		this.page.append("| ").append(String.join(" | ", result.columns())).append(" |\n| --- |");
		this.page.append(" --: |".repeat(result.columns().size() - 1)).append('\n');
		result.rows().forEach((row) -> this.page.append("| ").append(String.join(" | ", row)).append(" |\n"));
		this.page.append("\nWith ")
			.append(result.environment()
				.libraries()
				.entrySet()
				.stream()
				.map((library) -> library.getKey() + " " + library.getValue())
				.collect(Collectors.joining(", ")))
			.append(".\n");
	}

}
