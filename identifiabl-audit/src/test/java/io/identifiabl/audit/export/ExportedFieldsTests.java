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

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.EventTypes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing that a record can say is lost by an export, whatever fields there are and
 * whatever they hold.
 *
 * @author Identifiabl Contributors
 */
class ExportedFieldsTests {

	private static final Instant TIME = Instant.parse("2026-11-26T10:00:00.123456Z");

	private static final EntryWriter WRITER = new EntryWriter("notes", "node-1", "stream-1", new SecureRandom());

	private static final List<String> TYPES = List.of("mcp.tool.call", "http.request", EventTypes.GAP);

	private static final List<String> FORMATS = List.of("ndjson", "csv", "ocsf", "otel");

	private static AuditExport export(String format, boolean withPersonalData) {
		return switch (format) {
			case "csv" -> new CsvExport(withPersonalData);
			case "ocsf" -> new OcsfExport(withPersonalData);
			case "otel" -> new OtelExport(withPersonalData);
			default -> new NdjsonExport(withPersonalData);
		};
	}

	private static AuditRecord row(AuditEvent.Builder event) {
		return AuditRecord.of(42, WRITER.write(event.build(), 7, TIME));
	}

	// what a field may hold besides what it holds today
	private static Map<Object, List<String>> values(AuditField field) {
		String marker = "marker-" + field.getName();
		return Map.of(marker, List.of(marker), 7_654_321, List.of("7654321"), true, List.of("true"),
				List.of(marker + " 1", marker + " 2"), List.of(marker + " 1", marker + " 2"),
				Map.of("name", marker, "list", List.of(marker + " 3")), List.of("name", marker, marker + " 3"),
				List.of(Map.of("name", marker, "list", List.of(marker + " 4"))), List.of("name", marker, marker + " 4"),
				List.of(1_234_567, marker), List.of("1234567", marker));
	}

	static Stream<Arguments> fieldsOfExports() {
		return FORMATS.stream()
			.flatMap((format) -> Arrays.stream(AuditField.values()).map((field) -> Arguments.of(format, field)));
	}

	@ParameterizedTest
	@MethodSource("fieldsOfExports")
	void exportHasWhateverAFieldHolds(String format, AuditField field) throws Exception {
		for (String type : TYPES) {
			for (Map.Entry<Object, List<String>> value : values(field).entrySet()) {
				AuditEvent.Builder event = AuditEvent.builder(type, TIME).with(field, value.getKey());
				assertThat(export(format, true).format(row(event)).toLowerCase(Locale.ROOT)).as("%s", value.getKey())
					.contains(value.getValue());
			}
		}
	}

	// where one field takes the place of another
	@ParameterizedTest
	@MethodSource("fieldsOfExports")
	void exportHasAFieldBesidesAllOthers(String format, AuditField field) throws Exception {
		AuditEvent.Builder event = AuditEvent.builder("mcp.tool.call", TIME);
		for (AuditField other : AuditField.values()) {
			event.with(other, "marker-" + other.getName() + ".");
		}
		assertThat(export(format, true).format(row(event)).toLowerCase(Locale.ROOT))
			.contains("marker-" + field.getName() + ".");
	}

	@ParameterizedTest
	@EnumSource(AuditField.class)
	void csvHasAColumnForTheField(AuditField field) {
		assertThat(new CsvExport(true).getHeader().strip().split(",", -1)).containsOnlyOnce(field.getName());
	}

	// what is not personal is exported without personal data, and of erased records
	@ParameterizedTest
	@MethodSource("fieldsOfExports")
	void exportHasNothingPersonalWithoutPersonalData(String format, AuditField field) throws Exception {
		AuditRecord row = row(
				AuditEvent.builder("mcp.tool.call", TIME).with(field, List.of("marker-" + field.getName())));
		for (AuditRecord exported : List.of(row, row.erased())) {
			boolean present = export(format, false).format(exported).contains("marker-");
			assertThat(present).isEqualTo(!field.isPersonal());
		}
	}

	// as deep as a leaf of somebody else can be
	@Test
	void exportHasWhatIsNestedDeeply() throws Exception {
		StringBuilder payload = new StringBuilder("\"deepest\"");
		for (int depth = 0; depth < 15; depth++) {
			payload.insert(0, '[').append(']');
		}
		String leaf = row(AuditEvent.builder("mcp.tool.call", TIME)).payload();
		String deep = leaf.replace("\"id\":", "\"deep\":" + payload + ",\"id\":");
		AuditRecord row = row(AuditEvent.builder("mcp.tool.call", TIME));
		AuditRecord record = new AuditRecord(1, deep, null, row.leafHash(), row.projection());
		for (String format : List.of("ndjson", "ocsf", "otel")) {
			assertThat(export(format, true).format(record)).contains("deepest");
		}
	}

	@Test
	void everyLineIsJson() throws Exception {
		List<AuditEvent.Builder> events = new ArrayList<>();
		for (AuditField field : AuditField.values()) {
			values(field).keySet().forEach((value) -> events.add(AuditEvent.builder("x", TIME).with(field, value)));
		}
		for (AuditEvent.Builder event : events) {
			for (String format : List.of("ndjson", "ocsf", "otel")) {
				String line = export(format, true).format(row(event));
				assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
				assertThat(AnyJson.readObject(line.strip())).isNotEmpty();
			}
		}
	}

}
