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

package io.identifiabl.security.context;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A set of header names in all their spellings: upper and lower case, and with an
 * underscore for a hyphen, which some servers in front of an application treat alike.
 *
 * @author Identifiabl Contributors
 */
final class HeaderNames {

	private final Set<String> names;

	private final long lengths;

	private final long firstLetters;

	HeaderNames(Collection<String> names) {
		this.names = names.stream().map(HeaderNames::normalize).collect(Collectors.toUnmodifiableSet());
		this.lengths = bits(HeaderNames::lengthBit);
		this.firstLetters = bits(HeaderNames::firstLetterBit);
	}

	private long bits(ToLongFunction<String> bit) {
		return this.names.stream().mapToLong(bit).reduce(0, (left, right) -> left | right);
	}

	boolean contains(String name) {
		// most headers of a request have a length or a first letter that no name in the
		// set has
		return (this.lengths & lengthBit(name)) != 0 && (this.firstLetters & firstLetterBit(name)) != 0
				&& this.names.contains(normalize(name));
	}

	private static long lengthBit(String name) {
		return 1L << (name.length() & 63);
	}

	// the two cases of a letter have their last five bits in common
	private static long firstLetterBit(String name) {
		if (name.isEmpty()) {
			return 0;
		}
		char first = name.charAt(0);
		return 1L << (((first != '_') ? first : '-') & 31);
	}

	static String normalize(String name) {
		return name.toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
