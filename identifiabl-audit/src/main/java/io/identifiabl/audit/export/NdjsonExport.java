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

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.json.CanonicalJson;

/**
 * Exports records as lines of JSON with our own names: {@code event} is the leaf, byte by
 * byte, so that its hash can be calculated from the line.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class NdjsonExport implements AuditExport {

	private final boolean withPersonalData;

	/**
	 * Create an export.
	 * @param withPersonalData whether what has not been erased is exported
	 */
	public NdjsonExport(boolean withPersonalData) {
		this.withPersonalData = withPersonalData;
	}

	@Override
	public String getHeader() {
		return "";
	}

	@Override
	public String format(AuditRecord record) throws InvalidRecordException {
		ExportedRecord exported = ExportedRecord.of(record, this.withPersonalData);
		StringBuilder line = new StringBuilder("{\"event\":").append(exported.getPayload())
			.append(",\"index\":")
			.append(exported.getIndex());
		if (exported.isPersonal()) {
			line.append(",\"personal\":").append(CanonicalJson.format(exported.getPersonal()));
		}
		return line.append("}\n").toString();
	}

}
