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
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.json.CanonicalJson;
import io.identifiabl.audit.json.InvalidJsonException;

/**
 * The part of a record that is hashed, and therefore signed. What a record says is what
 * its leaf says, whatever stands in columns. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Leaf {

	private final Map<String, Object> members;

	private Leaf(Map<String, Object> members) {
		this.members = members;
	}

	/**
	 * Read a leaf.
	 * @param payload the leaf in canonical JSON
	 * @return the leaf
	 * @throws InvalidRecordException if this is none
	 */
	public static Leaf parse(String payload) throws InvalidRecordException {
		try {
			return new Leaf(CanonicalJson.read(payload.getBytes(StandardCharsets.UTF_8)));
		}
		catch (InvalidJsonException ex) {
			throw new InvalidRecordException("the leaf is " + ex.getMessage());
		}
	}

	/**
	 * Return a field.
	 * @param field the field
	 * @return a {@code String}, {@code Long}, {@code Boolean}, {@code List} or
	 * {@code Map}, {@code null} if the leaf does not say
	 */
	public @Nullable Object get(AuditField field) {
		return this.members.get(field.getName());
	}

	/**
	 * Return the type.
	 * @return the kind of event, {@code null} if the leaf does not say
	 */
	public @Nullable String getType() {
		return (this.members.get("type") instanceof String type) ? type : null;
	}

	/**
	 * Return when the record was written, by the clock of its node. It outranks the time
	 * of the event, which an application sets.
	 * @return the time
	 * @throws InvalidRecordException if the leaf does not say
	 */
	public Instant getObserved() throws InvalidRecordException {
		if (this.members.get("observed") instanceof String observed) {
			return Times.parse(observed);
		}
		throw new InvalidRecordException("the leaf has no 'observed'");
	}

	/**
	 * Return the latest time that the record claims anywhere, be it the time of writing,
	 * that of the event, or that in its id (a UUID of version 7).
	 * @return the time
	 * @throws InvalidRecordException if the leaf does not say when it was written
	 */
	public Instant getLatestTime() throws InvalidRecordException {
		Instant latest = getObserved();
		if (this.members.get("time") instanceof String text) {
			latest = latest(latest, Times.parse(text));
		}
		Instant created = (this.members.get("id") instanceof String id) ? EventIds.findTime(id) : null;
		return (created != null) ? latest(latest, created) : latest;
	}

	private static Instant latest(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	/**
	 * Derive the columns.
	 * @param personal the personal data, {@code null} if it was erased
	 * @return the columns
	 * @throws InvalidRecordException if the leaf is of a version that is not known, or
	 * not the one that the personal data belongs to
	 */
	public Projection project(@Nullable String personal) throws InvalidRecordException {
		if (personal == null) {
			return Projection.of(this.members, Map.of());
		}
		if (!PersonalData.commit(personal).equals(this.members.get("personal"))) {
			throw new InvalidRecordException("the personal data is not what the leaf commits to");
		}
		return Projection.of(this.members, PersonalData.read(personal));
	}

}
