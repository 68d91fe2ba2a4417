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

package io.identifiabl.autoconfigure.method;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.identity.Scopes;
import io.identifiabl.security.authorization.ScopeAuthorizationDecision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Scopes that methods declare, and what cannot be guarded.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
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

	@ParameterizedTest
	@MethodSource("unguardable")
	void startWhenMethodCannotBeGuardedThenFails(Class<?> type, String problem) {
		this.runner.withBean(type)
			.run((context) -> assertThat(context).getFailure()
				.hasMessage(
						"The scopes of " + type.getName() + ".guarded() would not be checked: Spring cannot guard a "
								+ "method that is " + problem + "."));
	}

	static Stream<Arguments> unguardable() {
		return Stream.of(Arguments.of(PrivateMethod.class, "private"), Arguments.of(FinalMethod.class, "final"),
				Arguments.of(StaticMethod.class, "static"), Arguments.of(FinalMethodOfAnnotatedClass.class, "final"));
	}

	@Test
	void startWhenMethodSecurityIsOffThenFails() {
		this.runner.withPropertyValues("identifiabl.method-security.enabled=false")
			.withBean("notes", Notes.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("the bean 'notes' is not proxied by method security"));
	}

	@Test
	void startWhenNothingIsAnnotatedAndMethodSecurityIsOffThenSucceeds() {
		this.runner.withPropertyValues("identifiabl.method-security.enabled=false")
			.withBean("plain", Object.class, Object::new)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenStockAnnotationDoesNothingThenWarns(CapturedOutput output) {
		this.runner.withBean(StockAnnotation.class)
			.run((context) -> assertThat(output)
				.contains("The security annotation of " + StockAnnotation.class.getName()
						+ ".guarded() does nothing: Spring cannot guard a method that is private."));
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

	@SuppressWarnings("unused")
	static class PrivateMethod {

		@RequireScope("x")
		private void guarded() {
		}

	}

	static class FinalMethod {

		@RequireScope("x")
		final void guarded() {
		}

	}

	static class StaticMethod {

		@RequireScope("x")
		static void guarded() {
		}

	}

	@RequireScope("x")
	static class FinalMethodOfAnnotatedClass {

		final void guarded() {
		}

	}

	@SuppressWarnings("unused")
	static class StockAnnotation {

		@PreAuthorize("hasRole('x')")
		private void guarded() {
		}

	}

}
