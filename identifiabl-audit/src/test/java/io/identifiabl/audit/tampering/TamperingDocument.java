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

package io.identifiabl.audit.tampering;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What docs/tampering.md says: the table that the tests run, in words.
 *
 * @author Identifiabl Contributors
 */
final class TamperingDocument {

	private static final Set<String> SILENT = Set.of("-", "none");

	private final StringBuilder text = new StringBuilder();

	@Override
	public String toString() {
		this.text.setLength(0);
		this.text.append(head());
		Tamperings.GROUPS.forEach(this::write);
		writeUnnoticed();
		return this.text.toString();
	}

	private static String head() {
		try (InputStream in = TamperingDocument.class.getResourceAsStream("tampering-head.md")) {
			if (in == null) {
				throw new IllegalStateException("no tampering-head.md");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${rows}",
					String.valueOf(Tamperings.all().size()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void write(String group, List<Tampering> rows) {
		this.text.append("\n## ").append(group).append('\n');
		writeTable("While a node runs", rows.stream().filter(Tampering::isRunning).toList());
		writeTable("While no node runs; one starts afterwards",
				rows.stream().filter((row) -> !row.isRunning()).toList());
	}

	private void writeTable(String when, List<Tampering> rows) {
		if (rows.isEmpty()) {
			return;
		}
		this.text.append("\n| ").append(when).append(" | first bad index |");
		for (Witness witness : Witness.values()) {
			this.text.append(' ').append(witness).append(" |");
		}
		this.text.append("\n|---").append("|---".repeat(Witness.values().length + 1)).append("|\n");
		rows.forEach(this::writeRow);
	}

	private void writeRow(Tampering row) {
		this.text.append("| ")
			.append(row.title())
			.append((row.isPruned() && !row.title().contains("pruned")) ? " (pruned log)" : "")
			.append(" | ")
			.append(describe(firstBadIndices(row)))
			.append(" |");
		for (Witness witness : Witness.values()) {
			this.text.append(' ').append(cell(row, witness)).append(" |");
		}
		this.text.append('\n');
	}

	private static String describe(Set<String> values) {
		return values.isEmpty() ? "" : String.join(", ", values);
	}

	// what the verification says that reads everything, else the one in the background
	private static Set<String> firstBadIndices(Tampering row) {
		Set<String> indices = new TreeSet<>();
		for (Witness witness : List.of(Witness.VERIFY, Witness.BACKGROUND)) {
			if (indices.isEmpty()) {
				String index = witness.of(row.findings()).replaceFirst("(?<=.)–.*", "");
				if (index.matches("-?[0-9]+")) {
					indices.add(index);
				}
			}
		}
		return indices;
	}

	private static String cell(Tampering row, Witness witness) {
		String usual = describe(witness.of(row.findings()));
		String others = row.others()
			.entrySet()
			.stream()
			.filter((other) -> !witness.of(other.getValue()).equals(witness.of(row.findings())))
			.map((other) -> other.getKey() + ": " + describe(witness.of(other.getValue())))
			.collect(Collectors.joining("; "));
		return others.isEmpty() ? usual : usual + " (" + others + ")";
	}

	private static String describe(String cell) {
		if (cell.equals("-")) {
			return "–";
		}
		return cell.matches("[a-z_]+") ? "`" + cell + "`" : cell;
	}

	private void writeUnnoticed() {
		this.text.append("\n## What nothing inside notices\n\n")
			.append("| what is done | the copy elsewhere that shows it, or why none has to |\n")
			.append("|---|---|\n");
		for (Map.Entry<String, List<Tampering>> group : Tamperings.GROUPS.entrySet()) {
			group.getValue().stream().filter(TamperingDocument::isUnnoticed).forEach(this::writeUnnoticed);
		}
	}

	static boolean isUnnoticed(Tampering row) {
		return isUnnoticed(row.findings()) || row.others().values().stream().anyMatch(TamperingDocument::isUnnoticed);
	}

	private static boolean isUnnoticed(List<String> findings) {
		return Stream.of(Witness.values())
			.filter((witness) -> !witness.hasCopy())
			.allMatch((witness) -> SILENT.contains(witness.of(findings)));
	}

	private void writeUnnoticed(Tampering row) {
		String copies = Stream.of(Witness.values())
			.filter((witness) -> witness.hasCopy() && !SILENT.contains(witness.of(row.findings())))
			.map((witness) -> (witness == Witness.JAR_OLDER)
					? "A checkpoint that was kept, given to the jar or to `verify`."
					: "`checkpoint.file` or a witness, when a node starts.")
			.collect(Collectors.joining(" "));
		this.text.append("| ").append(row).append(" | ").append((copies + " " + row.remark()).trim()).append(" |\n");
	}

}
