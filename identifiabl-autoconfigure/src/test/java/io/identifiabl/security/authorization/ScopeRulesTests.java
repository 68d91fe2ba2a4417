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

package io.identifiabl.security.authorization;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Scopes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules for scopes, and expressions that are read as such.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class ScopeRulesTests {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private static Authentication withScopes(String... authorities) {
		return new TestingAuthenticationToken("alice", null, authorities);
	}

	private static boolean isGranted(ScopeAuthorizationManager<Object> rule, String... authorities) {
		return rule.authorize(() -> withScopes(authorities), new Object()).isGranted();
	}

	@Test
	void hasScopeNeedsIt() {
		assertThat(isGranted(ScopeAuthorizationManager.hasScope("a"), "SCOPE_a")).isTrue();
		assertThat(isGranted(ScopeAuthorizationManager.hasScope("a"), "a", "ROLE_a", "SCOPE_A")).isFalse();
	}

	@Test
	void hasAnyScopeNeedsOne() {
		assertThat(isGranted(ScopeAuthorizationManager.hasAnyScope("a", "b"), "SCOPE_b")).isTrue();
		assertThat(isGranted(ScopeAuthorizationManager.hasAnyScope("a", "b"), "SCOPE_c")).isFalse();
	}

	@Test
	void hasAllScopesNeedsAll() {
		assertThat(isGranted(ScopeAuthorizationManager.hasAllScopes("a", "b"), "SCOPE_b", "SCOPE_a")).isTrue();
		assertThat(isGranted(ScopeAuthorizationManager.hasAllScopes("a", "b"), "SCOPE_b")).isFalse();
	}

	@Test
	void grantedScopesOfNobodyAreNone() {
		GrantedScopes scopes = new GrantedScopes(ScopeHierarchy.none());
		Authentication unauthenticated = withScopes("SCOPE_a");
		unauthenticated.setAuthenticated(false);
		assertThat(scopes.of(null)).isEqualTo(Scopes.none());
		assertThat(scopes.of(unauthenticated)).isEqualTo(Scopes.none());
		assertThat(scopes.of(withScopes("SCOPE_a", "ROLE_b"))).isEqualTo(Scopes.of("a"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "hasAuthority('SCOPE_a') | a", "hasAllAuthorities('SCOPE_a', 'SCOPE_b') | a b",
					"@identifiabl.hasScope('a') | a", "@identifiabl.hasAllScopes('a', 'b') | a b" })
	void expressionThatAsksForScopesOnlyIsRead(String expression, String scopes) {
		assertThat(SimpleScopeExpressions.read(PARSER.parseExpression(expression)))
			.isEqualTo(ScopeRequirement.allOf(scopes.split(" ")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "hasAnyAuthority('SCOPE_a', 'SCOPE_b')", "@identifiabl.hasAnyScope('a', 'b')" })
	void expressionThatAsksForAlternativesIsRead(String expression) {
		assertThat(SimpleScopeExpressions.read(PARSER.parseExpression(expression)))
			.isEqualTo(ScopeRequirement.anyOf("a", "b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "hasAuthority('ROLE_a')", "hasRole('a')", "hasAuthority('SCOPE_a') and hasRole('b')",
			"!hasAuthority('SCOPE_a')", "hasAuthority(#scope)", "hasAnyAuthority('SCOPE_a', 'ROLE_b')",
			"@other.hasScope('a')", "@identifiabl.hasScope(#scope)", "@identifiabl.hasScope('a').toString()",
			"hasAuthority('SCOPE_a b')", "hasAuthority()", "true", "isAuthenticated()" })
	void expressionThatAsksForAnythingElseIsNotRead(String expression) {
		assertThat(SimpleScopeExpressions.read(PARSER.parseExpression(expression))).isNull();
	}

}
