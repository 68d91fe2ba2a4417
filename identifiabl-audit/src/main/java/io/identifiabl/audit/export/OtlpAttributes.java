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
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Attributes in the JSON encoding of OTLP. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class OtlpAttributes {

	private final List<Object> attributes = new ArrayList<>();

	OtlpAttributes with(String key, @Nullable Object value) {
		if (value != null) {
			this.attributes.add(attribute(key, value));
		}
		return this;
	}

	/**
	 * Return a value with its type.
	 * @param value a list, an object, a text, a number or a boolean
	 * @return an {@code AnyValue}
	 */
	static Map<String, Object> value(Object value) {
		if (value instanceof List<?> list) {
			return Map.of("arrayValue", Map.of("values", list.stream().map(OtlpAttributes::value).toList()));
		}
		if (value instanceof Map<?, ?> map) {
			return Map.of("kvlistValue",
					Map.of("values",
							map.entrySet()
								.stream()
								.map((entry) -> attribute(String.valueOf(entry.getKey()), entry.getValue()))
								.toList()));
		}
		if (value instanceof Boolean) {
			return Map.of("boolValue", value);
		}
		// numbers of 64 bits are texts in the JSON of Protocol Buffers
		return Map.of((value instanceof Long) ? "intValue" : "stringValue", value.toString());
	}

	private static Map<String, Object> attribute(String key, Object value) {
		return Map.of("key", key, "value", value(value));
	}

	List<Object> toList() {
		return this.attributes;
	}

}
