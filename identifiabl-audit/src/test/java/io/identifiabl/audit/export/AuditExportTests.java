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

package io.identifiabl.audit.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.json.CanonicalJson;
import io.identifiabl.audit.json.InvalidJsonException;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.merkle.MerkleHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the exports.
 *
 * @author Identifiabl Contributors
 */
class AuditExportTests {

	private static final Instant TIME = Instant.parse("2026-11-26T10:00:00.123456Z");

	private static final Instant OBSERVED = Instant.parse("2026-11-26T10:00:01Z");

	private static final EntryWriter WRITER = new EntryWriter("notes", "node-1", "stream-1", new SecureRandom());

	private static AuditEvent.Builder event() {
		return AuditEvent.builder("mcp.tool.call", TIME)
			.with(AuditField.ACTOR_TYPE, "user")
			.with(AuditField.ISSUER, "https://issuer.example/")
			.with(AuditField.ORG, "org-1")
			.with(AuditField.TENANT, "acme")
			.with(AuditField.MCP_METHOD, "tools/call")
			.with(AuditField.TOOL, "saveMemory")
			.with(AuditField.ACTION, "execute")
			.with(AuditField.DECISION, "deny")
			.with(AuditField.OUTCOME, "failure")
			.with(AuditField.REASON, "insufficient_scope")
			.with(AuditField.REQUIRED, List.of("memory:read", "memory:write"))
			.with(AuditField.STATUS, 403)
			.with(AuditField.DURATION, 2500)
			.with(AuditField.TRACE, "0af7651916cd43dd8448eb211c80319c")
			.with(AuditField.SUBJECT, "alice")
			.with(AuditField.EMAIL, "alice@example.com")
			.with(AuditField.CLIENT, "client-1")
			.with(AuditField.ADDRESS, "192.0.2.7")
			.with(AuditField.USER_AGENT, "agent, with a comma")
			.with(AuditField.TOUCHED, List.of("patient"))
			.with(AuditField.TOUCHED_IDS, List.of("patient/4711"));
	}

	private static AuditRecord row(AuditEvent.Builder event) {
		return AuditRecord.of(42, WRITER.write(event.build(), 7, OBSERVED));
	}

	private static Stream<AuditExport> exports(boolean withPersonalData) {
		return Stream.of(new NdjsonExport(withPersonalData), new CsvExport(withPersonalData),
				new OcsfExport(withPersonalData), new OtelExport(withPersonalData));
	}

	static Stream<AuditExport> exportsWithoutPersonalData() {
		return exports(false);
	}

	static Stream<AuditExport> allExports() {
		return Stream.concat(exports(false), exports(true));
	}

	private static Map<String, Object> read(String line) throws InvalidJsonException {
		assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
		return CanonicalJson.read(line.substring(0, line.length() - 1).getBytes(StandardCharsets.UTF_8));
	}

	private static Object at(Map<String, Object> json, String... path) {
		Object value = json;
		for (String name : path) {
			value = (value instanceof Map<?, ?> map) ? map.get(name) : null;
		}
		return String.valueOf(value);
	}

