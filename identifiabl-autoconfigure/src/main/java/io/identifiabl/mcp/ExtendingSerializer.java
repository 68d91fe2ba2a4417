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

package io.identifiabl.mcp;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.util.NameTransformer;

/**
 * Writes an object as before, with more members.
 *
 * @param <T> the type of the object
 * @author Identifiabl Contributors
 */
final class ExtendingSerializer<T> extends ValueSerializer<T> {

	private final ValueSerializer<Object> delegate;

	private final Extension<T> extension;

	ExtendingSerializer(ValueSerializer<Object> delegate, Extension<T> extension) {
		this.delegate = delegate;
		this.extension = extension;
	}

	@Override
	public void resolve(SerializationContext context) {
		this.delegate.resolve(context);
	}

	@Override
	@SuppressWarnings("unchecked")
	public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
		return new ExtendingSerializer<>((ValueSerializer<Object>) this.delegate.createContextual(context, property),
				this.extension);
	}

	@Override
	public void serialize(T value, JsonGenerator generator, SerializationContext context) {
		generator.writeStartObject(value);
		this.delegate.unwrappingSerializer(NameTransformer.NOP)
			.serialize(this.extension.adapt(value), generator, context);
		this.extension.writeMembers(value, generator);
		generator.writeEndObject();
	}

	/**
	 * What is different.
	 *
	 * @param <T> the type of the object
	 */
	interface Extension<T> {

		// of the same type
		default T adapt(T value) {
			return value;
		}

		void writeMembers(T value, JsonGenerator generator);

	}

}
