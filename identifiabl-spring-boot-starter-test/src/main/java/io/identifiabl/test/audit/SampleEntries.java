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

package io.identifiabl.test.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.EntryWriter;
import io.identifiabl.audit.LogEntry;

/**
 * Entries of two nodes with all that stores tend to change: microseconds, times before
 * 1970, numbers that need more than 31 bits, text in several forms of Unicode, blanks at
 * the ends, and records of every size.
 *
 * @author Identifiabl Contributors
 */
final class SampleEntries {

	static final String ISSUER = "https://issuer.example/";

	static final String OTHER_ISSUER = "https://other.example/";

	private static final List<String> USERS = List.of("alice", "bob", "Alice", "e\u0301", "\u00e9", "alice ",
			"\uD83D\uDE00 \t\u0085", "\u20ac".repeat(400), "carol");

	private static final List<String> TYPES = List.of("mcp.tool.call", "http.request", "mcp.resource.read");

	private static final long FIRST_SEQUENCE = 3_000_000_000L;

	private static final int REFUSED = 13;

	private static final int LARGE = 100;

	private static final int LARGEST = 500;

	private final SecureRandom random = new SecureRandom();

	private final List<EntryWriter> nodes = List.of(new EntryWriter("notes", "node-1", "stream-1", this.random),
			new EntryWriter("notes", "node-2", "stream-2", this.random));

	private int count;

	List<LogEntry> next(int number) {
		List<LogEntry> entries = new ArrayList<>(number);
		for (int i = 0; i < number; i++) {
			entries.add(next());
		}
		return entries;
	}

	LogEntry next() {
		int i = this.count++;
		AuditEvent.Builder event = AuditEvent.builder(TYPES.get(i % TYPES.size()), time(i))
			.with(AuditField.ISSUER, (i % 5 == 0) ? OTHER_ISSUER : ISSUER)
			.with(AuditField.SUBJECT, USERS.get(i % USERS.size()))
			.with(AuditField.ORG, (i % 4 == 0) ? null : "org-" + i % 4)
			.with(AuditField.TENANT, "tenant-" + i % 3)
			.with(AuditField.TOOL, "save \u00e9 e\u0301 " + i % 6)
			.with(AuditField.CLIENT, (i % 7 == 0) ? null : "client-" + i % 7)
			.with(AuditField.DECISION, (i % 6 == 1) ? "deny" : "permit")
			.with(AuditField.OUTCOME, (i % 6 == 1) ? "failure" : "success")
			.with(AuditField.EMAIL, (i % 9 == 0) ? null : USERS.get(i % USERS.size()) + "@example.com")
			.with(AuditField.ADDRESS, "192.0.2." + i % 20)
			.with(AuditField.CLAIMED_CLIENT, (i % 5 == 0) ? null : "Client \u00e9 " + i % 5)
			.with(AuditField.ROUTE, (i % 3 == 1) ? "/notes/{id}/" + i % 4 : null)
			.with(AuditField.REASON, (i % 6 == 1) ? "reason_" + i % 4 : null)
			.with(AuditField.MISSING, (i % 6 == 1) ? List.of("notes:" + i % 5, "notes:x") : null)
			.with(AuditField.TRACE, String.format(Locale.ROOT, "%032x", i))
			.with(AuditField.TOUCHED_IDS, resources(i));
		if (i % REFUSED == REFUSED - 1) {
			event.with(AuditField.ISSUER, null)
				.with(AuditField.SUBJECT, null)
				.with(AuditField.CLAIMED, Map.of("iss", (i % 2 == 0) ? ISSUER : "https://issuer.example", "sub",
						USERS.get(i % USERS.size()), "jti", "id-" + i));
		}
		if (i % LARGE == LARGE - 1) {
			event.with(AuditField.REQUIRED, Collections.nCopies(64, "x\u0301".repeat(200)))
				.with(AuditField.DATA, Map.of("text", Collections.nCopies(60, "\u20ac".repeat(400))));
		}
		if (i % LARGEST == LARGEST - 1) {
			event.with(AuditField.REQUIRED, Collections.nCopies(64, "x".repeat(1000)));
		}
		return this.nodes.get(i % 2).write(event.build(), FIRST_SEQUENCE + i / 2, time(i).plusSeconds(1));
	}

	private static Instant time(int i) {
		Instant begin = (i % 50 == 49) ? Instant.parse("1969-12-31T23:00:00Z") : Instant.parse("2026-01-01T00:00:00Z");
		return begin.plusNanos(i * 1_000_123_000L);
	}

	private static List<String> resources(int i) {
		List<String> resources = new ArrayList<>();
		for (int j = 0; j < i % 4; j++) {
			resources.add("memory/" + (i + j) % 40);
		}
		if (i % LARGE == 3) {
			resources.add("memory/" + "\u20ac".repeat(400));
		}
		return resources;
	}

}
