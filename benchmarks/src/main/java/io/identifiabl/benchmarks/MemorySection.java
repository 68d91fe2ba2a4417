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
import java.util.Locale;

import io.identifiabl.benchmarks.application.Console;
import io.identifiabl.token.TokenCacheSettings;

/**
 * Measures the heap that verified tokens take.
 *
 * @author Identifiabl Contributors
 */
final class MemorySection {

	private static final int TOKENS = 1_000_000;

	private static final int STEP = 100_000;

	private static final int FEW_TOKENS = 20_000;

	// few tokens do not fill it
	private static final long LARGE_CACHE = 1L << 30;

	private static final double MEGABYTE = 1 << 20;

	private final ClassPath classPath;

	MemorySection(ClassPath classPath) {
		this.classPath = classPath;
	}

	SectionResult measure() throws IOException {
		Environment environment = Environment.current();
		List<Long> few = heap(LARGE_CACHE, FEW_TOKENS, FEW_TOKENS);
		List<Long> heap = heap(TokenCacheSettings.defaults().maximumWeight(), TOKENS, STEP);
		double entry = (few.get(1) - few.get(0)) / (double) FEW_TOKENS;
		List<List<String>> rows = new ArrayList<>();
		for (int i = 0; i < heap.size(); i++) {
			rows.add(List.of(String.valueOf(i * STEP), megabytes(heap.get(i))));
		}
		rows.add(List.of("bytes per cached token", String.format(Locale.ROOT, "%.0f", entry)));
		List<Long> full = heap.subList(1, heap.size());
		double spread = full.stream().mapToLong(Long::longValue).summaryStatistics().getMax()
				- full.stream().mapToLong(Long::longValue).summaryStatistics().getMin();
		return new SectionResult(environment, List.of("Tokens verified", "heap in MB"), rows,
				List.of(new Target("MB between the smallest and the largest heap, cache full", spread / MEGABYTE, 20)));
	}

	private static String megabytes(long bytes) {
		return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
	}

	private List<Long> heap(long maximumWeight, int tokens, int step) throws IOException {
		List<Long> heap = new ArrayList<>();
		try (JavaProcess process = JavaProcess.start(this.classPath.ofBenchmarks(), MemoryProbe.class,
				List.of("-Xms512m", "-Xmx512m"),
				List.of(String.valueOf(maximumWeight), String.valueOf(tokens), String.valueOf(step)))) {
			for (int seen = 0; seen <= tokens; seen += step) {
				List<String> words = process.await("heap ");
				Console.print("heap " + String.join(" ", words));
				heap.add(Long.parseLong(words.get(1)));
			}
		}
		return heap;
	}

}
