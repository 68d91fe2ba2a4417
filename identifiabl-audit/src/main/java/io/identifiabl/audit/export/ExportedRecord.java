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

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.PersonalData;
import io.identifiabl.audit.json.CanonicalJson;
import io.identifiabl.audit.json.InvalidJsonException;

/**
 * What a record says, as far as it is to be exported.
 *
 * @author Identifiabl Contributors
 */
final class ExportedRecord {

	private final long index;

	private final LogEntry entry;

	private final Map<String, Object> leaf;

	private final Map<String, Object> personal;

	private ExportedRecord(long index, LogEntry entry) throws InvalidRecordException, InvalidJsonException {
		this.index = index;
		this.entry = entry;
		this.leaf = CanonicalJson.read(entry.getPayload().getBytes(StandardCharsets.UTF_8));
		this.personal = (entry.getPersonal() != null) ? PersonalData.read(entry.getPersonal()) : Map.of();
	}

	static ExportedRecord of(AuditRecord row, boolean withPersonalData) throws InvalidRecordException {
		// whoever can write to the store may have put another person beside the leaf
		LogEntry entry = LogEntry.of(row.payload(), row.personal());
		try {
			return new ExportedRecord(row.index(), withPersonalData ? entry : entry.erased());
		}
		catch (InvalidJsonException ex) {
			throw new IllegalStateException(ex);
		}
	}

	long getIndex() {
		return this.index;
	}

	String getPayload() {
		return this.entry.getPayload();
	}

	String getLeafHash() {
		return this.entry.getLeafHash().toString();
	}

	boolean isPersonal() {
		return this.entry.getPersonal() != null;
	}

	Map<String, Object> getPersonal() {
		return this.personal;
	}

	Map<String, Object> getLeaf() {
		return this.leaf;
	}

	String getType() {
		return this.entry.getProjection().type();
	}

	Instant getTime() {
		return this.entry.getProjection().time();
	}

	@Nullable Instant getObserved() {
		String text = text("observed");
		try {
			return (text != null) ? Instant.parse(text) : null;
		}
		catch (DateTimeException ex) {
			// a leaf of something else; what it says is in it
			return null;
		}
	}

	@Nullable Object get(AuditField field) {
		return (field.isPersonal() ? this.personal : this.leaf).get(field.getName());
	}

	@Nullable Object get(String name) {
		return this.leaf.get(name);
	}

	@Nullable String text(String name) {
		return (this.leaf.get(name) instanceof String text) ? text : null;
	}

	@Nullable String text(AuditField field) {
		return (get(field) instanceof String text) ? text : null;
	}

	@Nullable Long number(AuditField field) {
		return (get(field) instanceof Long number) ? number : null;
	}

	@Nullable String first(AuditField... fields) {
		for (AuditField field : fields) {
			String text = text(field);
			if (text != null) {
				return text;
			}
		}
		return null;
	}

}
