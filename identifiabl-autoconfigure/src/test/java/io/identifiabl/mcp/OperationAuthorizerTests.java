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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Scopes;
import io.identifiabl.mcp.AccessDecision.Outcome;
import io.identifiabl.security.authorization.GrantedScopes;
import io.identifiabl.security.authorization.ProtectedOperation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OperationAuthorizer}.
 *
 * @author Identifiabl Contributors
 */
@Tag("every-jdk")
class OperationAuthorizerTests {

	private static final ProtectedOperation SAVE = ProtectedOperation.tool("save");

	private static final ProtectedOperation PING = ProtectedOperation.tool("ping");

	private static final ProtectedOperation UNDECLARED = ProtectedOperation.tool("other");

	private static final ProtectedOperation NOTES = ProtectedOperation.resource("notes://{id}");

	private static final ProtectedOperation NOTE = ProtectedOperation.resource("notes://1");

	private final List<String> announced = new ArrayList<>();

	private final OperationAuthorizer authorizer = authorizer(false);

	private OperationAuthorizer authorizer(boolean tokenRequired) {
		AccessRule write = AccessRule.of(ScopeRequirement.anyOf("write", "admin"));
		AccessRules rules = new AccessRules(
				Map.of(SAVE, write, PING, AccessRule.PUBLIC, NOTES, AccessRule.of(ScopeRequirement.allOf("read"))),
				Map.of(), true);
		return new OperationAuthorizer(() -> rules, new GrantedScopes(ScopeHierarchy.none()), tokenRequired,
				new RecordingPublisher());
	}

	private static Authentication alice(String... scopes) {
		return new TestingAuthenticationToken("alice", null,
				List.of(scopes).stream().map((scope) -> "SCOPE_" + scope).toArray(String[]::new));
	}

	private static Authentication anonymous() {
		return new AnonymousAuthenticationToken("key", "anonymousUser",
				AuthorityUtils.createAuthorityList("SCOPE_write"));
	}

	private static Authentication unauthenticated() {
		Authentication authentication = alice("write");
		authentication.setAuthenticated(false);
		return authentication;
	}

	@Test
	void authorizeWhenScopeIsThereThenGrants() {
		AccessDecision decision = this.authorizer.authorize(alice("admin", "x"), SAVE);
		assertThat(decision.isGranted()).isTrue();
		assertThat(decision.outcome()).isEqualTo(Outcome.GRANTED);
		assertThat(decision.required()).isEqualTo(Scopes.of("admin"));
		assertThat(decision.granted()).isEqualTo(Scopes.of("admin", "x"));
		assertThat(this.announced).containsExactly("alice save true");
	}

	@Test
	void authorizeWhenScopeIsMissingThenSaysWhichWouldDo() {
		AccessDecision decision = this.authorizer.authorize(alice("x"), SAVE);
		assertThat(decision.isGranted()).isFalse();
		assertThat(decision.outcome()).isEqualTo(Outcome.INSUFFICIENT_SCOPE);
		assertThat(decision.required()).isEqualTo(Scopes.of("write"));
		assertThat(decision.granted()).isEqualTo(Scopes.of("x"));
		assertThat(this.announced).containsExactly("alice save false");
	}

	@Test
	void authorizeWhenNothingIsDeclaredThenDenies() {
		assertThat(this.authorizer.authorize(alice("write"), UNDECLARED).outcome()).isEqualTo(Outcome.DENIED);
		assertThat(this.announced).containsExactly("alice other false");
	}

