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

import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds the name that somebody meant who wrote another one.
 *
 * @author Identifiabl Contributors
 */
final class NearMatch {

	// so many letters of a name may differ for each that is wrong
	private static final int LETTERS_PER_ERROR = 4;

	private NearMatch() {
	}

	/**
	 * Return the candidate that is most like a name.
	 * @param name the name
	 * @param candidates what it may have been meant to be
	 * @return the candidate, {@code null} if none is like it
	 */
	static @Nullable String find(String name, Collection<String> candidates) {
		String nearest = null;
		int least = Math.max(1, name.length() / LETTERS_PER_ERROR) + 1;
		for (String candidate : candidates) {
			int distance = distance(normalize(name), normalize(candidate));
			if (distance < least) {
				nearest = candidate;
				least = distance;
			}
		}
		return nearest;
	}

	// what environment variables and other notations make of it
	private static String normalize(String name) {
		return name.replaceAll("[-_. ]", "").toLowerCase(Locale.ROOT);
	}

	// Levenshtein
	private static int distance(String left, String right) {
		int[] previous = new int[right.length() + 1];
		for (int j = 0; j <= right.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= left.length(); i++) {
			int[] current = new int[right.length() + 1];
			current[0] = i;
			for (int j = 1; j <= right.length(); j++) {
				int replaced = previous[j - 1] + ((left.charAt(i - 1) != right.charAt(j - 1)) ? 1 : 0);
				current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
			}
			previous = current;
		}
		return previous[right.length()];
	}

}
