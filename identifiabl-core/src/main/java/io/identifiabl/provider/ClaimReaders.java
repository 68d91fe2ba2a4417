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

package io.identifiabl.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.identifiabl.claims.ClaimPath;
import io.identifiabl.claims.ClaimSet;

/**
 * The vocabulary in which presets say how a value is made out of claims, where it does
 * not stand in one.
 *
 * @author Identifiabl Contributors
 */
final class ClaimReaders {

	private static final ClaimPath SUB = ClaimPath.of("sub");

	private ClaimReaders() {
	}

	// The subject, of tokens that the rule holds for.
	static Function<ClaimSet, Collection<String>> subjectWhen(Predicate<ClaimSet> rule) {
		return (claims) -> rule.test(claims) ? claims.getValues(SUB) : List.of();
	}

	static Function<ClaimSet, Collection<String>> withPrefix(String prefix, ClaimPath path) {
		return (claims) -> optional(claims.getText(path)).stream().map(prefix::concat).toList();
	}

	// The text, without the prefix if it has it.
	static Function<ClaimSet, Collection<String>> withoutPrefix(String prefix, ClaimPath path) {
		return (claims) -> optional(claims.getText(path)).stream()
			.map((text) -> text.startsWith(prefix) ? text.substring(prefix.length()) : text)
			.toList();
	}

	// The text after the first colon, or all of it.
	static Function<ClaimSet, Collection<String>> afterColon(ClaimPath path) {
		return (claims) -> optional(claims.getText(path)).stream()
			.map((text) -> text.substring(text.indexOf(':') + 1))
			.toList();
	}

	// The only key of an object or the only element of an array; nothing if there are
	// more, since any choice would be a guess.
	static Function<ClaimSet, Collection<String>> only(String claim) {
		ClaimPath path = ClaimPath.of(claim);
		return (claims) -> {
			Object value = claims.getClaims().get(claim);
			if (value instanceof Map<?, ?> members) {
				return (members.size() == 1) ? keys(members) : List.of();
			}
			boolean several = value instanceof Collection<?> elements && elements.size() != 1;
			return several ? List.of() : claims.getValues(path);
		};
	}

	static List<String> keys(Map<?, ?> members) {
		return members.keySet().stream().map(String::valueOf).toList();
	}

	private static List<String> optional(@Nullable String text) {
		return (text != null) ? List.of(text) : List.of();
	}

}