	@Test
	void authorizeWhenNobodyIsThereThenAsksForAToken() {
		AccessDecision decision = this.authorizer.authorize(null, SAVE);
		assertThat(decision.outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
		assertThat(decision.required()).isEqualTo(Scopes.of("write"));
		assertThat(decision.granted()).isEqualTo(Scopes.none());
		assertThat(this.announced).containsExactly("anonymous save false");
	}

	@Test
	void authorizeWhenAnonymousHasAuthoritiesThenTheyDoNotCount() {
		assertThat(this.authorizer.authorize(anonymous(), SAVE).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
	}

	@Test
	void authorizeWhenAuthenticationIsNotAuthenticatedThenItsAuthoritiesDoNotCount() {
		assertThat(this.authorizer.authorize(unauthenticated(), SAVE).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
	}

	@Test
	void authorizeWhenOperationIsPublicThenNeedsNobody() {
		assertThat(this.authorizer.authorize(null, PING).isGranted()).isTrue();
		assertThat(this.authorizer.authorize(alice(), PING).isGranted()).isTrue();
	}

	@Test
	void authorizeWhenTokensAreRequiredThenPublicMeansWithoutScopes() {
		OperationAuthorizer strict = authorizer(true);
		assertThat(strict.isTokenRequired()).isTrue();
		assertThat(this.authorizer.isTokenRequired()).isFalse();
		assertThat(strict.authorize(null, PING).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
		assertThat(strict.authorize(alice(), PING).isGranted()).isTrue();
	}

	@Test
	void authorizeFindsTheTemplateOfAUri() {
		assertThat(this.authorizer.authorize(alice("read"), NOTE).isGranted()).isTrue();
		assertThat(this.authorizer.authorize(alice("write"), NOTE).isGranted()).isFalse();
	}

	@Test
	void authorizeOfferedTakesATemplateForWhatItIs() {
		assertThat(this.authorizer.authorizeOffered(alice("read"), NOTES).isGranted()).isTrue();
		assertThat(this.authorizer.authorizeOffered(alice("read"), NOTE).isGranted()).isTrue();
		assertThat(this.authorizer.authorizeOffered(alice("read"), ProtectedOperation.resource("notes://{id}/text"))
			.outcome()).isEqualTo(Outcome.DENIED);
		assertThat(this.announced).containsExactly("alice notes://{id} true", "alice notes://1 true",
				"alice notes://{id}/text false");
	}

	@Test
	void authorizeReadAnnouncesWhatIsOffered() {
		assertThat(this.authorizer.authorizeRead(alice("read"), NOTES, "notes://1").isGranted()).isTrue();
		assertThat(this.authorizer.authorizeRead(alice("x"), NOTES, "notes://1").outcome())
			.isEqualTo(Outcome.INSUFFICIENT_SCOPE);
		assertThat(this.announced).containsExactly("alice notes://{id} true", "alice notes://{id} false");
	}

	@Test
	void mayCallAnnouncesNothing() {
		assertThat(this.authorizer.mayCall(alice("write"), SAVE)).isTrue();
		assertThat(this.authorizer.mayCall(alice("read"), SAVE)).isFalse();
		assertThat(this.authorizer.mayCall(alice("write"), UNDECLARED)).isFalse();
		assertThat(this.announced).isEmpty();
	}

	@Test
	void insufficientScopeTellsWhatTheCallerHas() {
		AccessDecision decision = this.authorizer.insufficientScope(alice("x"), Scopes.of("y"));
		assertThat(decision.outcome()).isEqualTo(Outcome.INSUFFICIENT_SCOPE);
		assertThat(decision.required()).isEqualTo(Scopes.of("y"));
		assertThat(decision.granted()).isEqualTo(Scopes.of("x"));
		assertThat(decision.decision().isGranted()).isFalse();
	}

	@Test
	void isAuthenticatedNeedsAUser() {
		assertThat(OperationAuthorizer.isAuthenticated(alice())).isTrue();
		assertThat(OperationAuthorizer.isAuthenticated(null)).isFalse();
		assertThat(OperationAuthorizer.isAuthenticated(anonymous())).isFalse();
		assertThat(OperationAuthorizer.isAuthenticated(unauthenticated())).isFalse();
	}

	@Test
	void getRulesAreThoseOfNow() {
		assertThat(this.authorizer.getRules().isDeclared(SAVE)).isTrue();
	}

	/**
	 * Remembers who was told what.
	 */
	private final class RecordingPublisher implements AuthorizationEventPublisher {

		@Override
		public <T> void publishAuthorizationEvent(Supplier<Authentication> authentication, T object,
				@Nullable AuthorizationResult result) {
			OperationAuthorizerTests.this.announced.add(authentication.get().getName() + " "
					+ ((ProtectedOperation) object).name() + " " + (result != null && result.isGranted()));
		}

	}

}
