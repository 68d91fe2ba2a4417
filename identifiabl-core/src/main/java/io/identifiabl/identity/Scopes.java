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

package io.identifiabl.identity;

import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/**
 * An immutable set of OAuth 2.0 scope tokens (RFC 6749 section 3.3) in the order in which
 * they were granted. Comparison is case-sensitive.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Scopes implements Iterable<String>, Serializable {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final Scopes NONE = new Scopes(new LinkedHashSet<>());

	private final Set<String> values;

	private Scopes(Set<String> values) {
		this.values = values;
	}

	/**
	 * Return the empty set.
	 * @return no scopes
	 */
	public static Scopes none() {
		return NONE;
	}

	/**
	 * Return the given scopes. A value that is not a scope token of RFC 6749, for example
	 * one that contains a blank, grants nothing and is left out.
	 * @param values the scope values
	 * @return the scopes, first occurrence first
	 */
	public static Scopes of(Collection<String> values) {
		Set<String> scopes = new LinkedHashSet<>();
		for (String value : values) {
			if (isScopeToken(value)) {
				scopes.add(value);
			}
		}
		return wrap(scopes);
	}

	/**
	 * Return the given scopes.
	 * @param values the scope values
	 * @return the scopes, first occurrence first
	 * @see #of(Collection)
	 */
	public static Scopes of(String... values) {
		return of(List.of(values));
	}

	/**
	 * Return scopes that stand for permissions of a provider that allows blanks in their
	 * names. Such a name counts as a whole, and it is no part of the
	 * {@linkplain #toString() parameter's form}, where it would read like several scopes.
	 * @param permissions the permissions
	 * @return the scopes, first occurrence first, without what is no scope token even
	 * without its inner blanks
	 */
	public static Scopes ofPermissions(Collection<String> permissions) {
		Set<String> scopes = new LinkedHashSet<>();
		for (String permission : permissions) {
			if (permission.equals(permission.strip()) && isScopeToken(permission.replace(" ", ""))) {
				scopes.add(permission);
			}
		}
		return wrap(scopes);
	}

	/**
	 * Parse a {@code scope} parameter: scope tokens separated by white space.
	 * @param value the parameter's value, {@code null} means no scopes
	 * @return the scopes, first occurrence first
	 */
	public static Scopes parse(@Nullable String value) {
		if (value == null) {
			return NONE;
		}
		Set<String> scopes = new LinkedHashSet<>();
		int start = -1;
		for (int i = 0; i <= value.length(); i++) {
			boolean separator = i == value.length() || isSeparator(value.charAt(i));
			if (!separator && start < 0) {
				start = i;
			}
			else if (separator && start >= 0) {
				String token = value.substring(start, i);
				if (isScopeToken(token)) {
					scopes.add(token);
				}
				start = -1;
			}
		}
		return wrap(scopes);
	}

	private static boolean isSeparator(char c) {
		return c == ' ' || c == '\t' || c == '\n' || c == '\r';
	}

	/**
	 * Whether the value matches {@code scope-token = 1*( %x21 / %x23-5B / %x5D-7E )}.
	 * @param value the value to test
	 * @return whether it is a scope token
	 */
	public static boolean isScopeToken(String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c <= 0x20 || c >= 0x7F || c == '"' || c == '\\') {
				return false;
			}
		}
		return !value.isEmpty();
	}

	private static Scopes wrap(Set<String> values) {
		return values.isEmpty() ? NONE : new Scopes(values);
	}

	/**
	 * Whether the scope was granted.
	 * @param scope the scope
	 * @return whether this set holds it
	 */
	public boolean contains(String scope) {
		return this.values.contains(scope);
	}

	/**
	 * Whether all of the scopes were granted.
	 * @param scopes the scopes
	 * @return whether this set holds them all
	 */
	public boolean containsAll(Scopes scopes) {
		return this.values.containsAll(scopes.values);
	}

	/**
	 * Return these scopes followed by the others.
	 * @param other the scopes to add
	 * @return the union
	 */
	public Scopes union(Scopes other) {
		if (isEmpty() || other.isEmpty()) {
			return isEmpty() ? other : this;
		}
		Set<String> union = new LinkedHashSet<>(this.values);
		return union.addAll(other.values) ? new Scopes(union) : this;
	}

	/**
	 * Return the scopes that are in both sets, in this set's order.
	 * @param other the scopes to keep
	 * @return the intersection
	 */
	public Scopes intersect(Scopes other) {
		Set<String> intersection = new LinkedHashSet<>(this.values);
		return intersection.retainAll(other.values) ? wrap(intersection) : this;
	}

	/**
	 * Return the scopes of this set that are not in the other.
	 * @param other the scopes to leave out
	 * @return the difference, in this set's order
	 */
	public Scopes minus(Scopes other) {
		if (isEmpty() || other.isEmpty()) {
			return this;
		}
		Set<String> difference = new LinkedHashSet<>(this.values);
		return difference.removeAll(other.values) ? wrap(difference) : this;
	}

	/**
	 * Whether there are no scopes.
	 * @return whether the set is empty
	 */
	public boolean isEmpty() {
		return this.values.isEmpty();
	}

	/**
	 * Return a view of the scopes as a set.
	 * @return an unmodifiable set in grant order
	 */
	public Set<String> asSet() {
		return Collections.unmodifiableSet(this.values);
	}

	/**
	 * Return the scopes as a stream.
	 * @return the scopes in grant order
	 */
	public Stream<String> stream() {
		return StreamSupport.stream(spliterator(), false);
	}

	@Override
	public Iterator<String> iterator() {
		return asSet().iterator();
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof Scopes other && this.values.equals(other.values);
	}

	@Override
	public int hashCode() {
		return this.values.hashCode();
	}

	/**
	 * Return the {@code scope} parameter's form.
	 * @return the scopes separated by one blank, without any that contain one
	 */
	@Override
	public String toString() {
		return this.values.stream().filter(Scopes::isScopeToken).collect(Collectors.joining(" "));
	}

}
