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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.json.CanonicalJson;

/**
 * The members of an object, without those that have no value.
 *
 * @author Identifiabl Contributors
 */
final class JsonMembers {

	private static final String ENVELOPE = "{\"\":";

	private final Map<String, Object> members = new LinkedHashMap<>();

	JsonMembers with(String name, @Nullable Object value) {
		if (value != null) {
			this.members.put(name, value);
		}
		return this;
	}

	JsonMembers with(String name, JsonMembers value) {
		if (!value.members.isEmpty()) {
			this.members.put(name, value.members);
		}
		return this;
	}

	JsonMembers withAll(Map<String, Object> values) {
		this.members.putAll(values);
		return this;
	}

	Map<String, Object> toMap() {
		return this.members;
	}

	/**
	 * Return the object.
	 */
	@Override
	public String toString() {
		return CanonicalJson.format(this.members);
	}

	/**
	 * Return any value as JSON.
	 * @param value a list, an object, a text, a number or a boolean
	 * @return the JSON
	 */
	static String format(Object value) {
		String object = CanonicalJson.format(Map.of("", value));
		return object.substring(ENVELOPE.length(), object.length() - 1);
	}

}
