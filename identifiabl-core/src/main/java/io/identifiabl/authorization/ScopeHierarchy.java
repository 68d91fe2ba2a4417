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

package io.identifiabl.authorization;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Scopes;

/**
 * Which scopes imply which others. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ScopeHierarchy {

	private static final ScopeHierarchy NONE = new ScopeHierarchy(Map.of());

	private final Map<String, Scopes> reachable;

	private ScopeHierarchy(Map<String, Scopes> reachable) {
		this.reachable = reachable;
	}

	/**
	 * Return the hierarchy in which no scope implies another.
	 * @return the empty hierarchy
	 */
	public static ScopeHierarchy none() {
		return NONE;
	}

	/**
	 * Parse a hierarchy.
	 * @param chains chains such as {@code admin > memories:write > memories:read}, each
	 * scope of which implies those to its right
	 * @return the hierarchy
	 * @throws IllegalArgumentException if a chain is no chain of scopes or a scope would
	 * imply itself
	 */
	public static ScopeHierarchy parse(Collection<String> chains) {
		Map<String, Set<String>> direct = new LinkedHashMap<>();
		for (String chain : chains) {
			List<String> scopes = Arrays.stream(chain.split(">", -1)).map(String::strip).toList();
			if (scopes.size() < 2 || !scopes.stream().allMatch(Scopes::isScopeToken)) {
				throw new IllegalArgumentException("'" + chain + "' is not of the form a > b > c");
			}
			for (int i = 1; i < scopes.size(); i++) {
				direct.computeIfAbsent(scopes.get(i - 1), (key) -> new LinkedHashSet<>()).add(scopes.get(i));
			}
		}
		return direct.isEmpty() ? NONE : new ScopeHierarchy(close(direct));
	}

	private static Map<String, Scopes> close(Map<String, Set<String>> direct) {
		Map<String, Scopes> closed = new LinkedHashMap<>();
		direct.forEach((scope, narrower) -> {
			Set<String> found = new LinkedHashSet<>();
			Deque<String> open = new ArrayDeque<>(narrower);
			while (!open.isEmpty()) {
				String next = open.poll();
				if (next.equals(scope)) {
					throw new IllegalArgumentException("'" + scope + "' implies itself");
				}
				if (found.add(next)) {
					open.addAll(direct.getOrDefault(next, Set.of()));
				}
			}
			closed.put(scope, Scopes.of(found));
		});
		return Map.copyOf(closed);
	}

	/**
	 * Return the scopes together with all that they imply.
	 * @param scopes the scopes that were granted
	 * @return the granted scopes, followed by the implied ones
	 */
	public Scopes expand(Scopes scopes) {
		Scopes expanded = scopes;
		if (!this.reachable.isEmpty()) {
			for (String scope : scopes) {
				Scopes implied = this.reachable.get(scope);
				expanded = (implied != null) ? expanded.union(implied) : expanded;
			}
		}
		return expanded;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof ScopeHierarchy other && this.reachable.equals(other.reachable);
	}

	@Override
	public int hashCode() {
		return this.reachable.hashCode();
	}

	@Override
	public String toString() {
		return this.reachable.toString();
	}

}
