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

import java.util.Set;
import java.util.function.Predicate;

/**
 * The vocabulary in which presets say what a token is.
 *
 * @author Identifiabl Contributors
 */
final class ClaimRules {

	private ClaimRules() {
	}

	static Predicate<ClaimSet> never() {
		return (claims) -> false;
	}

	static Predicate<ClaimSet> present(String claim) {
		ClaimPath path = ClaimPath.of(claim);
		return (claims) -> claims.has(path);
	}

	static Predicate<ClaimSet> absent(String claim) {
		return present(claim).negate();
	}

	static Predicate<ClaimSet> is(String claim, String... values) {
		return text(ClaimPath.of(claim), Set.of(values)::contains);
	}

	static Predicate<ClaimSet> startsWith(String claim, String prefix) {
		return text(ClaimPath.of(claim), (text) -> text.startsWith(prefix));
	}

	static Predicate<ClaimSet> endsWith(String claim, String suffix) {
		return text(ClaimPath.of(claim), (text) -> text.endsWith(suffix));
	}

	// Whether both claims are present and hold the same text.
	static Predicate<ClaimSet> same(String claim, String otherClaim) {
		ClaimPath path = ClaimPath.of(claim);
		ClaimPath otherPath = ClaimPath.of(otherClaim);
		return (claims) -> {
			String text = claims.getText(path);
			return text != null && text.equals(claims.getText(otherPath));
		};
	}

	// Whether the claim is a list of words that are separated by blanks and one of them
	// is the given one.
	static Predicate<ClaimSet> hasWord(ClaimPath path, String word) {
		return text(path, (text) -> (" " + text + " ").contains(" " + word + " "));
	}

	// Whether one of the claim's values is the given one.
	static Predicate<ClaimSet> hasValue(String claim, String value) {
		ClaimPath path = ClaimPath.of(claim);
		return (claims) -> claims.getValues(path).contains(value);
	}

	static Predicate<ClaimSet> headerPresent(String parameter) {
		return (claims) -> claims.getHeader().get(parameter) != null;
	}

	private static Predicate<ClaimSet> text(ClaimPath path, Predicate<String> rule) {
		return (claims) -> {
			String text = claims.getText(path);
			return text != null && rule.test(text);
		};
	}

}
