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

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClaimPathTests {

	private static final Map<String, Object> CLAIMS = Map.ofEntries(Map.entry("a.b", "dots"),
			Map.entry("cognito:groups", "colon"), Map.entry("https://acme.example/roles", "slashes"),
			Map.entry("app_metadata",
					Map.of("plan", "gold", "a/b", "slash", "m~n", "tilde", "~1", "both", "", "empty")),
			Map.entry("list", List.of("zero", "one", Map.of("x", "nested"))), Map.entry("text", "plain"));

	@ParameterizedTest
	@CsvSource({ "a.b,dots", "cognito:groups,colon", "https://acme.example/roles,slashes" })
	void parseWhenThereIsNoLeadingSlashThenIsOneLiteralName(String path, String expected) {
		assertThat(ClaimPath.parse(path).resolve(CLAIMS)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "/app_metadata/plan,gold", "/app_metadata/a~1b,slash", "/app_metadata/m~0n,tilde",
			"/app_metadata/~01,both", "/app_metadata/,empty", "/list/0,zero", "/list/1,one", "/list/2/x,nested",
			"/text,plain", "/https:~1~1acme.example~1roles,slashes" })
	void parseWhenJsonPointerThenDescends(String path, String expected) {
		assertThat(ClaimPath.parse(path).resolve(CLAIMS)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/app_metadata/absent", "/absent/plan", "/list/3", "/list/01", "/list/-1", "/list/-",
			"/list/+1", "/list/one", "/list/", "/list/99999", "/list/0/x", "/text/plain", "/text/0", "absent", "a",
			"/a/b", "list/0" })
	void resolveWhenThereIsNothingThenReturnsNull(String path) {
		assertThat(ClaimPath.parse(path).resolve(CLAIMS)).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 9, 10, 99, 100, 999, 1000, 1999 })
	void parseWhenArrayIsLongThenFindsTheElement(int index) {
		Map<String, Object> claims = Map.of("list", IntStream.range(0, 2000).boxed().toList());
		assertThat(ClaimPath.parse("/list/" + index).resolve(claims)).isEqualTo(index);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void parseWhenBlankThenRefuses(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClaimPath.parse(path))
			.withMessage("a claim path must not be blank");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a~", "/a~2b", "/~", "/a/b~~0", "/a~0b~x" })
	void parseWhenEscapeIsMalformedThenRefuses(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClaimPath.parse(path))
			.withMessageContaining("is not a JSON Pointer");
	}

	@Test
	void ofWhenThereIsNoKeyThenRefuses() {
		assertThatIllegalArgumentException().isThrownBy(ClaimPath::of).withMessage("keys must not be empty");
	}

	@Test
	void equalsComparesTheKeys() {
		assertThat(ClaimPath.parse("/a/b~1c")).isEqualTo(ClaimPath.of("a", "b/c"))
			.hasSameHashCodeAs(ClaimPath.of("a", "b/c"))
			.isNotEqualTo(ClaimPath.of("a", "b"))
			.doesNotHaveSameHashCodeAs(ClaimPath.of("a", "b"))
			.isNotEqualTo("/a/b~1c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "plan", "https://acme.example/roles", "/app_metadata/plan", "/a/b~1c~0d" })
	void toStringIsTheConfiguredForm(String path) {
		assertThat(ClaimPath.parse(path)).hasToString(path);
	}

}
