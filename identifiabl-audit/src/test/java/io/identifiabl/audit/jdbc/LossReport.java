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

package io.identifiabl.audit.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * The page docs/fault-lab-audit.md, which is written with {@code -Daudit-loss.write=true}
 * only, since no two runs have the same figures.
 *
 * @author Identifiabl Contributors
 */
final class LossReport {

	static final Path DOCUMENT = Path.of("..", "docs", "fault-lab-audit.md");

	private static final String HEAD = "| what happens | delivery | the node | events | acknowledged | refused "
			+ "| named as lost | named in the application's log | lost with the memory | held |\n|---|---|---|---|---|---|---|---|---|---|\n";

	private final Map<LossCase, String> lines = new LinkedHashMap<>();

	static boolean isWanted() {
		return Boolean.getBoolean("audit-loss.write");
	}

	void add(LossCase row, Future<@Nullable LossResult> future) throws InterruptedException {
		this.lines.put(row, begin(row) + cells(future));
	}

	static String begin(LossCase row) {
		return "| " + row.outage().getDescription() + " | " + row.delivery() + " | " + row.ending().getDescription()
				+ " | ";
	}

	private String cells(Future<@Nullable LossResult> future) throws InterruptedException {
		try {
			LossResult result = future.get();
			if (result == null) {
				return "| | | | | | not run: no disk could be mounted |";
			}
			return result.offered() + " | " + result.acknowledged() + " | " + result.refused() + " | " + result.named()
					+ " | " + result.said() + " | " + result.unnamed() + " | "
					+ (result.faults().isEmpty() ? "yes" : "**no**: " + String.join("; ", result.faults())) + " |";
		}
		catch (ExecutionException ex) {
			return "| | | | | | **not run**: " + ex.getCause() + " |";
		}
	}

	void write() {
		try {
			String before = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "";
			StringBuilder tables = new StringBuilder();
			for (LossCase.Database database : LossCase.Database.values()) {
				tables.append("\n## ").append(database.getName()).append('\n').append(HEAD);
				for (LossCase row : LossCase.all()) {
					if (row.database() == database) {
						tables.append(line(row, before)).append('\n');
					}
				}
			}
			Files.writeString(DOCUMENT, head(tables.toString()) + tables);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// what was not run this time is as it was
	private String line(LossCase row, String before) {
		String line = this.lines.get(row);
		int section = before.indexOf("\n## " + row.database().getName() + "\n");
		int begin = before.indexOf("\n" + begin(row), Math.max(0, section));
		if (line == null && section >= 0 && begin >= 0) {
			return before.substring(begin + 1, before.indexOf('\n', begin + 1));
		}
		return (line != null) ? line : begin(row) + "| | | | | | not run |";
	}

	private static long count(String tables, String end) {
		return tables.lines().filter((line) -> line.contains(end)).count();
	}

	private static String head(String tables) {
		try (InputStream stream = LossReport.class.getResourceAsStream("fault-lab-audit-head.md")) {
			return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
				.replace("${date}", LocalDate.now(ZoneOffset.UTC).toString())
				.replace("${rows}", Integer.toString(LossCase.all().size()))
				.replace("${run}", Long.toString(LossCase.all().size() - count(tables, "not run")))
				.replace("${length}", LossTests.LENGTH.toSeconds() + " s")
				.replace("${held}", Long.toString(count(tables, "| yes |")))
				.replace("${versions}", "JDK " + Runtime.version().feature() + ", "
						+ Runtime.getRuntime().availableProcessors() + " processors");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
