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
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a claim set: one literal claim name, or the way down into
 * nested objects. Names are never split on dots, since {@code https://acme.example/roles}
 * and {@code cognito:groups} are names.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ClaimPath {

	private final List<String> keys;

	private ClaimPath(List<String> keys) {
		this.keys = keys;
	}

	/**
	 * Return the path with the given literal keys, outermost first.
	 * @param keys at least one key
	 * @return the path
	 * @throws IllegalArgumentException if there is no key
	 */
	public static ClaimPath of(String... keys) {
		if (keys.length == 0) {
			throw new IllegalArgumentException("keys must not be empty");
		}
		return new ClaimPath(List.of(keys));
	}

	/**
	 * Parse a configured path: a JSON Pointer (RFC 6901) if it starts with a slash, one
	 * literal claim name otherwise.
	 * @param path the configured path
	 * @return the path
	 * @throws IllegalArgumentException if the path is blank or not a JSON Pointer
	 */
	public static ClaimPath parse(String path) {
		if (path.isBlank()) {
			throw new IllegalArgumentException("a claim path must not be blank");
		}
		return path.startsWith("/") ? new ClaimPath(parsePointer(path)) : of(path);
	}

	private static List<String> parsePointer(String pointer) {
		List<String> keys = new ArrayList<>();
		for (String token : pointer.substring(1).split("/", -1)) {
			keys.add(unescape(token, pointer));
		}
		return List.copyOf(keys);
	}

	private static String unescape(String token, String pointer) {
		for (int i = token.indexOf('~'); i >= 0; i = token.indexOf('~', i + 1)) {
			if (i + 1 == token.length() || (token.charAt(i + 1) != '0' && token.charAt(i + 1) != '1')) {
				throw new IllegalArgumentException(
						"'" + pointer + "' is not a JSON Pointer: '~' must be followed by 0 or 1");
			}
		}
		return token.replace("~1", "/").replace("~0", "~");
	}

	/**
	 * Return the value at this path.
	 * @param claims the claim set
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable Object resolve(Map<String, ?> claims) {
		Object value = claims.get(this.keys.get(0));
		for (int i = 1; value != null && i < this.keys.size(); i++) {
			value = child(value, this.keys.get(i));
		}
		return value;
	}

	private static @Nullable Object child(Object parent, String key) {
		if (parent instanceof Map<?, ?> map) {
			return map.get(key);
		}
		if (parent instanceof List<?> list) {
			int index = index(key);
			return (index >= 0 && index < list.size()) ? list.get(index) : null;
		}
		return null;
	}

	// Array index of RFC 6901 section 4: digits without a leading zero.
	private static int index(String key) {
		boolean canonical = !key.isEmpty() && key.length() <= 4 && (key.length() == 1 || key.charAt(0) != '0');
		for (int i = 0; canonical && i < key.length(); i++) {
			canonical = key.charAt(i) >= '0' && key.charAt(i) <= '9';
		}
		return canonical ? Integer.parseInt(key) : -1;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof ClaimPath other && this.keys.equals(other.keys);
	}

	@Override
	public int hashCode() {
		return this.keys.hashCode();
	}

	@Override
	public String toString() {
		return (this.keys.size() == 1) ? this.keys.get(0) : "/"
				+ String.join("/", this.keys.stream().map((key) -> key.replace("~", "~0").replace("/", "~1")).toList());
	}

}
