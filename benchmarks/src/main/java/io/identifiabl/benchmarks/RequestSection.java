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
import java.util.function.IntFunction;

import io.identifiabl.benchmarks.application.Console;

/**
 * Measures what a request costs in each of the applications, which take turns.
 *
 * @author Identifiabl Contributors
 */
final class RequestSection {

	private static final int CONNECTIONS = 4;

	private static final int REPEATED_TOKENS = 50;

	private static final Load REPEATED = new Load("repeated tokens", 10_000, 30, 9);

	private static final Load FRESH = new Load("new tokens", 6_000, 16, 7);

	private final ClassPath classPath;

	RequestSection(ClassPath classPath) {
		this.classPath = classPath;
	}

	SectionResult measure() throws Exception {
		Environment environment = Environment.current();
		if (CryptoProvider.NATIVE.isAvailable()) {
			// signs faster; the applications are other processes
			CryptoProvider.NATIVE.install();
		}
		SampleIssuer issuer = new SampleIssuer();
		List<String> repeated = repeat(issuer.issue(REPEATED_TOKENS), REPEATED.requests());
		List<String> fresh = issuer.issue(FRESH.requests() * (FRESH.warmUpRounds() + FRESH.rounds()));
		List<RunningApplication> applications = new ArrayList<>();
		try (KeySetServer keys = new KeySetServer(issuer.getKeySet())) {
			for (ApplicationKind kind : ApplicationKind.values()) {
				applications.add(kind.start(this.classPath, keys.getUri()));
			}
			return result(environment, REPEATED.run(applications, (round) -> repeated), FRESH.run(applications,
					(round) -> fresh.subList(round * FRESH.requests(), (round + 1) * FRESH.requests())));
		}
		finally {
			applications.forEach(RunningApplication::close);
		}
	}

	private static List<String> repeat(List<String> tokens, int count) {
		List<String> repeated = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			repeated.add(tokens.get(i % tokens.size()));
		}
		return repeated;
	}

	private static SectionResult result(Environment environment, Measurements<ApplicationKind> repeated,
			Measurements<ApplicationKind> fresh) {
		List<List<String>> rows = new ArrayList<>();
		for (ApplicationKind kind : ApplicationKind.values()) {
			rows.add(List.of(kind.getLabel(), repeated.of(kind).format(1), added(repeated, kind).format(1),
					fresh.of(kind).format(1), added(fresh, kind).format(1)));
		}
		double share = added(repeated, ApplicationKind.UNRECORDED).median()
				/ added(repeated, ApplicationKind.STOCK).median();
		double ofStock = fresh.ratio(ApplicationKind.UNRECORDED, ApplicationKind.STOCK).median();
		return new SectionResult(environment,
				List.of("Application", "µs, " + REPEATED_TOKENS + " tokens repeated", "added",
						"µs, a new token each time", "added"),
				rows,
				List.of(new Target("Repeated tokens: what is added to an open endpoint, compared with Spring Boot's",
						share, 0.25),
						new Target("New tokens: the whole request, compared with Spring Boot's", ofStock, 1)));
	}

	private static Sample added(Measurements<ApplicationKind> measurements, ApplicationKind kind) {
		return measurements.difference(kind, ApplicationKind.OPEN);
	}

	private record Load(String name, int requests, int warmUpRounds, int rounds) {

		private Measurements<ApplicationKind> run(List<RunningApplication> applications,
				IntFunction<List<String>> tokens) throws Exception {
			Measurements<ApplicationKind> measurements = new Measurements<>();
			for (int round = 0; round < this.warmUpRounds + this.rounds; round++) {
				for (RunningApplication application : applications) {
					double micros = micros(application, tokens.apply(round));
					Console.print(this.name + ", round " + round + ", " + application.kind() + ": " + Math.round(micros)
							+ " µs");
					if (round >= this.warmUpRounds) {
						measurements.add(application.kind(), micros);
					}
				}
			}
			return measurements;
		}

		private static double micros(RunningApplication application, List<String> tokens) throws Exception {
			double start = application.getCpuSeconds();
			new LoadGenerator(application.port(), CONNECTIONS).send(tokens);
			return (application.getCpuSeconds() - start) * 1e6 / tokens.size();
		}

	}

}
