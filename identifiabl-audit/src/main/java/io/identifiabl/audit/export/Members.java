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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditField;

/**
 * The members of a record while an export puts them into the places of a format that is
 * not ours. What has no place there remains, so that nothing is lost: not what is of
 * another type than the place, and not what was added to records later. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class Members {

	// deeper than an event can be; a leaf of somebody else may be
	private static final int MAX_DEPTH = 3;

	private final ExportedRecord exported;

	private final Map<String, Object> remaining = new HashMap<>();

	Members(ExportedRecord exported) {
		this.exported = exported;
		this.remaining.putAll(exported.getLeaf());
		// the commitment to what is exported beside it, or was erased
		this.remaining.remove("personal");
		this.remaining.putAll(exported.getPersonal());
	}

	/**
	 * Return a text that has a place.
	 * @param name the name of the member
	 * @return the text, {@code null} if there is none
	 */
	@Nullable String text(String name) {
		String text = this.exported.text(name);
		if (text != null) {
			this.remaining.remove(name);
		}
		return text;
	}

	/**
	 * Return a text that has a place.
	 * @param field the field
	 * @return the text, {@code null} if there is none
	 */
	@Nullable String text(AuditField field) {
		String text = this.exported.text(field);
		if (text != null) {
			this.remaining.remove(field.getName());
		}
		return text;
	}

	/**
	 * Return the first text that there is, which has a place that the others then have
	 * not.
	 * @param fields the fields
	 * @return the text, {@code null} if there is none
	 */
	@Nullable String first(AuditField... fields) {
		for (AuditField field : fields) {
			String text = text(field);
			if (text != null) {
				return text;
			}
		}
		return null;
	}

	/**
	 * Return a number that has a place.
	 * @param field the field
	 * @return the number, {@code null} if there is none
	 */
	@Nullable Long number(AuditField field) {
		return number(field.getName(), this.exported.get(field), Long.MAX_VALUE);
	}

	/**
	 * Return a number that has a place.
	 * @param name the name of the member
	 * @return the number, {@code null} if there is none
	 */
	@Nullable Long number(String name) {
		return number(name, this.exported.get(name), Long.MAX_VALUE);
	}

	/**
	 * Return a number that has a place of 32 bits.
	 * @param field the field
	 * @return the number, {@code null} if there is none that fits
	 */
	@Nullable Long integer(AuditField field) {
		return number(field.getName(), this.exported.get(field), Integer.MAX_VALUE);
	}

	/**
	 * Return a number that has a place of 32 bits.
	 * @param name the name of the member
	 * @return the number, {@code null} if there is none that fits
	 */
	@Nullable Long integer(String name) {
		return number(name, this.exported.get(name), Integer.MAX_VALUE);
	}

	private @Nullable Long number(String name, @Nullable Object value, long max) {
		if (value instanceof Long number && number >= 0 && number <= max) {
			this.remaining.remove(name);
			return number;
		}
		return null;
	}

	/**
	 * Return a list that has a place.
	 * @param field the field
	 * @return the texts, {@code null} if there is no list, or one with something else
	 */
	@Nullable List<String> texts(AuditField field) {
		if (!(this.exported.get(field) instanceof List<?> list)) {
			return null;
		}
		List<String> texts = new ArrayList<>(list.size());
		for (Object element : list) {
			if (!(element instanceof String text)) {
				return null;
			}
			texts.add(text);
		}
		this.remaining.remove(field.getName());
		return texts;
	}

	/**
	 * Return what has no place.
	 * @return the members by their names; what is nested more deeply than other formats
	 * may allow is JSON in a text
	 */
	Map<String, Object> remaining() {
		Map<String, Object> members = new TreeMap<>();
		this.remaining.forEach(
				(name, value) -> members.put(name, (depth(value) > MAX_DEPTH) ? JsonMembers.format(value) : value));
		return members;
	}

	private static int depth(Object value) {
		if (value instanceof List<?> list) {
			return 1 + list.stream().mapToInt(Members::depth).max().orElse(0);
		}
		if (value instanceof Map<?, ?> map) {
			return 1 + map.values().stream().mapToInt(Members::depth).max().orElse(0);
		}
		return 0;
	}

}
