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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Scopes;
import io.identifiabl.security.authorization.ProtectedOperation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AccessRules}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class AccessRulesTests {

	private static final AccessRule READ = AccessRule.of(ScopeRequirement.allOf("read"));

	private static final AccessRule WRITE = AccessRule.of(ScopeRequirement.allOf("write"));

	private static AccessRules rules(ProtectedOperation operation, AccessRule rule) {
		return new AccessRules(Map.of(operation, rule), Map.of(), true);
	}

	@Test
	void declaredOperationHasItsRule() {
		AccessRules rules = rules(ProtectedOperation.tool("save"), WRITE);
		assertThat(rules.find(ProtectedOperation.tool("save"))).isEqualTo(WRITE);
		assertThat(rules.findOffered(ProtectedOperation.tool("save"))).isEqualTo(WRITE);
		assertThat(rules.isDeclared(ProtectedOperation.tool("save"))).isTrue();
		assertThat(rules.isDeclared(ProtectedOperation.tool("load"))).isFalse();
	}

	@Test
	void undeclaredOperationOfATypeWithDeclarationsHasNone() {
		AccessRules rules = rules(ProtectedOperation.tool("save"), WRITE);
		assertThat(rules.find(ProtectedOperation.tool("load"))).isNull();
		assertThat(rules.findOffered(ProtectedOperation.tool("load"))).isNull();
		assertThat(rules.isUndeclaredDenied(ProtectedOperation.Type.TOOL)).isTrue();
	}

	@Test
	void undeclaredOperationOfATypeWithoutDeclarationsNeedsAUser() {
		AccessRules rules = rules(ProtectedOperation.tool("save"), WRITE);
		assertThat(rules.find(ProtectedOperation.prompt("save"))).isEqualTo(AccessRule.AUTHENTICATED);
		assertThat(rules.findOffered(ProtectedOperation.prompt("save"))).isEqualTo(AccessRule.AUTHENTICATED);
		assertThat(rules.isUndeclaredDenied(ProtectedOperation.Type.PROMPT)).isFalse();
	}

	@Test
	void undeclaredOperationNeedsAUserWhereThatIsConfigured() {
		AccessRules rules = new AccessRules(Map.of(ProtectedOperation.tool("save"), WRITE), Map.of(), false);
		assertThat(rules.find(ProtectedOperation.tool("load"))).isEqualTo(AccessRule.AUTHENTICATED);
	}

	@Test
	void builtInOperationIsDeclared() {
		AccessRules rules = new AccessRules(Map.of(ProtectedOperation.tool("save"), WRITE),
				Map.of(ProtectedOperation.tool("whoami"), AccessRule.PUBLIC), true);
		assertThat(rules.find(ProtectedOperation.tool("whoami"))).isEqualTo(AccessRule.PUBLIC);
		assertThat(rules.findOffered(ProtectedOperation.tool("whoami"))).isEqualTo(AccessRule.PUBLIC);
		assertThat(rules.isDeclared(ProtectedOperation.tool("whoami"))).isTrue();
	}

	@Test
	void resourceHasTheRuleOfItsTemplate() {
		AccessRules rules = rules(ProtectedOperation.resource("notes://{id}"), READ);
		assertThat(rules.find(ProtectedOperation.resource("notes://1"))).isEqualTo(READ);
		assertThat(rules.find(ProtectedOperation.resource("other://1"))).isNull();
	}

	@Test
	void resourceThatIsDeclaredItselfHasThatRuleOnly() {
		AccessRules rules = new AccessRules(Map.of(ProtectedOperation.resource("notes://{id}"), READ,
				ProtectedOperation.resource("notes://secret"), WRITE), Map.of(), true);
		assertThat(rules.find(ProtectedOperation.resource("notes://secret"))).isEqualTo(WRITE);
	}

	@Test
	void resourceOfSeveralTemplatesNeedsWhatEachOfThemNeeds() {
		AccessRules both = new AccessRules(
				Map.of(ProtectedOperation.resource("notes:{id}"), READ, ProtectedOperation.resource("{any}"), WRITE),
				Map.of(), true);
		assertThat(both.find(ProtectedOperation.resource("notes:1"))).isNotNull()
			.satisfies((found) -> assertThat(found.requirement().isMetBy(Scopes.of("read"))).isFalse())
			.satisfies((found) -> assertThat(found.requirement().isMetBy(Scopes.of("write"))).isFalse())
			.satisfies((found) -> assertThat(found.requirement().isMetBy(Scopes.of("read", "write"))).isTrue());
	}

	@Test
	void toolThatIsNamedLikeAResourceIsNone() {
		AccessRules rules = rules(ProtectedOperation.resource("{any}"), READ);
		assertThat(rules.find(ProtectedOperation.tool("notes"))).isEqualTo(AccessRule.AUTHENTICATED);
	}

	@Test
	void offeredTemplateIsNoUriOfAnotherTemplate() {
		AccessRules rules = rules(ProtectedOperation.resource("{any}"), READ);
		assertThat(rules.findOffered(ProtectedOperation.resource("{any}"))).isEqualTo(READ);
		assertThat(rules.findOffered(ProtectedOperation.resource("notes:{id}"))).isNull();
		assertThat(rules.isOfferedDeclared(ProtectedOperation.resource("notes:{id}"))).isFalse();
	}

	@Test
	void offeredTemplateHasTheRuleThatNamesItsVariableOtherwise() {
		AccessRules rules = rules(ProtectedOperation.resource("notes://{note}"), READ);
		assertThat(rules.findOffered(ProtectedOperation.resource("notes://{id}"))).isEqualTo(READ);
		assertThat(rules.isOfferedDeclared(ProtectedOperation.resource("notes://{id}"))).isTrue();
		assertThat(rules.isDeclared(ProtectedOperation.resource("notes://{id}"))).isFalse();
	}

	@Test
	void offeredResourceHasTheRuleOfATemplateThatItMatches() {
		AccessRules rules = rules(ProtectedOperation.resource("notes://{id}"), READ);
		assertThat(rules.findOffered(ProtectedOperation.resource("notes://all"))).isEqualTo(READ);
		assertThat(rules.findOffered(ProtectedOperation.resource("other://all"))).isNull();
	}

	@Test
	void readOfATemplateHasTheRuleOfTheUri() {
		AccessRules rules = rules(ProtectedOperation.resource("notes://secret"), WRITE);
		assertThat(rules.findRead(ProtectedOperation.resource("notes://{id}"), "notes://secret")).isEqualTo(WRITE);
		assertThat(rules.findRead(ProtectedOperation.resource("notes://{id}"), "notes://other")).isNull();
	}

	@Test
	void readOfATemplateNeedsWhatOtherTemplatesOfTheUriNeed() {
		AccessRules rules = new AccessRules(
				Map.of(ProtectedOperation.resource("notes:{id}"), READ, ProtectedOperation.resource("{any}"), WRITE),
				Map.of(), true);
		assertThat(rules.findRead(ProtectedOperation.resource("notes:{id}"), "notes:1")).isNotNull()
			.satisfies((found) -> assertThat(found.requirement().isMetBy(Scopes.of("read"))).isFalse())
			.satisfies((found) -> assertThat(found.requirement().isMetBy(Scopes.of("write"))).isFalse())
			.satisfies((found) -> assertThat(found.requirement().isMetBy(Scopes.of("read", "write"))).isTrue());
		assertThat(rules.findRead(ProtectedOperation.resource("x:{id}"), "x:1")).isNull();
	}

	@Test
	void readOfATemplateNeedsNothingOfTemplatesThatDoNotMatch() {
		AccessRules rules = new AccessRules(Map.of(ProtectedOperation.resource("notes:{id}"), READ,
				ProtectedOperation.resource("files:{name}"), WRITE), Map.of(), true);
		assertThat(rules.findRead(ProtectedOperation.resource("notes:{id}"), "notes:1")).isEqualTo(READ);
	}

	@Test
	void knownScopesAreThoseOfAllRules() {
		AccessRules rules = new AccessRules(
				Map.of(ProtectedOperation.tool("save"), WRITE, ProtectedOperation.prompt("p"), READ), Map.of(), true);
		assertThat(rules.getKnownScopes()).containsExactlyInAnyOrder("read", "write");
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsAllowedBeforeDeclarationsAreRead(ProtectedOperation.Type type) {
		AccessRules rules = AccessRules.nothing();
		assertThat(rules.find(new ProtectedOperation(type, "x"))).isNull();
		assertThat(rules.isUndeclaredDenied(type)).isTrue();
		assertThat(rules.getKnownScopes()).isEmpty();
	}

	@Test
	void ruleWithoutScopesNeedsAUser() {
		assertThat(AccessRule.of(ScopeRequirement.none())).isEqualTo(AccessRule.AUTHENTICATED);
		assertThat(AccessRule.AUTHENTICATED.open()).isFalse();
		assertThat(READ.open()).isFalse();
	}

	@Test
	void ruleIsOpenIfBothAre() {
		assertThat(AccessRule.PUBLIC.and(AccessRule.PUBLIC).open()).isTrue();
		assertThat(AccessRule.PUBLIC.and(AccessRule.AUTHENTICATED).open()).isFalse();
		assertThat(AccessRule.AUTHENTICATED.and(AccessRule.PUBLIC).open()).isFalse();
	}

}
