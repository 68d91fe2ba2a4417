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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.identity.Scopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Scopes that methods declare.
 *
 * @author Identifiabl Contributors
 */
class RequireScopeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablMethodSecurityAutoConfiguration.class))
		.withBean(ScopeHierarchy.class, () -> ScopeHierarchy.parse(List.of("admin > write > read")));

	@AfterEach
	void logOut() {
		SecurityContextHolder.clearContext();
	}

	private static void logIn(String... scopes) {
		String[] authorities = Stream.of(scopes).map((scope) -> "SCOPE_" + scope).toArray(String[]::new);
		SecurityContextHolder.getContext()
			.setAuthentication(new TestingAuthenticationToken("alice", null, authorities));
	}

	private void withNotes(Consumer<Notes> consumer) {
		this.runner.withBean(Notes.class).run((context) -> consumer.accept(context.getBean(Notes.class)));
	}

	@Test
	void callWhenScopesAreThereThenRuns() {
		withNotes((notes) -> {
			logIn("write", "extra");
			assertThat(notes.both()).isEqualTo("both");
		});
	}

	@Test
	void callWhenScopeIsMissingThenDecisionNamesRequiredGrantedAndMissing() {
		withNotes((notes) -> {
			logIn("write");
			assertThatExceptionOfType(AuthorizationDeniedException.class).isThrownBy(notes::both)
				.extracting(AuthorizationDeniedException::getAuthorizationResult)
				.isInstanceOfSatisfying(ScopeAuthorizationDecision.class, (decision) -> {
					assertThat(decision.getRequired()).isEqualTo(Scopes.of("write", "extra"));
					assertThat(decision.getMissing()).isEqualTo(Scopes.of("extra"));
					assertThat(decision.getGrantedScopes()).isEqualTo(Scopes.of("write", "read"));
				});
		});
	}

	@Test
	void callWhenScopeIsImpliedThenRuns() {
		withNotes((notes) -> {
			logIn("admin");
			assertThat(notes.ofClass()).isEqualTo("class");
		});
	}

	@Test
	void callWhenMethodDeclaresAnotherScopeThenClassDoesNotCount() {
		withNotes((notes) -> {
			logIn("other");
			assertThat(notes.either()).isEqualTo("either");
			assertDenied(notes::ofClass);
		});
	}

	@Test
	void callWhenExpressionAsksForAScopeThenHierarchyCounts() {
		withNotes((notes) -> {
			logIn("admin");
			assertThat(notes.byExpression()).isEqualTo("expression");
			logIn("other");
			assertDenied(notes::byExpression);
		});
	}

	@Test
	void callWhenExpressionCombinesThenBothCount() {
		withNotes((notes) -> {
			logIn("admin", "extra");
			assertThat(notes.byCombination()).isEqualTo("combination");
			logIn("read");
			assertDenied(notes::byCombination);
		});
	}

	@Test
	void callWhenInterfaceDeclaresTheScopeThenIsGuarded() {
		this.runner.withBean(Reader.class).run((context) -> {
			logIn("other");
			assertDenied(context.getBean(NoteReader.class)::read);
			logIn("read");
			assertThat(context.getBean(NoteReader.class).read()).isEqualTo("read");
		});
	}

	@Test
	void callWhenNobodyIsAuthenticatedThenIsRefused() {
		withNotes((notes) -> assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class)
			.isThrownBy(notes::ofClass));
	}

	private static void assertDenied(Supplier<String> call) {
		assertThatExceptionOfType(AuthorizationDeniedException.class).isThrownBy(call::get);
	}

	@Test
	void callWhenBeanIsMadeLaterThenIsGuarded() {
		this.runner.withBean("notes", Notes.class, Notes::new, (definition) -> definition.setScope("prototype"))
			.run((context) -> {
				logIn("other");
				assertDenied(context.getBean(Notes.class)::ofClass);
			});
	}

	@Test
	void callWhenOnlyAuthenticationIsNeededThenAnonymousCallerIsRefused() {
		this.runner.withBean(OnlyKnown.class).run((context) -> {
			OnlyKnown bean = context.getBean(OnlyKnown.class);
			logIn();
			assertThat(bean.known()).isEqualTo("known");
			SecurityContextHolder.getContext()
				.setAuthentication(new AnonymousAuthenticationToken("key", "anonymous",
						AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
			assertDenied(bean::known);
		});
	}

	@Test
	void callWhenNothingIsFoundForAMatchedCallThenIsAnError() throws Exception {
		ProxyFactory factory = new ProxyFactory(new InheritedMethod());
		factory.setProxyTargetClass(true);
		factory.addAdvice(RequireScopeAuthorizationManager.interceptor(() -> new GrantedScopes(ScopeHierarchy.none())));
		logIn("read", "write");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(((InheritedMethod) factory.getProxy())::inherited)
			.withMessageStartingWith("No @RequireScope was found for ");
	}

	@RequireScope("read")
	static class Notes {

		String ofClass() {
			return "class";
		}

		@RequireScope({ "write", "extra" })
		String both() {
			return "both";
		}

		@RequireScope(value = { "write", "other" }, match = RequireScope.Match.ANY)
		String either() {
			return "either";
		}

		@RequireScope({})
		@PreAuthorize("@identifiabl.hasScope('read')")
		String byExpression() {
			return "expression";
		}

		@RequireScope({})
		@PreAuthorize("@identifiabl.hasAllScopes('read', 'extra') and @identifiabl.hasAnyScope('x', 'write')")
		String byCombination() {
			return "combination";
		}

	}

	interface NoteReader {

		@RequireScope("read")
		String read();

	}

	static class Reader implements NoteReader {

		@Override
		public String read() {
			return "read";
		}

	}

	static class InheritedMethod {

		String inherited() {
			return "inherited";
		}

	}

	static class OnlyKnown {

		@RequireScope({})
		String known() {
			return "known";
		}

	}

}
