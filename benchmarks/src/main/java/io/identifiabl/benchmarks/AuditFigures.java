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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.identifiabl.benchmarks.application.Console;

/**
 * The rows of the table, and the targets. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class AuditFigures {

	private final List<List<String>> rows = new ArrayList<>();

	private final List<Target> targets = new ArrayList<>();

	void add(String name, double value, int digits) {
		add(name, value, digits, "");
	}

	/**
	 * Add a figure that was measured for the bare statement as well.
	 * @param name what was measured
	 * @param value its value
	 * @param digits how many digits after the point
	 * @param bare the value for the bare statement
	 */
	void add(String name, double value, int digits, double bare) {
		add(name, value, digits, String.format(Locale.ROOT, "%.2f", value / bare));
	}

	private void add(String name, double value, int digits, String ratio) {
		String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
		Console.print(name + ": " + text + " " + ratio);
		this.rows.add(List.of(name, text, ratio));
	}

	void target(String name, double value, double limit) {
		this.targets.add(new Target(name, value, limit));
	}

	SectionResult toResult(Environment environment) {
		return new SectionResult(environment, List.of("", "measured", "of the bare statement"), this.rows,
				this.targets);
	}

}
