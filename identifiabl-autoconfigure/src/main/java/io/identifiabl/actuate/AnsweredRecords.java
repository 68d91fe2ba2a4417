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

package io.identifiabl.actuate;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.export.NdjsonExport;
import io.identifiabl.audit.json.CanonicalJson;
import io.identifiabl.audit.json.InvalidJsonException;

/**
 * Records as this endpoint answers them. One that somebody changed where it is stored is
 * shown as such, without personal data, and does not hide the others.
 *
 * @author Identifiabl Contributors
 */
final class AnsweredRecords {

	private static final NdjsonExport LINES = new NdjsonExport(true);

	private AnsweredRecords() {
	}

	/**
	 * Format a record.
	 * @param record the record
	 * @return a line of JSON with its end
	 */
	static String format(AuditRecord record) {
		try {
			return (record.findFault() == null) ? LINES.format(record) : formatFailed(record);
		}
		catch (InvalidRecordException ex) {
			return formatFailed(record);
		}
	}

	private static String formatFailed(AuditRecord record) {
		Map<String, Object> failed = new LinkedHashMap<>();
		try {
			failed.put("event", CanonicalJson.read(record.payload().getBytes(StandardCharsets.UTF_8)));
		}
		catch (InvalidJsonException ex) {
			// what is no JSON cannot be shown as such
		}
		failed.put("index", record.index());
		failed.put("integrity", "failed");
		return CanonicalJson.format(failed) + "\n";
	}

}
