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

import java.util.Set;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.EventTypes;

/**
 * How urgent a record is for whoever watches others' formats. What says that evidence is
 * missing is the most urgent.
 *
 * @author Identifiabl Contributors
 */
enum Severity {

	/** Something was done. */
	INFORMATIONAL(1, "Informational", 9, "INFO"),

	/** Something was refused. */
	LOW(2, "Low", 13, "WARN"),

	/** Records were lost, or the key that signed them. */
	HIGH(4, "High", 17, "ERROR");

	private static final Set<Object> LOSSES = Set.of(EventTypes.GAP, EventTypes.KEY_LOST);

	private final long ocsfId;

	private final String ocsfCaption;

	private final long otelNumber;

	private final String otelText;

	Severity(long ocsfId, String ocsfCaption, long otelNumber, String otelText) {
		this.ocsfId = ocsfId;
		this.ocsfCaption = ocsfCaption;
		this.otelNumber = otelNumber;
		this.otelText = otelText;
	}

	static Severity of(ExportedRecord exported) {
		if (LOSSES.contains(exported.getType())) {
			return HIGH;
		}
		return "deny".equals(exported.text(AuditField.DECISION)) ? LOW : INFORMATIONAL;
	}

	long getOcsfId() {
		return this.ocsfId;
	}

	String getOcsfCaption() {
		return this.ocsfCaption;
	}

	long getOtelNumber() {
		return this.otelNumber;
	}

	String getOtelText() {
		return this.otelText;
	}

}
