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

package io.identifiabl.audit.trail;

import java.security.SecureRandom;
import java.time.Instant;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.LogEntry;

/**
 * Events to write.
 *
 * @author Identifiabl Contributors
 */
public final class Events {

	static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

	private static final EntryWriter WRITER = new EntryWriter("notes", "node", "stream", new SecureRandom());

	private Events() {
	}

	public static AuditEvent of(String user) {
		return AuditEvent.builder("mcp.tool.call", NOW)
			.with(AuditField.ISSUER, "https://issuer.example/")
			.with(AuditField.TENANT, "acme")
			.with(AuditField.TOOL, "saveMemory")
			.with(AuditField.SUBJECT, user)
			.build();
	}

	public static LogEntry entry(AuditEvent event, long sequence) {
		return WRITER.write(event, sequence, NOW);
	}

	public static LogEntry entry(long sequence) {
		return entry(of("alice"), sequence);
	}

}
