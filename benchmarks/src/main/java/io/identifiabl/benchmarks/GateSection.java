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
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link GateBenchmark} several times over. What the gate costs is the time of the
 * filter without that of making its request.
 *
 * @author Identifiabl Contributors
 */
final class GateSection {

	private static final int PASSES = Integer.getInteger("benchmarks.passes", 3);

	private static final String SMALL = "1024";

	private static final String LARGE = "65536";

	private final Measurements<Row> micros = new Measurements<>();

	SectionResult measure() throws RunnerException {
		Environment environment = Environment.current();
		for (int pass = 0; pass < PASSES; pass++) {
			add(new Runner(new OptionsBuilder().include(GateBenchmark.class.getName() + "\\.")
				.addProfiler(CpuTimeProfiler.class)
				.shouldFailOnError(true)
				.build()).run());
		}
		return new SectionResult(environment,
				List.of("Message", "µs, one strict scan of the body", "µs, the gate", "of the scan"), rows(),
				targets());
	}

	private void add(Collection<RunResult> results) {
		for (String size : List.of(SMALL, LARGE)) {
			double request = score(results, "request", size);
			this.micros.add(new Row("scan", size), score(results, "scan", size));
			this.micros.add(new Row("gate", size), score(results, "gate", size) - request);
		}
	}

	private static double score(Collection<RunResult> results, String name, String size) {
		return results.stream()
			.filter((result) -> result.getParams().getBenchmark().endsWith("." + name)
					&& result.getParams().getParam("size").equals(size))
			.mapToDouble((result) -> VerificationSection.secondary(result, CpuTimeProfiler.NAME))
			.findFirst()
			.orElseThrow();
	}

	private List<List<String>> rows() {
		List<List<String>> rows = new ArrayList<>();
		for (String size : List.of(SMALL, LARGE)) {
			rows.add(List.of("`tools/call`, " + Integer.parseInt(size) / 1024 + " KB",
					this.micros.of(new Row("scan", size)).format(2), this.micros.of(new Row("gate", size)).format(2),
					String.format(Locale.ROOT, "%.2f", ratio(size))));
		}
		return rows;
	}

	private List<Target> targets() {
		return List.of(
				new Target("Microseconds that the gate adds to a call of 1 KB",
						this.micros.of(new Row("gate", SMALL)).median(), 15),
				new Target("Call of 64 KB, compared with one strict scan of its body", ratio(LARGE), 1.2));
	}

	private double ratio(String size) {
		return this.micros.ratio(new Row("gate", size), new Row("scan", size)).median();
	}

	private record Row(String benchmark, String size) {
	}

}
