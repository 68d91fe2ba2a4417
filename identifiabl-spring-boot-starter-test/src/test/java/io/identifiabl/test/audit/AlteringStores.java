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

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditPage;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.merkle.MerkleHash;

/**
 * Stores that keep something else than what they were given, as databases do whose
 * columns are too narrow, whose text has another collation, or whose rows somebody edits.
 *
 * @author Identifiabl Contributors
 */
final class AlteringStores {

	private static final int NARROW = 20_000;

	private AlteringStores() {
	}

	static Map<String, ForwardingStore> all() {
		Map<String, ForwardingStore> stores = new LinkedHashMap<>();
		contents(stores);
		columns(stores);
		searches(stores);
		return stores;
	}

	private static void contents(Map<String, ForwardingStore> stores) {
		put(stores, "decisions of all rows but the first", (row) -> (row.index() == 0) ? row
				: withPayload(row, row.payload().replace("\"decision\":\"permit\"", "\"decision\":\"deny\"")));
		put(stores, "leaf hashes", (row) -> withHash(row, "other"));
		put(stores, "leaf hash of one row", (row) -> (row.index() == 700) ? withHash(row, "other") : row);
		put(stores, "form of Unicode",
				(row) -> withPayload(row, Normalizer.normalize(row.payload(), Normalizer.Form.NFC)));
		put(stores, "leaves of more than 20 kB", (row) -> withPayload(row, cut(row.payload(), NARROW)));
		put(stores, "blanks within leaves", (row) -> withPayload(row, row.payload().replace(":", ": ")));
		put(stores, "case of leaves", (row) -> withPayload(row, row.payload().toLowerCase(Locale.ROOT)));
		put(stores, "personal data of more than 20 kB", (row) -> withPersonal(row, cut(row.personal(), NARROW)));
		put(stores, "personal data that is large", (row) -> withPersonal(row,
				(row.personal() != null && row.personal().length() > NARROW) ? null : row.personal()));
	}

	private static void columns(Map<String, ForwardingStore> stores) {
		put(stores, "microseconds",
				(row) -> with(row, withTime(row.projection(), row.projection().time().truncatedTo(ChronoUnit.MILLIS))));
		put(stores, "times before 1970", (row) -> with(row, withTime(row.projection(),
				row.projection().time().isBefore(Instant.EPOCH) ? Instant.EPOCH : row.projection().time())));
		put(stores, "numbers of more than 16 bits",
				(row) -> with(row, withSequence(row.projection(), row.projection().sequence() & 0xFFFF)));
		put(stores, "numbers of more than 31 bits",
				(row) -> with(row, withSequence(row.projection(), row.projection().sequence() & 0x7FFF_FFFFL)));
		put(stores, "indices above 1,000", (row) -> new AuditRecord(row.index() % 1000, row.payload(), row.personal(),
				row.leafHash(), row.projection()));
		put(stores, "all but one resource",
				(row) -> row.withResources(row.projection().resources().stream().limit(1).toList()));
		put(stores, "resources with long names", (row) -> row
			.withResources(row.projection().resources().stream().map((name) -> cut(name, 100)).toList()));
		put(stores, "case of users", (row) -> with(row, withUser(row.projection(), lower(row.projection().user()))));
		put(stores, "absent clients", (row) -> with(row,
				withClient(row.projection(), (row.projection().client() != null) ? row.projection().client() : "")));
		put(stores, "what refused tokens claim", (row) -> with(row, withClaimed(row.projection(), null)));
		put(stores, "traces", (row) -> with(row, withTrace(row.projection(), cut(row.projection().trace(), 16))));
		put(stores, "streams", (row) -> with(row, withStream(row.projection(), "stream-1")));
	}

