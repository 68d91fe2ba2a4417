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

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.InvalidRecordException;

/**
 * Exports records as a table (RFC 4180) with the same columns for all events, one for
 * each field. A text that a spreadsheet would take for a formula begins with an
 * apostrophe; lists and objects are JSON.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class CsvExport implements AuditExport {

	private static final String END = "\r\n";

	// the last four are what spreadsheets with a Japanese input take for the first four
	private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

	private static final List<String> NAMES = List.of("id", "type", "time", "observed", "service", "node", "stream",
			"seq");

	private static final List<AuditField> FIELDS = List.of(AuditField.values());

	private final boolean withPersonalData;

	/**
	 * Create an export.
	 * @param withPersonalData whether what has not been erased is exported; the columns
	 * are there in any case
	 */
	public CsvExport(boolean withPersonalData) {
		this.withPersonalData = withPersonalData;
	}

	@Override
	public String getHeader() {
		Stream<String> names = Stream.concat(NAMES.stream(), FIELDS.stream().map(AuditField::getName));
		return Stream.concat(Stream.concat(Stream.of("index"), names), Stream.of("leaf_hash"))
			.collect(Collectors.joining(",", "", END));
	}

	@Override
	public String format(AuditRecord record) throws InvalidRecordException {
		ExportedRecord exported = ExportedRecord.of(record, this.withPersonalData);
		StringBuilder line = new StringBuilder().append(exported.getIndex());
		NAMES.forEach((name) -> line.append(',').append(cell(exported.get(name))));
		FIELDS.forEach((field) -> line.append(',').append(cell(exported.get(field))));
		// of the Base64 alphabet a plus sign is what a hash may begin with
		return line.append(',').append(cell(exported.getLeafHash())).append(END).toString();
	}

	private static String cell(@Nullable Object value) {
		if (value == null) {
			return "";
		}
		if (!(value instanceof String text)) {
			return quote(JsonMembers.format(value));
		}
		boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
		return quote(formula ? "'" + text : text);
	}

	private static String quote(String text) {
		return isPlain(text) ? text : "\"" + text.replace("\"", "\"\"") + "\"";
	}

	// a semicolon separates cells where a comma separates decimals
	private static boolean isPlain(String text) {
		return text.chars().noneMatch((c) -> c == ',' || c == '"' || c == ';' || c < ' ');
	}

}
