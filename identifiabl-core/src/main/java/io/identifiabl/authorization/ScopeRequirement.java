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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Scopes;

/**
 * The scopes that something needs: one out of each of several groups of alternatives.
 * Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ScopeRequirement {

	private static final ScopeRequirement NONE = new ScopeRequirement(List.of());

	private final List<Scopes> groups;

	private ScopeRequirement(List<Scopes> groups) {
		this.groups = groups;
	}

	/**
	 * Return the requirement that every caller meets.
	 * @return no requirement
	 */
	public static ScopeRequirement none() {
		return NONE;
	}

	/**
	 * Return a requirement of all the scopes.
	 * @param scopes the scopes
	 * @return the requirement
	 * @throws IllegalArgumentException if one of them is not a scope token (RFC 6749
	 * section 3.3)
	 */
	public static ScopeRequirement allOf(String... scopes) {
		return of(Arrays.stream(scopes).map((scope) -> group(scope)).distinct().toList());
	}

	/**
	 * Return a requirement of any one of the scopes.
	 * @param scopes the scopes, preferred first
	 * @return the requirement
	 * @throws IllegalArgumentException if one of them is not a scope token (RFC 6749
	 * section 3.3)
	 */
	public static ScopeRequirement anyOf(String... scopes) {
		return of((scopes.length > 0) ? List.of(group(scopes)) : List.of());
	}

	/**
	 * Return the requirement that an annotation declares.
	 * @param annotation the annotation
	 * @return the requirement
	 * @throws IllegalArgumentException if one of its values is not a scope token
	 */
	public static ScopeRequirement of(RequireScope annotation) {
		return switch (annotation.match()) {
			case ALL -> allOf(annotation.value());
			case ANY -> anyOf(annotation.value());
		};
	}

	private static ScopeRequirement of(List<Scopes> groups) {
		return groups.isEmpty() ? NONE : new ScopeRequirement(groups);
	}

	private static Scopes group(String... scopes) {
		for (String scope : scopes) {
			if (!Scopes.isScopeToken(scope)) {
				throw new IllegalArgumentException("'" + scope + "' is not a scope");
			}
		}
		return Scopes.of(scopes);
	}

	/**
	 * Return a requirement that is met where this one and the other are.
	 * @param other the requirement to add
	 * @return both of them
	 */
	public ScopeRequirement and(ScopeRequirement other) {
		Set<Scopes> both = new LinkedHashSet<>(this.groups);
		both.addAll(other.groups);
		return of(List.copyOf(both));
	}

	/**
	 * Whether every caller meets the requirement.
	 * @return whether no scope is needed
	 */
	public boolean isEmpty() {
		return this.groups.isEmpty();
	}

	/**
	 * Return every scope that is named, alternatives included.
	 * @return the scopes in the order of their declaration
	 */
	public Scopes getScopes() {
		Scopes all = Scopes.none();
		for (Scopes group : this.groups) {
			all = all.union(group);
		}
		return all;
	}

	/**
	 * Return the sets of scopes each of which suffices.
	 * @return the alternatives, preferred first; one empty set if no scope is needed
	 */
	public List<Scopes> getAlternatives() {
		List<Scopes> alternatives = List.of(Scopes.none());
		for (Scopes group : this.groups) {
			List<Scopes> extended = new ArrayList<>();
			for (Scopes alternative : alternatives) {
				group.forEach((scope) -> extended.add(alternative.union(Scopes.of(scope))));
			}
			alternatives = extended;
		}
		return alternatives;
	}

	/**
	 * Decide about a caller.
	 * @param granted the scopes that the caller has, with everything that they imply
	 * @return the decision
	 */
	public ScopeDecision evaluate(Scopes granted) {
		Set<String> required = new LinkedHashSet<>();
		Set<String> missing = new LinkedHashSet<>();
		for (Scopes group : this.groups) {
			String scope = find(group, granted);
			if (scope == null) {
				scope = group.iterator().next();
				missing.add(scope);
			}
			required.add(scope);
		}
		return new ScopeDecision(missing.isEmpty(), Scopes.of(required), Scopes.of(missing));
	}

	/**
	 * Whether a caller meets the requirement.
	 * @param granted the scopes that the caller has, with everything that they imply
	 * @return whether one of each group of alternatives is there
	 */
	public boolean isMetBy(Scopes granted) {
		for (Scopes group : this.groups) {
			if (find(group, granted) == null) {
				return false;
			}
		}
		return true;
	}

	private static @Nullable String find(Scopes group, Scopes granted) {
		for (String scope : group) {
			if (granted.contains(scope)) {
				return scope;
			}
		}
		return null;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof ScopeRequirement other && this.groups.equals(other.groups);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.groups);
	}

	@Override
	public String toString() {
		return this.groups.toString();
	}

}
