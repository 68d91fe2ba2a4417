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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.actuate.AuditFilters.InvalidFilterException;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditQuery.Condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AuditFilters}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class AuditFiltersTests {

	@Test
	void everyColumnIsAFilter() throws Exception {
		for (Column column : Column.values()) {
			assertThat(of(AuditFilters.name(column), "a", "b").toQuery().getConditions())
				.containsExactly(new Condition(column, List.of("a", "b")));
		}
	}

	@Test
	void issuersAreFoundWithoutTheirSlash() throws Exception {
		assertThat(of("issuer", "https://one.example", "https://two.example/").toQuery().getConditions())
			.isEqualTo(of("issuer", "https://one.example/", "https://two.example").toQuery().getConditions());
	}

	@Test
	void valuesThatAreRepeatedCountOnce() throws Exception {
		assertThat(of("user", "alice", "bob", "alice").toMap()).isEqualTo(Map.of("user", List.of("alice", "bob")));
	}

	@Test
	void tooManyValuesAreRefused() throws Exception {
		assertThat(of("user", values(AuditQuery.MAX_VALUES)).toQuery().getConditions()).hasSize(1);
		assertThatExceptionOfType(InvalidFilterException.class)
			.isThrownBy(() -> of("user", values(AuditQuery.MAX_VALUES + 1)))
			.withMessageContaining("50");
		assertThatExceptionOfType(InvalidFilterException.class).isThrownBy(() -> of("user", values(1000)));
	}

	// of which the record would not hold everything
	@Test
	void valuesThatAreTooLongAreRefused() {
		assertThatExceptionOfType(InvalidFilterException.class).isThrownBy(() -> of("user", "x".repeat(16_001)));
		assertThatExceptionOfType(InvalidFilterException.class).isThrownBy(() -> of("cursor", "x".repeat(16_001)));
	}

	@Test
	void parametersOfOtherQuestionsAreRefused() {
		for (String name : List.of("format", "by", "limit", "usr", "USER", "")) {
			assertThatExceptionOfType(InvalidFilterException.class).as(name).isThrownBy(() -> of(name, "x"));
		}
	}

	@Test
	void rangeIsGivenOnce() {
		for (String name : List.of("from", "to", "cursor", "before", "after")) {
			assertThatExceptionOfType(InvalidFilterException.class).as(name)
				.isThrownBy(() -> of(name, "a", "b"))
				.withMessageContaining("only once");
		}
	}

	private static String[] values(int count) {
		return IntStream.range(0, count).mapToObj(String::valueOf).toArray(String[]::new);
	}

	private static AuditFilters of(String name, String... values) throws InvalidFilterException {
		return AuditFilters.of(Map.of(name, values), Set.of());
	}

}
