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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.identifiabl.benchmarks.application.Console;

/**
 * Measures how long each of the applications takes to start, in turn.
 *
 * @author Identifiabl Contributors
 */
final class StartupSection {

	private static final int RUNS = 10;

	private final Measurements<ApplicationKind> elapsed = new Measurements<>();

	private final Measurements<ApplicationKind> processor = new Measurements<>();

	private final Measurements<ApplicationKind> classes = new Measurements<>();

	private final ClassPath classPath;

	StartupSection(ClassPath classPath) {
		this.classPath = classPath;
	}

	SectionResult measure() throws IOException {
		Environment environment = Environment.current();
		try (KeySetServer keys = new KeySetServer(new SampleIssuer().getKeySet())) {
			for (int run = 0; run <= RUNS; run++) {
				for (ApplicationKind kind : ApplicationKind.values()) {
					run(kind, keys, run > 0);
				}
			}
		}
		List<List<String>> rows = new ArrayList<>();
		for (ApplicationKind kind : ApplicationKind.values()) {
			rows.add(List.of(kind.getLabel(), this.elapsed.of(kind).format(0), this.processor.of(kind).format(0),
					this.classes.of(kind).format(0)));
		}
		return new SectionResult(environment, List.of("Application", "ms", "ms of processor time", "classes loaded"),
				rows, List.of(new Target("Milliseconds that the starter adds to Spring Boot's resource server",
						this.elapsed.difference(ApplicationKind.STARTER, ApplicationKind.STOCK).median(), 150)));
	}

	// the files are in memory only after the first run, which does not count
	private void run(ApplicationKind kind, KeySetServer keys, boolean counted) throws IOException {
		try (RunningApplication application = kind.start(this.classPath, keys.getUri())) {
			double processorMillis = application.getCpuSeconds() * 1000;
			Console.print(kind + ": ready after " + application.startMillis() + " ms");
			if (counted) {
				this.elapsed.add(kind, application.startMillis());
				this.processor.add(kind, processorMillis);
				this.classes.add(kind, application.loadedClasses());
			}
		}
	}

}
