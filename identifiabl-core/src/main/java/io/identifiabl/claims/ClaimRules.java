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

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The vocabulary in which presets say what a token is.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ClaimRules {

	private ClaimRules() {
	}

	static Predicate<ClaimSet> never() {
		return (claims) -> false;
	}

	public static Predicate<ClaimSet> present(String claim) {
		ClaimPath path = ClaimPath.of(claim);
		return (claims) -> claims.has(path);
	}

	public static Predicate<ClaimSet> absent(String claim) {
		return present(claim).negate();
	}

	public static Predicate<ClaimSet> is(String claim, String... values) {
		return is(ClaimPath.of(claim), values);
	}

	public static Predicate<ClaimSet> is(ClaimPath path, String... values) {
		return text(path, Set.of(values)::contains);
	}

	// Whether the claim is the JSON value true.
	public static Predicate<ClaimSet> isTrue(String claim) {
		return (claims) -> Boolean.TRUE.equals(claims.getClaims().get(claim));
	}

	public static Predicate<ClaimSet> startsWith(String claim, String... prefixes) {
		List<String> expected = List.of(prefixes);
		return text(ClaimPath.of(claim), (text) -> expected.stream().anyMatch(text::startsWith));
	}

	public static Predicate<ClaimSet> endsWith(String claim, String suffix) {
		return text(ClaimPath.of(claim), (text) -> text.endsWith(suffix));
	}

	public static Predicate<ClaimSet> contains(String claim, String part) {
		return text(ClaimPath.of(claim), (text) -> text.contains(part));
	}

	// Whether both claims are present and hold the same text.
	public static Predicate<ClaimSet> same(String claim, String otherClaim) {
		return same(claim, List.of(ClaimPath.of(otherClaim)));
	}

	// Whether the claim holds the same text as the first of the others that is present.
	public static Predicate<ClaimSet> same(String claim, List<ClaimPath> others) {
		ClaimPath path = ClaimPath.of(claim);
		return (claims) -> {
			String text = claims.getText(path);
			return text != null && text.equals(claims.getFirstText(others));
		};
	}

	// Whether the claim is a list of words that are separated by blanks and one of them
	// is the given one.
	public static Predicate<ClaimSet> hasWord(ClaimPath path, String word) {
		return text(path, (text) -> (" " + text + " ").contains(" " + word + " "));
	}

	// Whether one of the claim's values is the given one.
	public static Predicate<ClaimSet> hasValue(String claim, String value) {
		ClaimPath path = ClaimPath.of(claim);
		return (claims) -> claims.getValues(path).contains(value);
	}

	public static Predicate<ClaimSet> headerPresent(String parameter) {
		return (claims) -> claims.getHeader().get(parameter) != null;
	}

	// Whether a parameter of the header is the given text or a list with it.
	public static Predicate<ClaimSet> headerHasValue(String parameter, String value) {
		return (claims) -> {
			Object actual = claims.getHeader().get(parameter);
			return value.equals(actual) || (actual instanceof Collection<?> values && values.contains(value));
		};
	}

	public static Predicate<ClaimSet> text(ClaimPath path, Predicate<String> rule) {
		return (claims) -> {
			String text = claims.getText(path);
			return text != null && rule.test(text);
		};
	}

}
