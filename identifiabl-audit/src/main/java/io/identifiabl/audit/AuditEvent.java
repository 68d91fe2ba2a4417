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

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened. Whatever text it is built from, it can be recorded: text that
 * no log could hold is replaced, and what is too long is shortened, so that nobody avoids
 * being recorded by an odd name. A text with a JWT in it is not kept, wherever it came
 * from. Immutable.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditEvent {

	private final String id;

	private final String type;

	private final Instant time;

	private final Map<AuditField, Object> fields;

	private AuditEvent(Builder builder) {
		this.id = (builder.id != null) ? builder.id : EventIds.create(builder.time);
		this.type = builder.type;
		this.time = builder.time;
		this.fields = Collections.unmodifiableMap(new EnumMap<>(builder.fields));
	}

	/**
	 * Start to build an event.
	 * @param type what kind of event, such as {@code mcp.tool.call}; a fixed name, never
	 * made of what a caller sent
	 * @param time when it happened
	 * @return a builder
	 */
	public static Builder builder(String type, Instant time) {
		return new Builder(type, time);
	}

	/**
	 * Return the id.
	 * @return a UUID of version 7 (RFC 9562), with {@code -intent} at the end of intents
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the type.
	 * @return the kind of event
	 */
	public String getType() {
		return this.type;
	}

	/**
	 * Return the time.
	 * @return when it happened
	 */
	public Instant getTime() {
		return this.time;
	}

	/**
	 * Return a field.
	 * @param field the field
	 * @return a {@code String}, {@code Long}, {@code Boolean}, {@code List} or
	 * {@code Map}, {@code null} if the event does not say
	 */
	public @Nullable Object get(AuditField field) {
		return this.fields.get(field);
	}

	Map<AuditField, Object> getFields() {
		return this.fields;
	}

	/**
	 * Return the type and the id, and nothing personal.
	 */
	@Override
	public String toString() {
		return this.type + " " + this.id;
	}

	/**
	 * Builds an event. Not thread-safe.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private final String type;

		private final Instant time;

		private final Map<AuditField, Object> fields = new EnumMap<>(AuditField.class);

		private @Nullable String id;

		private Builder(String type, Instant time) {
			this.type = Texts.clean(type);
			this.time = time;
		}

		/**
		 * Set the id.
		 * @param id what {@link AuditEvent#getId()} describes; a new one by default
		 * @return this builder
		 */
		public Builder id(String id) {
			this.id = EventIds.check(id);
			return this;
		}

		/**
		 * Set a field.
		 * @param field the field
		 * @param value a text, an integer, a boolean, or lists and maps of them;
		 * {@code null} leaves the field out
		 * @return this builder
		 * @throws IllegalArgumentException if it is something else
		 */
		public Builder with(AuditField field, @Nullable Object value) {
			if (value != null) {
				this.fields.put(field, Texts.cleanValue(value));
			}
			return this;
		}

		/**
		 * Build the event.
		 * @return the event
		 */
		public AuditEvent build() {
			return new AuditEvent(this);
		}

	}

}
