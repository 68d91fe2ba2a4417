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

import org.junit.jupiter.api.Test;

import io.identifiabl.identity.Scopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ScopeRequirement}.
 *
 * @author Identifiabl Contributors
 */
class ScopeRequirementTests {

	@Test
	void evaluateWhenAllAreThereThenGrants() {
		ScopeDecision decision = ScopeRequirement.allOf("a", "b").evaluate(Scopes.of("b", "c", "a"));
		assertThat(decision).isEqualTo(new ScopeDecision(true, Scopes.of("a", "b"), Scopes.none()));
	}

	@Test
	void evaluateWhenOneOfAllIsMissingThenNamesIt() {
		ScopeDecision decision = ScopeRequirement.allOf("a", "b").evaluate(Scopes.of("a"));
		assertThat(decision).isEqualTo(new ScopeDecision(false, Scopes.of("a", "b"), Scopes.of("b")));
	}

	@Test
	void evaluateWhenOneOfAnyIsThereThenGrantsByIt() {
		ScopeDecision decision = ScopeRequirement.anyOf("a", "b").evaluate(Scopes.of("b"));
		assertThat(decision).isEqualTo(new ScopeDecision(true, Scopes.of("b"), Scopes.none()));
	}

	@Test
	void evaluateWhenNoneOfAnyIsThereThenAsksForTheFirst() {
		ScopeDecision decision = ScopeRequirement.anyOf("a", "b").evaluate(Scopes.of("c"));
		assertThat(decision).isEqualTo(new ScopeDecision(false, Scopes.of("a"), Scopes.of("a")));
	}

	@Test
	void evaluateWhenNothingIsRequiredThenGrants() {
		assertThat(ScopeRequirement.allOf().evaluate(Scopes.none()).granted()).isTrue();
		assertThat(ScopeRequirement.anyOf()).isEqualTo(ScopeRequirement.none());
	}

	@Test
	void evaluateWhenRequirementsAreCombinedThenNeedsBoth() {
		ScopeRequirement both = ScopeRequirement.anyOf("a", "b").and(ScopeRequirement.allOf("c"));
		assertThat(both.isMetBy(Scopes.of("b"))).isFalse();
		assertThat(both.isMetBy(Scopes.of("c"))).isFalse();
		assertThat(both.isMetBy(Scopes.of("b", "c"))).isTrue();
	}

	@Test
	void andWhenBothAreTheSameThenIsThat() {
		ScopeRequirement requirement = ScopeRequirement.allOf("a");
		assertThat(requirement.and(ScopeRequirement.allOf("a"))).isEqualTo(requirement).hasSameHashCodeAs(requirement);
	}

	@Test
	void isEmptyTellsWhetherAScopeIsNeeded() {
		assertThat(ScopeRequirement.none().isEmpty()).isTrue();
		assertThat(ScopeRequirement.anyOf("a").isEmpty()).isFalse();
	}

	@Test
	void requirementsOfOtherScopesDiffer() {
		ScopeRequirement requirement = ScopeRequirement.anyOf("a", "b");
		assertThat(requirement).isNotEqualTo(ScopeRequirement.allOf("a", "b"))
			.isNotEqualTo(ScopeRequirement.none())
			.doesNotHaveSameHashCodeAs(ScopeRequirement.allOf("c"));
	}

	@Test
	void evaluateIsCaseSensitive() {
		assertThat(ScopeRequirement.allOf("A").isMetBy(Scopes.of("a"))).isFalse();
	}

	@Test
	void getAlternativesListsEverySufficientSet() {
		ScopeRequirement requirement = ScopeRequirement.anyOf("a", "b").and(ScopeRequirement.allOf("c"));
		assertThat(requirement.getAlternatives()).containsExactly(Scopes.of("a", "c"), Scopes.of("b", "c"));
		assertThat(requirement.getScopes()).isEqualTo(Scopes.of("a", "b", "c"));
	}

	@Test
	void getAlternativesWhenNothingIsRequiredThenIsOneEmptySet() {
		assertThat(ScopeRequirement.none().getAlternatives()).containsExactly(Scopes.none());
	}

	@Test
	void allOfWhenValueIsNoScopeThenFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> ScopeRequirement.allOf("a b"))
			.withMessage("'a b' is not a scope");
	}

	@Test
	void anyOfWhenValueIsEmptyThenFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> ScopeRequirement.anyOf("a", ""))
			.withMessage("'' is not a scope");
	}

	@Test
	void ofReadsTheAnnotation() throws NoSuchMethodException {
		assertThat(of("all")).isEqualTo(ScopeRequirement.allOf("a", "b")).hasToString("[a, b]");
		assertThat(of("any")).isEqualTo(ScopeRequirement.anyOf("a", "b"));
	}

	private static ScopeRequirement of(String method) throws NoSuchMethodException {
		return ScopeRequirement.of(Annotated.class.getDeclaredMethod(method).getAnnotation(RequireScope.class));
	}

	interface Annotated {

		@RequireScope({ "a", "b" })
		void all();

		@RequireScope(value = { "a", "b" }, match = RequireScope.Match.ANY)
		void any();

	}

}
