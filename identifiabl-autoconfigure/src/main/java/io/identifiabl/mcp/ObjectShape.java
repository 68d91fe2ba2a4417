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

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The shape of an object. A member that is {@code null} is as good as none, and one that
 * is not known may be anything. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class ObjectShape implements Shape {

	private final Map<String, Shape> members;

	private final Set<String> required;

	private final Shape others;

	private ObjectShape(Map<String, Shape> members, Set<String> required, Shape others) {
		this.members = Map.copyOf(members);
		this.required = Set.copyOf(required);
		this.others = others;
	}

	static ObjectShape withMembers(Map<String, Shape> members, Set<String> required, Shape others) {
		return new ObjectShape(members, required, others);
	}

	// with members that are not known of this shape
	static ObjectShape withOthers(Shape others) {
		return new ObjectShape(Map.of(), Set.of(), others);
	}

	ObjectShape with(String name, Shape member) {
		Map<String, Shape> all = new HashMap<>(this.members);
		all.put(name, member);
		return new ObjectShape(all, this.required, this.others);
	}

	ObjectShape requiring(String name, Shape member) {
		Set<String> names = new HashSet<>(this.required);
		names.add(name);
		return new ObjectShape(with(name, member).members, names, this.others);
	}

	boolean mayBeMissing() {
		return this.required.isEmpty();
	}

	@Override
	public boolean read(JsonParser parser, JsonToken value, Map<String, String> found) {
		if (value != JsonToken.START_OBJECT) {
			ANY.read(parser, value, found);
			return false;
		}
		boolean matches = true;
		int missing = this.required.size();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			JsonToken member = parser.nextToken();
			if (member != JsonToken.VALUE_NULL) {
				matches &= this.members.getOrDefault(name, this.others).read(parser, member, found);
				// no name comes twice
				missing -= this.required.contains(name) ? 1 : 0;
			}
			matches &= Shape.isLine(name);
		}
		return matches && missing == 0;
	}

}
