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

import java.util.ArrayList;
import java.util.List;

import io.identifiabl.audit.AuditField;

/**
 * What a record says in one line for people, without anything personal.
 *
 * @author Identifiabl Contributors
 */
final class Sentence {

	private static final List<AuditField> WORDS = List.of(AuditField.PHASE, AuditField.DECISION, AuditField.OUTCOME,
			AuditField.REASON, AuditField.ERROR);

	private static final List<AuditField> NUMBERS = List.of(AuditField.COUNT, AuditField.FIRST, AuditField.LAST);

	private Sentence() {
	}

	static String of(ExportedRecord exported) {
		List<String> parts = new ArrayList<>();
		for (AuditField field : WORDS) {
			String text = exported.text(field);
			if (text != null) {
				parts.add(text);
			}
		}
		for (AuditField field : NUMBERS) {
			Long number = exported.number(field);
			if (number != null) {
				parts.add(field.getName() + " " + number);
			}
		}
		String target = exported.first(AuditField.TOOL, AuditField.PROMPT, AuditField.RESOURCE, AuditField.ROUTE);
		return exported.getType() + ((target != null) ? " " + target : "")
				+ (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
	}

}
