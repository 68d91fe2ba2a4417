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

package io.identifiabl.mcp;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Scopes;
import io.identifiabl.mcp.OfferedRules.Offer;
import io.identifiabl.security.authorization.ProtectedOperation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OfferedRules}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class OfferedRulesTests {

	private static final ProtectedOperation TOOL = ProtectedOperation.tool("tool");

	private static final AccessRule READ = AccessRule.of(ScopeRequirement.allOf("read"));

	private static final AccessRule WRITE = AccessRule.of(ScopeRequirement.allOf("write"));

	private final OfferedRules rules = new OfferedRules();

	private void assertNeeds(String... scopes) {
		AccessRule rule = this.rules.getRules().get(TOOL);
		assertThat(rule).isNotNull();
		assertThat(rule.open()).isFalse();
		assertThat(rule.requirement().evaluate(Scopes.none()).required()).containsExactlyInAnyOrder(scopes);
	}

	@Test
	void addWhenHandlersHaveOneNameThenNeedsWhatEachNeeds() {
		this.rules.add(TOOL, READ);
		this.rules.add(TOOL, AccessRule.PUBLIC);
		this.rules.add(TOOL, WRITE);
		assertNeeds("read", "write");
	}

	@Test
	void addWhenOneDeclaresNothingThenItOpensNothing() {
		this.rules.add(TOOL, READ);
		this.rules.add(TOOL, null);
		assertNeeds("read");
	}

	@Test
	void addWhenOneDeclaresNothingThenItIsNotOpenedByAnother() {
		this.rules.add(TOOL, AccessRule.PUBLIC);
		this.rules.add(TOOL, null);
		assertThat(this.rules.getRules()).isEmpty();
	}

	@Test
	void addWhenOneDeclaresNothingThenItIsNotLeftToMethodSecurityOfAnother() {
		this.rules.add(TOOL, null);
		this.rules.add(TOOL, AccessRule.AUTHENTICATED);
		assertThat(this.rules.getRules()).isEmpty();
	}

	@Test
	void acceptThenEndsWhatWasDeclaredBefore() {
		this.rules.add(TOOL, READ);
		this.rules.add(TOOL, READ);
		Offer offer = this.rules.begin(TOOL, AccessRule.PUBLIC);
		assertNeeds("read");
		this.rules.accept(offer);
		assertThat(this.rules.getRules()).isEqualTo(Map.of(TOOL, AccessRule.PUBLIC));
	}

	@Test
	void acceptWhenItDeclaresNothingThenIsUndeclared() {
		this.rules.add(TOOL, AccessRule.PUBLIC);
		Offer offer = this.rules.begin(TOOL, null);
		assertThat(this.rules.getRules()).isEmpty();
		this.rules.accept(offer);
		assertThat(this.rules.getRules()).isEmpty();
	}

	@Test
	void withdrawThenWhatWasDeclaredBeforeRemains() {
		this.rules.add(TOOL, READ);
		Offer offer = this.rules.begin(TOOL, WRITE);
		assertNeeds("read", "write");
		this.rules.withdraw(offer);
		assertThat(this.rules.getRules()).isEqualTo(Map.of(TOOL, READ));
	}

	@Test
	void withdrawWhenNothingWasThereThenIsUndeclared() {
		this.rules.withdraw(this.rules.begin(TOOL, WRITE));
		assertThat(this.rules.getRules()).isEmpty();
	}

	@Test
	void acceptWhenAnotherWasBegunMeanwhileThenBothRemain() {
		this.rules.add(TOOL, AccessRule.AUTHENTICATED);
		Offer first = this.rules.begin(TOOL, READ);
		Offer second = this.rules.begin(TOOL, WRITE);
		this.rules.accept(second);
		this.rules.accept(first);
		assertNeeds("read", "write");
	}

	@Test
	void offerIsOfItsOperation() {
		assertThat(this.rules.begin(TOOL, READ).getOperation()).isEqualTo(TOOL);
	}

}
