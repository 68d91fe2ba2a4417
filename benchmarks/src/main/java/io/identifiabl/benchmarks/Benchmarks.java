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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import io.identifiabl.benchmarks.application.Console;

/**
 * Measures sections of the report and writes it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Benchmarks {

	private static final JsonMapper JSON = new JsonMapper();

	private final Path directory;

	private Benchmarks(Path directory) {
		this.directory = directory;
	}

	/**
	 * Measure, keep the results, and write the page once there is a result of every
	 * section.
	 * @param arguments the directory of the results, the page, and the sections to
	 * measure
	 * @throws Exception if something cannot be measured
	 */
	public static void main(String[] arguments) throws Exception {
		Benchmarks benchmarks = new Benchmarks(Path.of(arguments[0]));
		for (int i = 2; i < arguments.length; i++) {
			benchmarks.measure(Section.valueOf(arguments[i].toUpperCase(Locale.ROOT)));
		}
		benchmarks.report(Path.of(arguments[1]));
	}

	private void measure(Section section) throws Exception {
		SectionResult result = section.measure(ClassPath.current());
		Files.createDirectories(this.directory);
		JSON.writeValue(file(section).toFile(), result);
	}

	private void report(Path page) throws IOException {
		Map<Section, SectionResult> results = new EnumMap<>(Section.class);
		for (Section section : Section.values()) {
			Path file = file(section);
			if (!Files.exists(file)) {
				Console.print("There is no page yet: " + section + " was never measured here.");
				return;
			}
			results.put(section, JSON.readValue(file.toFile(), SectionResult.class));
		}
		Files.writeString(page, Report.of(results));
	}

	private Path file(Section section) {
		return this.directory.resolve(section.name().toLowerCase(Locale.ROOT) + ".json");
	}

}
