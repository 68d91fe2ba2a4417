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
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
	 * Measure, keep the results, and write every page of whose sections there are
	 * results.
	 * @param arguments the directory of the results, that of the pages, and the sections
	 * to measure
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

	private void report(Path pages) throws IOException {
		Map<String, Map<Section, SectionResult>> results = new TreeMap<>();
		Set<String> unfinished = new HashSet<>();
		for (Section section : Section.values()) {
			Path file = file(section);
			if (Files.exists(file)) {
				results.computeIfAbsent(section.getPage(), (page) -> new EnumMap<>(Section.class))
					.put(section, JSON.readValue(file.toFile(), SectionResult.class));
			}
			else if (unfinished.add(section.getPage())) {
				Console.print(section.getPage() + " stays as it is: " + section + " was never measured here.");
			}
		}
		results.keySet().removeAll(unfinished);
		for (Map.Entry<String, Map<Section, SectionResult>> page : results.entrySet()) {
			Files.writeString(pages.resolve(page.getKey()), Report.of(page.getValue()));
		}
	}

	private Path file(Section section) {
		return this.directory.resolve(section.name().toLowerCase(Locale.ROOT) + ".json");
	}

}
