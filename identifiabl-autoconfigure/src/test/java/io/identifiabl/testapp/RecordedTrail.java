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

package io.identifiabl.testapp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.PersonalData;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.json.CanonicalJson;
import io.identifiabl.audit.json.InvalidJsonException;
import io.identifiabl.audit.trail.DurableAuditTrail;

/**
 * What an application recorded since this was created.
 *
 * @author Identifiabl Contributors
 */
public final class RecordedTrail {

	private static final int ATTEMPTS = 2000;

	private final DurableAuditTrail trail;

	private final long from;

	private RecordedTrail(DurableAuditTrail trail) {
		this.trail = trail;
		this.from = flush() + 1;
	}

	public static RecordedTrail of(RunningApplication application) {
		return new RecordedTrail(application.getBean(DurableAuditTrail.class));
	}

	public DurableAuditTrail getTrail() {
		return this.trail;
	}

	private long flush() {
		return this.trail.require(AuditEvent.builder("test.mark", this.trail.getClock().instant()).build(),
				Urgency.AWAITED);
	}

	/**
	 * Return all that was recorded, apart from what this does itself.
	 */
	public List<Recorded> all() {
		long to = flush();
		List<Recorded> all = new ArrayList<>();
		for (long index = this.from; index < to;) {
			for (AuditRecord record : this.trail.getStore().read(index, 500)) {
				all.add(Recorded.of(record));
				index = record.index() + 1;
			}
		}
		all.removeIf((record) -> record.type().equals("test.mark"));
		return all;
	}

	/**
	 * Return the only record of a kind. A response may be here before its record is.
	 */
	public Recorded only(Predicate<Recorded> kind) {
		for (int i = 0; i < ATTEMPTS; i++) {
			List<Recorded> found = all().stream().filter(kind).toList();
			if (found.size() == 1) {
				return found.get(0);
			}
			if (found.size() > 1) {
				throw new IllegalStateException("more than one record: " + found);
			}
			Thread.onSpinWait();
		}
		throw new IllegalStateException("no such record among " + all());
	}

	/**
	 * Wait until there are as many records of a type as expected.
	 */
	public void awaitCount(String type, int count) {
		for (int i = 0; i < ATTEMPTS; i++) {
			if (all().stream().filter((record) -> record.type().equals(type)).count() >= count) {
				return;
			}
			Thread.onSpinWait();
		}
	}

	public Recorded only(String type) {
		return only((record) -> record.type().equals(type));
	}

	/**
	 * A record as it is stored.
	 *
	 * @param row the row
	 * @param leaf the leaf
	 * @param personal the personal data
	 */
	public record Recorded(AuditRecord row, Map<String, Object> leaf, Map<String, Object> personal) {

		static Recorded of(AuditRecord row) {
			try {
				return new Recorded(row, CanonicalJson.read(row.payload().getBytes(StandardCharsets.UTF_8)),
						(row.personal() != null) ? PersonalData.read(row.personal()) : Map.of());
			}
			catch (InvalidJsonException | InvalidRecordException ex) {
				throw new IllegalStateException(ex);
			}
		}

		public String type() {
			return String.valueOf(this.leaf.get("type"));
		}

		public @Nullable Object leaf(String name) {
			return this.leaf.get(name);
		}

		public @Nullable Object personal(String name) {
			return this.personal.get(name);
		}

		// the decisions of one kind, in one word each
		public List<String> decisions() {
			return (this.leaf.get("authz") instanceof List<?> list) ? list.stream()
				.map((decision) -> ((Map<?, ?>) decision).get("kind") + " " + ((Map<?, ?>) decision).get("decision"))
				.toList() : List.of();
		}

	}

}
