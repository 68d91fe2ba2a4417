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

package io.identifiabl.actuate;

import java.util.Map;

import io.identifiabl.actuate.AuditFilters.InvalidFilterException;

/**
 * Which records of the log to read, from the parameters of a request. Without any it is
 * all of them.
 *
 * @param from the index of the first record
 * @param to the index after the last record
 * @param given the parameters as they were given
 * @author Identifiabl Contributors
 */
record IndexRange(long from, long to, Map<String, String> given) {

	static IndexRange of(Map<String, String[]> parameters) throws InvalidFilterException {
		Map<String, String> given = AuditFilters.single(parameters);
		long from = index(given.getOrDefault("from", "0"));
		long to = given.containsKey("to") ? index(given.get("to")) : Long.MAX_VALUE;
		boolean known = given.keySet().stream().allMatch((name) -> name.equals("from") || name.equals("to"));
		if (!known || from < 0 || from >= to) {
			throw invalid();
		}
		return new IndexRange(from, to, given);
	}

	private static long index(String value) throws InvalidFilterException {
		try {
			return Long.parseLong(value);
		}
		catch (NumberFormatException ex) {
			throw invalid();
		}
	}

	private static InvalidFilterException invalid() {
		return new InvalidFilterException("Known are 'from', the index of a record, and 'to', a larger one.");
	}

}
