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

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.authorization.ScopeHierarchy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScopeExpressions}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class ScopeExpressionsTests {

	private final ScopeExpressions expressions = new ScopeExpressions(
			new GrantedScopes(ScopeHierarchy.parse(List.of("write > read"))));

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void scopeIsGrantedOrImplied() {
		grant("SCOPE_write");
		assertThat(this.expressions.hasScope("write")).isTrue();
		assertThat(this.expressions.hasScope("read")).isTrue();
		assertThat(this.expressions.hasScope("delete")).isFalse();
	}

	@Test
	void anyScopeIsEnoughForAny() {
		grant("SCOPE_read");
		assertThat(this.expressions.hasAnyScope("write", "read")).isTrue();
		assertThat(this.expressions.hasAnyScope("write", "delete")).isFalse();
	}

	@Test
	void allScopesAreNeededForAll() {
		grant("SCOPE_write", "SCOPE_delete");
		assertThat(this.expressions.hasAllScopes("read", "delete")).isTrue();
		assertThat(this.expressions.hasAllScopes("read", "admin")).isFalse();
	}

	@Test
	void nobodyHasAScope() {
		assertThat(this.expressions.hasScope("read")).isFalse();
		assertThat(this.expressions.hasAnyScope("read", "write")).isFalse();
	}

	private static void grant(String... authorities) {
		SecurityContextHolder.getContext()
			.setAuthentication(new TestingAuthenticationToken("alice", "token", authorities));
	}

}
