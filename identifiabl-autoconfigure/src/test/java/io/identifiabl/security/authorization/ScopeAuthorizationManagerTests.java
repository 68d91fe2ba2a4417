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

import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;

import io.identifiabl.identity.Scopes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ScopeAuthorizationManager} and what it decides.
 *
 * @author Identifiabl Contributors
 */
class ScopeAuthorizationManagerTests {

	private static ScopeAuthorizationDecision decide(ScopeAuthorizationManager<Object> manager) {
		return manager.authorize(() -> new TestingAuthenticationToken("alice", "token", "SCOPE_read", "SCOPE_x"),
				new Object());
	}

	@Test
	void authorizeWhenAScopeIsMissingThenSaysWhich() {
		ScopeAuthorizationDecision decision = decide(ScopeAuthorizationManager.hasAllScopes("read", "write"));
		assertThat(decision.isGranted()).isFalse();
		assertThat(decision.getRequired()).isEqualTo(Scopes.of("read", "write"));
		assertThat(decision.getGrantedScopes()).isEqualTo(Scopes.of("read", "x"));
		assertThat(decision.getMissing()).isEqualTo(Scopes.of("write"));
	}

	@Test
	void authorizeWhenAnyScopeIsThereThenGrants() {
		ScopeAuthorizationDecision decision = decide(ScopeAuthorizationManager.hasAnyScope("write", "read"));
		assertThat(decision.isGranted()).isTrue();
		assertThat(decision.getMissing()).isEqualTo(Scopes.none());
	}

	@Test
	void authorizeWhenTheScopeIsThereThenGrants() {
		assertThat(decide(ScopeAuthorizationManager.hasScope("read")).isGranted()).isTrue();
		assertThat(decide(ScopeAuthorizationManager.hasScope("write")).isGranted()).isFalse();
	}

	@Test
	void textTellsWhatIsRequiredAndMissing() {
		ScopeAuthorizationManager<Object> manager = ScopeAuthorizationManager.hasAllScopes("read", "write");
		assertThat(manager).hasToString("ScopeAuthorizationManager [[read, write]]");
		assertThat(decide(manager))
			.hasToString("ScopeAuthorizationDecision [granted=false, required=read write, missing=write]");
	}

}
