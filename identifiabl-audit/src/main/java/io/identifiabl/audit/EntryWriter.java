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

package io.identifiabl.audit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.identifiabl.audit.json.CanonicalJson;

/**
 * Turns the events of one node into entries of the log. Events of a node are numbered, so
 * that one that got lost leaves a gap. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class EntryWriter {

	/** The version of the leaf, which says how columns are derived from it. */
	static final long VERSION = 1;

	/** The most bytes of a leaf (C2SP tlog-tiles). */
	static final int MAX_PAYLOAD = 65_535;

	private static final int MAX_BYTES_PER_CHAR = 3;

	private static final int FEW = 4;

	// what is left of an event that is larger than any log can hold
	private static final Set<String> ESSENTIAL = Set.of("id", "type", "time", "observed", "service", "node", "stream",
			"personal", "phase", "call", "issuer", "tenant", "org", "tool", "decision", "outcome", "reason");

	private final String service;

	private final String node;

	private final String stream;

	private final SecureRandom random;

	/**
	 * Create a writer.
	 * @param service the name of the application
	 * @param node the name of the node
	 * @param stream the id of this run of the node, never used before
	 * @param random where salts come from
	 */
	public EntryWriter(String service, String node, String stream, SecureRandom random) {
		this.service = Texts.clean(service);
		this.node = Texts.clean(node);
		this.stream = stream;
		this.random = random;
	}

	/**
	 * Write an event.
	 * @param event the event
	 * @param sequence its number among those of this node, from 0
	 * @param observed when it is written
	 * @return the entry
	 */
	public LogEntry write(AuditEvent event, long sequence, Instant observed) {
		byte[] salt = new byte[PersonalData.SALT_LENGTH];
		this.random.nextBytes(salt);
		Map<String, Object> leaf = new HashMap<>();
		Map<String, Object> data = new HashMap<>();
		event.getFields().forEach((field, value) -> (field.isPersonal() ? data : leaf).put(field.getName(), value));
		String personal = PersonalData.write(salt, data);
		if (personal.length() > MAX_PAYLOAD) {
			// what a token claims or an application adds may be of any size
			data.values().removeIf((value) -> value instanceof Collection || value instanceof Map);
			personal = PersonalData.write(salt, data);
		}
		leaf.put("v", VERSION);
		leaf.put("id", event.getId());
		leaf.put("type", event.getType());
		leaf.put("time", Times.format(event.getTime()));
		leaf.put("observed", Times.format(observed));
		leaf.put("service", this.service);
		leaf.put("node", this.node);
		leaf.put("stream", this.stream);
		leaf.put("seq", sequence);
		try {
			leaf.put("personal", PersonalData.commit(personal));
			String payload = write(leaf);
			return new LogEntry(payload, personal,
					Projection.of(leaf, data, event.getTime().truncatedTo(ChronoUnit.MICROS)));
		}
		catch (InvalidRecordException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String write(Map<String, Object> leaf) {
		String payload = CanonicalJson.format(leaf);
		if (isTooLong(payload)) {
			// many long scopes: the first ones tell enough
			leaf.replaceAll((name, value) -> (value instanceof List<?> list && list.size() > FEW)
					? List.copyOf(list.subList(0, FEW)) : value);
			payload = CanonicalJson.format(leaf);
		}
		if (isTooLong(payload)) {
			leaf.values().removeIf((value) -> value instanceof Collection || value instanceof Map);
			leaf.keySet().removeIf((name) -> !ESSENTIAL.contains(name) && leaf.get(name) instanceof String);
			payload = CanonicalJson.format(leaf);
		}
		return payload;
	}

	private static boolean isTooLong(String payload) {
		return payload.length() > MAX_PAYLOAD / MAX_BYTES_PER_CHAR
				&& payload.getBytes(StandardCharsets.UTF_8).length > MAX_PAYLOAD;
	}

}