	private static void searches(Map<String, ForwardingStore> stores) {
		stores.put("a column in pages of a search alone", new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				AuditPage page = this.store.find(query);
				return new AuditPage(
						page.records().stream().map((row) -> with(row, withTrace(row.projection(), null))).toList(),
						page.next());
			}
		});
		stores.put("a column in a search for one event alone", new ForwardingStore() {
			@Override
			public @Nullable AuditRecord find(String eventId) {
				AuditRecord row = this.store.find(eventId);
				return (row != null) ? with(row, withTrace(row.projection(), null)) : null;
			}
		});
	}

	private static void put(Map<String, ForwardingStore> stores, String what, UnaryOperator<AuditRecord> alteration) {
		stores.put("alters " + what, new ForwardingStore() {
			@Override
			public AuditPage find(AuditQuery query) {
				AuditPage page = this.store.find(query);
				return new AuditPage(page.records().stream().map(alteration).toList(), page.next());
			}

			@Override
			public @Nullable AuditRecord find(String eventId) {
				AuditRecord row = this.store.find(eventId);
				return (row != null) ? alteration.apply(row) : null;
			}

			@Override
			public List<AuditRecord> read(long from, int limit) {
				return this.store.read(from, limit).stream().map(alteration).toList();
			}
		});
	}

	private static @Nullable String lower(@Nullable String text) {
		return (text != null) ? text.toLowerCase(Locale.ROOT) : null;
	}

	private static String cut(@Nullable String text, int length) {
		String whole = (text != null) ? text : "";
		return whole.substring(0, Math.min(length, whole.length()));
	}

	private static AuditRecord withPayload(AuditRecord row, String payload) {
		return new AuditRecord(row.index(), payload, row.personal(), row.leafHash(), row.projection());
	}

	private static AuditRecord withPersonal(AuditRecord row, @Nullable String personal) {
		return new AuditRecord(row.index(), row.payload(), personal, row.leafHash(), row.projection());
	}

	private static AuditRecord withHash(AuditRecord row, String leaf) {
		return new AuditRecord(row.index(), row.payload(), row.personal(),
				MerkleHash.ofLeaf(leaf.getBytes(StandardCharsets.UTF_8)), row.projection());
	}

	private static AuditRecord with(AuditRecord row, Projection columns) {
		return new AuditRecord(row.index(), row.payload(), row.personal(), row.leafHash(), columns);
	}

	private static Projection withTime(Projection p, Instant time) {
		return new Projection(p.eventId(), time, p.stream(), p.sequence(), p.type(), p.issuer(), p.user(), p.org(),
				p.tenant(), p.tool(), p.client(), p.claimed(), p.decision(), p.outcome(), p.trace(), p.email(),
				p.address(), p.clientClaimed(), p.route(), p.reason(), p.resources());
	}

	private static Projection withSequence(Projection p, long sequence) {
		return new Projection(p.eventId(), p.time(), p.stream(), sequence, p.type(), p.issuer(), p.user(), p.org(),
				p.tenant(), p.tool(), p.client(), p.claimed(), p.decision(), p.outcome(), p.trace(), p.email(),
				p.address(), p.clientClaimed(), p.route(), p.reason(), p.resources());
	}

	private static Projection withStream(Projection p, String stream) {
		return new Projection(p.eventId(), p.time(), stream, p.sequence(), p.type(), p.issuer(), p.user(), p.org(),
				p.tenant(), p.tool(), p.client(), p.claimed(), p.decision(), p.outcome(), p.trace(), p.email(),
				p.address(), p.clientClaimed(), p.route(), p.reason(), p.resources());
	}

	private static Projection withUser(Projection p, @Nullable String user) {
		return new Projection(p.eventId(), p.time(), p.stream(), p.sequence(), p.type(), p.issuer(), user, p.org(),
				p.tenant(), p.tool(), p.client(), p.claimed(), p.decision(), p.outcome(), p.trace(), p.email(),
				p.address(), p.clientClaimed(), p.route(), p.reason(), p.resources());
	}

	private static Projection withClient(Projection p, @Nullable String client) {
		return new Projection(p.eventId(), p.time(), p.stream(), p.sequence(), p.type(), p.issuer(), p.user(), p.org(),
				p.tenant(), p.tool(), client, p.claimed(), p.decision(), p.outcome(), p.trace(), p.email(), p.address(),
				p.clientClaimed(), p.route(), p.reason(), p.resources());
	}

	private static Projection withClaimed(Projection p, @Nullable String claimed) {
		return new Projection(p.eventId(), p.time(), p.stream(), p.sequence(), p.type(), p.issuer(), p.user(), p.org(),
				p.tenant(), p.tool(), p.client(), claimed, p.decision(), p.outcome(), p.trace(), p.email(), p.address(),
				p.clientClaimed(), p.route(), p.reason(), p.resources());
	}

	private static Projection withTrace(Projection p, @Nullable String trace) {
		return new Projection(p.eventId(), p.time(), p.stream(), p.sequence(), p.type(), p.issuer(), p.user(), p.org(),
				p.tenant(), p.tool(), p.client(), p.claimed(), p.decision(), p.outcome(), trace, p.email(), p.address(),
				p.clientClaimed(), p.route(), p.reason(), p.resources());
	}

}