	// a reader for RFC 4180, to see what a spreadsheet sees
	private static List<String> cells(String line) {
		assertThat(line).endsWith("\r\n");
		List<String> cells = new ArrayList<>();
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < line.length() - 2; i++) {
			char c = line.charAt(i);
			if (c == '"') {
				if (quoted && line.charAt(i + 1) == '"') {
					cell.append('"');
					i++;
				}
				else {
					quoted = !quoted;
				}
			}
			else if (c == ',' && !quoted) {
				cells.add(cell.toString());
				cell.setLength(0);
			}
			else {
				cell.append(c);
			}
		}
		cells.add(cell.toString());
		assertThat(quoted).isFalse();
		return cells;
	}

	private static String cell(CsvExport export, AuditRecord row, String column) throws InvalidRecordException {
		List<String> header = cells(export.getHeader());
		List<String> cells = cells(export.format(row));
		assertThat(cells).hasSameSizeAs(header);
		return cells.get(header.indexOf(column));
	}

	@Test
	void ndjsonHasTheLeafByteByByteSoThatItsHashCanBeCalculated() throws Exception {
		AuditRecord row = row(event());
		Map<String, Object> line = read(new NdjsonExport(true).format(row));
		assertThat(line).containsOnlyKeys("event", "index", "personal").containsEntry("index", 42L);
		assertThat(line.get("event")).isInstanceOfSatisfying(Map.class,
				(leaf) -> assertThat(MerkleHash.ofLeaf(leafBytes(leaf))).isEqualTo(row.leafHash()));
		assertThat(at(line, "personal", "sub")).isEqualTo("alice");
		assertThat(read(new NdjsonExport(false).format(row))).containsOnlyKeys("event", "index");
	}

	@SuppressWarnings("unchecked")
	private static byte[] leafBytes(Map<?, ?> leaf) {
		return CanonicalJson.write((Map<String, ?>) leaf);
	}

	@ParameterizedTest
	@CsvSource({ "index,42", "type,mcp.tool.call", "time,2026-11-26T10:00:00.123456Z", "seq,7", "tool,saveMemory",
			"status,403", "sub,alice", "prompt,''", "user_agent,'agent, with a comma'" })
	void csvHasAColumnForEachField(String column, String value) throws InvalidRecordException {
		assertThat(cell(new CsvExport(true), row(event()), column)).isEqualTo(value);
	}

	static Stream<Object> structures() {
		return Stream.of(List.of("patient/1 2", "patient/3"), List.of("patient/1", "2 patient/3"), List.of(" "),
				List.of(""), List.of(), List.of("a\"b,c;d", "=1+1"), Map.of("=name", List.of("a b", 1L, true)),
				List.of(Map.of("kind", "scope", "missing", List.of("a b"))));
	}

	@ParameterizedTest
	@MethodSource("structures")
	void csvHasListsAndObjectsThatCanBeReadBack(Object value) throws InvalidRecordException {
		AuditRecord row = row(event().with(AuditField.TOUCHED_IDS, value));
		assertThat(AnyJson.read(cell(new CsvExport(true), row, "touched_ids"))).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource({ "-5,-5", "0,0", "9007199254740991,9007199254740991" })
	void csvHasNumbersThatAreNumbers(long number, String cell) throws InvalidRecordException {
		assertThat(cell(new CsvExport(true), row(event().with(AuditField.FIRST, number)), "first")).isEqualTo(cell);
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1", "=cmd|' /C calc'!A0",
			"=\"\",\"" })
	void csvHasNoCellThatIsAFormula(String text) throws InvalidRecordException {
		for (AuditField field : List.of(AuditField.SUBJECT, AuditField.TENANT, AuditField.USER_AGENT)) {
			AuditRecord row = row(event().with(field, text));
			assertThat(cell(new CsvExport(true), row, field.getName())).isEqualTo("'" + text);
		}
		AuditRecord list = row(event().with(AuditField.GRANTED, List.of(text, "b")));
		assertThat(cell(new CsvExport(true), list, "granted")).startsWith("[\"");
	}

	@Test
	void csvKeepsTheTableWhateverACellHolds() throws InvalidRecordException {
		String text = "a\"b,c;d\r\n'e\u2028";
		AuditRecord row = row(event().with(AuditField.USER_AGENT, text));
		assertThat(cell(new CsvExport(true), row, "user_agent")).isEqualTo(text);
		assertThat(cell(new CsvExport(true), row, "leaf_hash")).endsWith(row.leafHash().toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\"b", "\"", "a,b", "a;b", "a\nb", "'a" })
	void csvKeepsEachCharacterOfACell(String text) throws InvalidRecordException {
		AuditRecord row = row(event().with(AuditField.USER_AGENT, text));
		assertThat(cell(new CsvExport(true), row, "user_agent")).isEqualTo(text);
		assertThat(new CsvExport(true).format(row))
			.contains(text.equals("'a") ? ",'a," : ",\"" + text.replace("\"", "\"\"") + "\",");
	}

	@Test
	void csvHasTheSameColumnsWithoutPersonalData() throws InvalidRecordException {
		CsvExport export = new CsvExport(false);
		assertThat(export.getHeader()).isEqualTo(new CsvExport(true).getHeader());
		assertThat(cell(export, row(event()), "sub")).isEmpty();
		assertThat(cell(export, row(event()), "tool")).isEqualTo("saveMemory");
	}

	@ParameterizedTest
	@MethodSource("exportsWithoutPersonalData")
	void exportWithoutPersonalDataHasNoPersonalField(AuditExport export) throws InvalidRecordException {
		AuditEvent.Builder event = event();
		for (AuditField field : AuditField.values()) {
			if (field.isPersonal()) {
				event.with(field, "secret-" + field.getName());
			}
		}
		assertThat(export.format(row(event))).doesNotContain("secret-").doesNotContain("alice");
	}

	@ParameterizedTest
	@MethodSource("allExports")
	void exportOfAnErasedRecordIsOneWithoutPersonalData(AuditExport export) throws InvalidRecordException {
		assertThat(export.format(row(event()).erased())).doesNotContain("alice")
			.doesNotContain("192.0.2.7")
			.contains("saveMemory");
	}

	@ParameterizedTest
	@MethodSource("allExports")
	void exportNeverHasTheSaltThatErasureReliesOn(AuditExport export) throws InvalidRecordException {
		AuditRecord row = row(event());
		String salt = String.valueOf(row.personal()).substring(0, 43);
		assertThat(export.format(row)).doesNotContain(salt);
	}

	@ParameterizedTest
	@MethodSource("allExports")
	void exportSaysWhatTheLeafSaysAndNotTheColumns(AuditExport export) throws InvalidRecordException {
		AuditRecord row = row(event());
		AuditRecord other = row(event().with(AuditField.TOOL, "deleteMemory"));
		AuditRecord edited = new AuditRecord(row.index(), row.payload(), row.personal(), row.leafHash(),
				other.projection());
		assertThat(export.format(edited)).isEqualTo(export.format(row)).doesNotContain("deleteMemory");
	}

	@ParameterizedTest
	@MethodSource("allExports")
	void exportRefusesPersonalDataOfAnotherRecord(AuditExport export) {
		AuditRecord row = row(event());
		AuditRecord other = row(event().with(AuditField.SUBJECT, "mallory"));
		AuditRecord edited = new AuditRecord(row.index(), row.payload(), other.personal(), row.leafHash(),
				row.projection());
		assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> export.format(edited))
			.withMessage("the personal data is not what the leaf commits to");
	}

	@ParameterizedTest
	@MethodSource("allExports")
	void exportRefusesALeafThatIsNone(AuditExport export) {
		AuditRecord row = row(event());
		AuditRecord edited = new AuditRecord(row.index(), row.payload() + " ", row.personal(), row.leafHash(),
				row.projection());
		assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> export.format(edited))
			.withMessageNotContaining("alice");
	}

	@ParameterizedTest
	@MethodSource("allExports")
	void exportOfALogHasALineForEachRecord(AuditExport export) throws Exception {
		InMemoryAuditStore store = store(600);
		StringBuilder out = new StringBuilder();
		export.write(store, 0, 600, out);
		assertThat(out.toString().lines()).hasSize(600 + (int) export.getHeader().lines().count());
		StringBuilder part = new StringBuilder();
		export.write(store, 300, 301, part);
		assertThat(part).hasToString(export.getHeader() + export.format(store.read(300, 1).get(0)));
	}

	@ParameterizedTest
	@CsvSource({ "0,700,600", "0,600,0", "128,600,128", "300,700,600" })
	void exportOfALogNeverLeavesARecordOut(long from, long to, long missing) {
		InMemoryAuditStore store = store(600);
		if (missing < 256) {
			store.prune(256);
		}
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new NdjsonExport(false).write(store, from, to, new StringBuilder()))
			.withMessage("the record at index " + missing + " is missing");
	}

	private static InMemoryAuditStore store(int size) {
		InMemoryAuditStore store = new InMemoryAuditStore(10_000);
		List<LogEntry> entries = LongStream.range(0, size)
			.mapToObj((i) -> WRITER.write(event().build(), i, OBSERVED))
			.toList();
		store.append(entries);
		return store;
	}

}
