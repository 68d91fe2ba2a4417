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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ApplicationObjectSupport;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.web.bind.annotation.GetMapping;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.testapp.PackagePrivateMethods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What stops the start, since nothing could guard it.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class AnnotatedMethodCheckTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablMethodSecurityAutoConfiguration.class));

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
			.withBean("notes", RequireScopeTests.Notes.class)
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
			.run((context) -> assertThat(output).contains(StockAnnotation.class.getName()
					+ ".guarded(): @PreAuthorize does nothing, since Spring cannot guard a method that is private."));
	}

	@Test
	void startWhenStockAnnotationOfAClassLeavesInheritedMethodsOutThenWarns(CapturedOutput output) {
		this.runner.withBean(StockOfClass.class)
			.run((context) -> assertThat(output).contains(RequireScopeTests.InheritedMethod.class.getName()
					+ ".inherited(): @PreAuthorize does nothing, since Spring Security does not apply that of a class"));
	}

	@ParameterizedTest
	@ValueSource(classes = { ReaderAndWriter.class, ReadsAndWrites.class, TwiceAnnotated.class, NoScope.class })
	void startWhenDeclarationsAreUnusableThenFails(Class<?> type) {
		this.runner.withBean(type)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidIdentifiablConfigurationException.class)
				.hasMessageStartingWith("It is not clear what a call needs: "));
	}

	@Test
	void startWhenAClientIsAProxyOfTheJdkThenItIsGuardedByItsInterface() {
		this.runner.withUserConfiguration(ProxiedClient.class).run((context) -> {
			assertThat(context).hasNotFailed();
			OrdersClient client = context.getBean(OrdersClient.class);
			assertThatExceptionOfType(AuthenticationCredentialsNotFoundException.class).isThrownBy(client::create);
		});
	}

	@Test
	void startWhenAnAnnotatedClassInheritsFinalMethodsOfAFrameworkThenSucceeds() {
		this.runner.withBean(ReportDao.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(classes = { FinalInherited.class, HandlerInside.class, VisibleElsewhere.class })
	void startWhenPartOfAnAnnotatedClassCannotBeGuardedThenFails(Class<?> type) {
		this.runner.withBean(type)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("Spring cannot guard a method that is "));
	}

	@Test
	void startWhenAnnotatedClassHasInternalsThenSucceeds() {
		this.runner.withBean(WithInternals.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "prototype", "singleton" })
	void startWhenMethodSecurityIsOffAndBeanIsMadeLaterThenFails(String scope) {
		this.runner.withPropertyValues("identifiabl.method-security.enabled=false")
			.withBean("notes", RequireScopeTests.Notes.class, RequireScopeTests.Notes::new, (definition) -> {
				definition.setScope(scope);
				definition.setLazyInit(true);
			})
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("the bean 'notes' is not proxied by method security"));
	}

	@Test
	void startWhenBeanWasNotMadeBySpringThenFails() {
		this.runner.withInitializer(
				(context) -> context.getBeanFactory().registerSingleton("registered", new RequireScopeTests.Notes()))
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("the bean 'registered' is not proxied by method security"));
	}

	@Test
	void startWhenProductOfAFactoryIsNotProxiedThenFails() {
		this.runner.withPropertyValues("identifiabl.method-security.enabled=false")
			.withBean("reader", ReaderFactory.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("the bean 'reader' is not proxied by method security"));
	}

	@Test
	void startWhenAnotherProxyHidesTheClassThenFails() {
		ProxyFactory hiding = new ProxyFactory(new HiddenReader());
		hiding.setProxyTargetClass(false);
		this.runner.withBean("hidden", Plain.class, () -> (Plain) hiding.getProxy())
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("the bean 'hidden' is not proxied by method security"));
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

	@PreAuthorize("denyAll")
	static class StockOfClass extends RequireScopeTests.InheritedMethod {

	}

	@RequireScope("read")
	interface ReadApi {

		String both();

	}

	@RequireScope("write")
	interface WriteApi {

		String both();

	}

	static class ReaderAndWriter implements ReadApi, WriteApi {

		@Override
		public String both() {
			return "both";
		}

	}

	public static class BothImplemented {

		@RequireScope("write")
		public String read() {
			return "read";
		}

	}

	static class ReadsAndWrites extends BothImplemented implements RequireScopeTests.NoteReader {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@RequireScope("write")
	@interface Writing {

	}

	static class TwiceAnnotated {

		@Writing
		@RequireScope("read")
		void write() {
		}

	}

	static class NoScope {

		@RequireScope("a b")
		void write() {
		}

	}

	static class WithFinal {

		final void inherited() {
		}

	}

	@RequireScope("x")
	static class FinalInherited extends WithFinal {

	}

	@SuppressWarnings("unused")
	@RequireScope("x")
	static class HandlerInside {

		@GetMapping("/x")
		private String handler() {
			return "x";
		}

	}

	@RequireScope("x")
	static class VisibleElsewhere extends PackagePrivateMethods {

	}

	@SuppressWarnings("unused")
	@RequireScope("x")
	static class WithInternals {

		private static String helper() {
			return "x";
		}

		private String hidden() {
			return helper();
		}

		@Override
		public String toString() {
			return hidden();
		}

	}

	static class ReaderFactory implements FactoryBean<RequireScopeTests.NoteReader> {

		@Override
		public RequireScopeTests.NoteReader getObject() {
			return new RequireScopeTests.Reader();
		}

		@Override
		public Class<?> getObjectType() {
			return RequireScopeTests.NoteReader.class;
		}

	}

	interface Plain {

		String read();

	}

	@RequireScope("read")
	static class HiddenReader implements Plain {

		@Override
		public String read() {
			return "read";
		}

	}

	@RequireScope("orders:write")
	interface OrdersClient {

		String create();

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxiedClient {

		@Bean
		OrdersClient ordersClient() {
			return (OrdersClient) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { OrdersClient.class }, (proxy, method, arguments) -> "created");
		}

	}

	@RequireScope("reports:read")
	static class ReportDao extends ApplicationObjectSupport {

	}

}
