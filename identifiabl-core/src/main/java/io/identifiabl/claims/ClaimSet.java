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

package io.identifiabl.claims;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Scopes;

/**
 * The claims of one token and the parameters of its JOSE header, read by type: a value of
 * another JSON type than expected is absent, never converted.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ClaimSet {

	private final Map<String, Object> claims;

	private final Map<String, Object> header;

	private ClaimSet(Map<String, Object> claims, Map<String, Object> header) {
		this.claims = claims;
		this.header = header;
	}

	/**
	 * Return the claim set of something that has no JOSE header, for example of an
	 * introspected opaque token.
	 * @param claims the claims, not copied
	 * @return the claim set
	 */
	public static ClaimSet of(Map<String, Object> claims) {
		return new ClaimSet(claims, Map.of());
	}

	/**
	 * Return the claim set of a JWT.
	 * @param claims the claims, not copied
	 * @param header the JOSE header, not copied
	 * @return the claim set
	 */
	public static ClaimSet of(Map<String, Object> claims, Map<String, Object> header) {
		return new ClaimSet(claims, header);
	}

	/**
	 * Return all claims.
	 * @return the claims
	 */
	public Map<String, Object> getClaims() {
		return this.claims;
	}

	/**
	 * Return the JOSE header.
	 * @return the header, empty if there is none
	 */
	public Map<String, Object> getHeader() {
		return this.header;
	}

	/**
	 * Whether there is a value, of whatever type.
	 * @param path where to look
	 * @return whether the claim is present
	 */
	public boolean has(ClaimPath path) {
		return path.resolve(this.claims) != null;
	}

	/**
	 * Return a string claim.
	 * @param path where to look
	 * @return the string exactly as issued; {@code null} if it is absent, blank, longer
	 * than 1024 characters, contains control characters or is no string
	 */
	public @Nullable String getText(ClaimPath path) {
		return text(path.resolve(this.claims));
	}

	/**
	 * Return the first string claim that is present.
	 * @param paths where to look, in order
	 * @return the string, or {@code null} if there is none
	 */
	public @Nullable String getFirstText(List<ClaimPath> paths) {
		for (ClaimPath path : paths) {
			String text = getText(path);
			if (text != null) {
				return text;
			}
		}
		return null;
	}

	/**
	 * Return the strings of a claim that is an array or one string. One string is one
	 * value, since names of groups contain blanks.
	 * @param path where to look
	 * @return the strings, without any element of another type
	 */
	public List<String> getValues(ClaimPath path) {
		List<String> values = new ArrayList<>();
		Object value = path.resolve(this.claims);
		if (value instanceof Iterable<?> elements) {
			for (Object element : elements) {
				addText(element, values);
			}
		}
		else {
			addText(value, values);
		}
		return values;
	}

	/**
	 * Return the strings of several claims.
	 * @param paths where to look
	 * @return the union, first occurrence first
	 * @see #getValues(ClaimPath)
	 */
	public Set<String> getAllValues(List<ClaimPath> paths) {
		Set<String> values = new LinkedHashSet<>();
		for (ClaimPath path : paths) {
			values.addAll(getValues(path));
		}
		return values;
	}

	/**
	 * Return the scopes of several claims. A string is split at white space, the elements
	 * of an array are not.
	 * @param paths where to look
	 * @return the union, first occurrence first
	 */
	public Scopes getScopes(List<ClaimPath> paths) {
		Scopes scopes = Scopes.none();
		for (ClaimPath path : paths) {
			Object value = path.resolve(this.claims);
			scopes = scopes.union((value instanceof String string) ? Scopes.parse(string) : Scopes.of(getValues(path)));
		}
		return scopes;
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value instanceof String text && SafeText.isSafe(text)) ? text : null;
	}

	private static void addText(@Nullable Object value, List<String> values) {
		String text = text(value);
		if (text != null) {
			values.add(text);
		}
	}

}
