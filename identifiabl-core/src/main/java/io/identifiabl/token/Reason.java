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

package io.identifiabl.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes what a refused token says so that it fits into a line of a log: printable ASCII,
 * and no more of it than helps to find the cause.
 *
 * @author Identifiabl Contributors
 */
final class Reason {

	private static final int MAX_LENGTH = 100;

	private static final int MAX_LINE_LENGTH = 400;

	private static final int MAX_VALUES = 5;

	private static final List<String> PARAMETERS = List.of("alg", "kid", "typ");

	private static final List<String> CLAIMS = List.of("iss", "aud", "azp", "client_id", "iat", "nbf", "exp", "jti");

	private Reason() {
	}

	static String text(@Nullable Object value) {
		return (value instanceof Collection<?> values) ? list(values) : "'" + printable(String.valueOf(value)) + "'";
	}

	// in square brackets, also where the claim is a single text
	static String list(@Nullable Object value) {
		Collection<?> values = (value instanceof Collection<?> several) ? several : List.of(String.valueOf(value));
		List<String> texts = new ArrayList<>();
		values.stream().limit(MAX_VALUES).forEach((each) -> texts.add(printable(String.valueOf(each))));
		if (values.size() > MAX_VALUES) {
			texts.add("...");
		}
		return texts.toString();
	}

	static String line(String text) {
		return printable(text, MAX_LINE_LENGTH);
	}

	static String claimed(Map<String, Object> parameters, Map<String, Object> claims) {
		List<String> texts = new ArrayList<>();
		add(texts, PARAMETERS, parameters);
		add(texts, CLAIMS, claims);
		return String.join(", ", texts);
	}

	private static void add(List<String> texts, List<String> names, Map<String, Object> values) {
		for (String name : names) {
			if (values.get(name) != null) {
				texts.add(name + " " + text(values.get(name)));
			}
		}
	}

	private static String printable(String text) {
		return printable(text, MAX_LENGTH);
	}

	private static String printable(String text, int length) {
		StringBuilder printable = new StringBuilder();
		text.chars()
			.limit(length)
			.forEach((c) -> printable.append((c >= ' ' && c <= '~' && c != '\\' && c != '$') ? (char) c : '?'));
		return (text.length() > length) ? printable.append("...").toString() : printable.toString();
	}

}
