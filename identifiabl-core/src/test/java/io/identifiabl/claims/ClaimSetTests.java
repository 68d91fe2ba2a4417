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

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimSetTests {

	private static final ClaimPath CLAIM = ClaimPath.of("claim");

	@Test
	void getHeaderWhenThereIsNoneThenIsEmpty() {
		assertThat(ClaimSet.of(Map.of()).getHeader()).isEmpty();
	}

	@Test
	void getHeaderReturnsTheHeader() {
		assertThat(ClaimSet.of(Map.of(), Map.of("typ", "JWT")).getHeader()).containsEntry("typ", "JWT");
	}

	@Test
	void hasWhenValueIsOfAnyTypeThenTrue() {
		assertThat(claim(false).has(CLAIM)).isTrue();
	}

	@Test
	void hasWhenValueIsNullThenFalse() {
		Map<String, Object> claims = new HashMap<>();
		claims.put("claim", null);
		assertThat(ClaimSet.of(claims).has(CLAIM)).isFalse();
	}

	@Test
	void getTextReturnsTheStringAsIssued() {
		assertThat(claim(" J\u00f6rg \ud83d\ude00 ").getText(CLAIM)).isEqualTo(" J\u00f6rg \ud83d\ude00 ");
	}

	@Test
	void getTextWhenValueIsNoStringThenReturnsNull() {
		for (Object value : List.of(1L, 1.5, true, List.of("a"), Map.of("a", "b"))) {
			assertThat(claim(value).getText(CLAIM)).as("%s", value).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "a\nb", "a\rb", "a\tb", "a\u0000b", "a\u007fb", "a\u0085b", "a\u009fb",
			"a\u2028b", "a\u2029b", "a\u202ab", "a\u202eb", "a\u2066b", "a\u2069b", "a\ufffeb", "a\uffffb", "a\ud800",
			"\udc00a", "a\ud800b" })
	void getTextWhenStringIsUnsafeThenReturnsNull(String value) {
		assertThat(claim(value).getText(CLAIM)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "~", "\u00a0x", "\u2027x", "\u202fx", "\u2065x", "\u206ax", "\ufffdx", "\u0645\u0631" })
	void getTextWhenStringIsUnusualButSafeThenReturnsIt(String value) {
		assertThat(claim(value).getText(CLAIM)).isEqualTo(value);
	}

	@Test
	void getTextWhenAsLongAsAllowedThenReturnsIt() {
		assertThat(claim("x".repeat(1024)).getText(CLAIM)).hasSize(1024);
	}

	@Test
	void getTextWhenLongerThanAllowedThenReturnsNull() {
		assertThat(claim("x".repeat(1025)).getText(CLAIM)).isNull();
	}

	@Test
	void getFirstTextSkipsWhatIsNoText() {
		ClaimSet claims = ClaimSet.of(Map.of("a", 1L, "b", " ", "c", "found", "d", "later"));
		assertThat(claims.getFirstText(paths("a", "b", "c", "d"))).isEqualTo("found");
	}

	@Test
	void getFirstTextWhenThereIsNoneThenReturnsNull() {
		assertThat(claim("a").getFirstText(paths("x", "y"))).isNull();
	}

	@Test
	void getValuesWhenStringThenIsOneValue() {
		assertThat(claim("Midwest Sales").getValues(CLAIM)).containsExactly("Midwest Sales");
	}

	@Test
	void getValuesWhenArrayThenLeavesOutWhatIsNoText() {
		List<Object> mixed = Arrays.asList("a", 1L, null, List.of("b"), Map.of("c", "d"), " ", "e");
		assertThat(claim(mixed).getValues(CLAIM)).containsExactly("a", "e");
	}

	@Test
	void getValuesWhenObjectThenIsEmpty() {
		assertThat(claim(Map.of("a", "b")).getValues(CLAIM)).isEmpty();
	}

	@Test
	void getAllValuesIsTheUnionInOrder() {
		ClaimSet claims = ClaimSet.of(Map.of("a", List.of("2", "1"), "b", "3", "c", List.of("1", "4")));
		assertThat(claims.getAllValues(paths("a", "b", "c"))).containsExactly("2", "1", "3", "4");
	}

	@Test
	void getScopesSplitsStringsButNotElements() {
		ClaimSet claims = ClaimSet.of(Map.of("scope", "b a", "scp", List.of("c", "d e")));
		assertThat(claims.getScopes(paths("scope", "scp"))).containsExactly("b", "a", "c");
	}

	@Test
	void getScopesWhenNumberThenIsEmpty() {
		assertThat(claim(7L).getScopes(paths("claim"))).isEmpty();
	}

	private static ClaimSet claim(Object value) {
		return ClaimSet.of(Map.of("claim", value));
	}

	private static List<ClaimPath> paths(String... names) {
		return Arrays.stream(names).map(ClaimPath::of).toList();
	}

}
