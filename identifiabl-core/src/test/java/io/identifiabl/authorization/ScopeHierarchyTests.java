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

package io.identifiabl.authorization;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.identity.Scopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ScopeHierarchy}.
 *
 * @author Identifiabl Contributors
 */
class ScopeHierarchyTests {

	@Test
	void expandAddsEverythingBelow() {
		ScopeHierarchy hierarchy = ScopeHierarchy.parse(List.of("admin > memories:write > memories:read"));
		assertThat(hierarchy.expand(Scopes.of("openid", "admin")))
			.isEqualTo(Scopes.of("openid", "admin", "memories:write", "memories:read"));
	}

	@Test
	void expandAddsNothingAbove() {
		ScopeHierarchy hierarchy = ScopeHierarchy.parse(List.of("admin > memories:write > memories:read"));
		assertThat(hierarchy.expand(Scopes.of("memories:read"))).isEqualTo(Scopes.of("memories:read"));
	}

	@Test
	void expandFollowsSeveralChains() {
		ScopeHierarchy hierarchy = ScopeHierarchy.parse(List.of("a > b", "b>c", "a > d"));
		assertThat(hierarchy.expand(Scopes.of("a"))).isEqualTo(Scopes.of("a", "b", "d", "c"));
	}

	@Test
	void expandWhenThereIsNoHierarchyThenIsTheSame() {
		Scopes scopes = Scopes.of("a");
		assertThat(ScopeHierarchy.none().expand(scopes)).isSameAs(scopes);
		assertThat(ScopeHierarchy.parse(List.of())).isSameAs(ScopeHierarchy.none());
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "a >", "> a", "a > > b", "a b > c", "" })
	void parseWhenChainIsNoChainThenFails(String chain) {
		assertThatIllegalArgumentException().isThrownBy(() -> ScopeHierarchy.parse(List.of("x > y", chain)))
			.withMessage("'" + chain + "' is not of the form a > b > c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a > a", "a > b > a", "b > c > a > b" })
	void parseWhenScopeImpliesItselfThenFails(String chain) {
		assertThatIllegalArgumentException().isThrownBy(() -> ScopeHierarchy.parse(List.of(chain)))
			.withMessageContaining("implies itself");
	}

	@Test
	void equalHierarchiesAreEqual() {
		ScopeHierarchy hierarchy = ScopeHierarchy.parse(List.of("a > b"));
		assertThat(hierarchy).isEqualTo(ScopeHierarchy.parse(List.of("a  >b")))
			.hasSameHashCodeAs(ScopeHierarchy.parse(List.of("a>b")))
			.isNotEqualTo(ScopeHierarchy.none())
			.doesNotHaveSameHashCodeAs(ScopeHierarchy.parse(List.of("a > c")))
			.hasToString("{a=b}");
	}

}
