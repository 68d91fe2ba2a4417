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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link VerificationBenchmark} several times over, so that a change of the
 * machine's speed meets all rows alike.
 *
 * @author Identifiabl Contributors
 */
final class VerificationSection {

	// one is enough for a first look: -Dbenchmarks.passes=1
	private static final int PASSES = Integer.getInteger("benchmarks.passes", 3);

	private static final String LIMIT = "signature";

	private static final String WARM_LIMIT = "hashAndLookup";

	private static final Map<String, String> LABELS = labels();

	private final List<CryptoProvider> providers = Stream.of(CryptoProvider.values())
		.filter(CryptoProvider::isAvailable)
		.toList();

	private final Measurements<Row> micros = new Measurements<>();

	private final Measurements<Row> bytes = new Measurements<>();

	private static Map<String, String> labels() {
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put(LIMIT, "`Signature.verify` alone: the limit");
		labels.put("cold", "identifiabl, new token, cache full");
		labels.put("coldUncached", "identifiabl, new token, cache off");
		labels.put("javaJwt", "Auth0 java-jwt");
		labels.put("jose4j", "jose4j");
		labels.put("nimbus", "Nimbus JOSE + JWT");
		labels.put("stock", "Spring Security's `NimbusJwtDecoder`");
		labels.put(WARM_LIMIT, "SHA-256 and a lookup: the limit for a known token");
		labels.put("warm", "identifiabl, known token");
		return labels;
	}

	SectionResult measure() throws RunnerException {
		Environment environment = Environment.current();
		for (int pass = 0; pass < PASSES; pass++) {
			add(new Runner(new OptionsBuilder().include(VerificationBenchmark.class.getName() + "\\.")
				.param("provider", this.providers.stream().map(Enum::name).toArray(String[]::new))
				.addProfiler(CpuTimeProfiler.class)
				.addProfiler(GCProfiler.class)
				.shouldFailOnError(true)
				.build()).run());
		}
		return new SectionResult(environment, columns(), rows(), targets());
	}

	private void add(Collection<RunResult> results) {
		for (RunResult result : results) {
			String benchmark = result.getParams().getBenchmark();
			Row row = new Row(CryptoProvider.valueOf(result.getParams().getParam("provider")),
					benchmark.substring(benchmark.lastIndexOf('.') + 1));
			this.micros.add(row, secondary(result, CpuTimeProfiler.NAME));
			this.bytes.add(row, secondary(result, "gc.alloc.rate.norm"));
		}
	}

	static double secondary(RunResult result, String name) {
		Result<?> secondary = result.getSecondaryResults().get(name);
		if (secondary == null) {
			throw new IllegalStateException("no " + name + " in " + result.getSecondaryResults().keySet());
		}
		return secondary.getScore();
	}

	private List<String> columns() {
		List<String> columns = new ArrayList<>(List.of("Verification"));
		for (CryptoProvider provider : this.providers) {
			columns.add("µs, " + provider.getLabel());
			columns.add("of the limit");
		}
		columns.add("bytes allocated");
		return columns;
	}

	private List<List<String>> rows() {
		List<List<String>> rows = new ArrayList<>();
		LABELS.forEach((name, label) -> {
			List<String> row = new ArrayList<>(List.of(label));
			for (CryptoProvider provider : this.providers) {
				row.add(this.micros.of(new Row(provider, name)).format(2));
				row.add(format("%.2f", ratio(provider, name, LIMIT)));
			}
			row.add(format("%.0f", this.bytes.of(new Row(CryptoProvider.JDK, name)).median()));
			rows.add(row);
		});
		return rows;
	}

	private static String format(String format, double value) {
		return String.format(Locale.ROOT, format, value);
	}

	private List<Target> targets() {
		return List.of(
				new Target("New token, cache full, compared with the signature alone",
						ratio(CryptoProvider.JDK, "cold", LIMIT), 1.2),
				new Target("Known token, compared with SHA-256 and a lookup",
						ratio(CryptoProvider.JDK, "warm", WARM_LIMIT), 2),
				new Target("Known token, compared with `NimbusJwtDecoder`", ratio(CryptoProvider.JDK, "warm", "stock"),
						1 / 40.0));
	}

	private double ratio(CryptoProvider provider, String name, String reference) {
		return this.micros.ratio(new Row(provider, name), new Row(provider, reference)).median();
	}

	private record Row(CryptoProvider provider, String benchmark) {
	}

}
