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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.annotation.AnnotationConfigurationException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.identity.Scopes;
import io.identifiabl.testapp.GeneratedClasses;
import io.identifiabl.testapp.GeneratedShape;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answer to what a call needs, of everybody who asks, for classes that nobody would
 * think of.
 *
 * @author Identifiabl Contributors
 */
class GeneratedHierarchyTests {

	private static final int SHAPES = 500;

	private static GeneratedClasses generated;

	@BeforeAll
	static void compile() {
		generated = GeneratedClasses.compile(SHAPES, 14);
	}

	@AfterEach
	void logOut() {
		SecurityContextHolder.clearContext();
	}

	private static void logIn(Scopes scopes) {
		SecurityContextHolder.getContext()
			.setAuthentication(new TestingAuthenticationToken("alice", null,
					scopes.asSet().stream().map((scope) -> "SCOPE_" + scope).toArray(String[]::new)));
	}

	@Test
	void shapesCoverEveryKindOfAnswer() {
		List<Integer> sizes = new ArrayList<>();
		generated.getClasses()
			.forEach((shape, type) -> shape.operations()
				.forEach((operation) -> sizes.add(Math.min(2, shape.expected(operation).size()))));
		assertThat(sizes.stream().filter((size) -> size == 0)).hasSizeGreaterThan(100);
		assertThat(sizes.stream().filter((size) -> size == 1)).hasSizeGreaterThan(400);
		assertThat(sizes.stream().filter((size) -> size == 2)).hasSizeGreaterThan(20);
	}

	@Test
	void declarationIsTheSameByWhateverMethodItIsAskedFor() {
		forEachMethod((soft, call) -> soft.assertThat(call.found()).as(call.toString()).isEqualTo(call.expected()));
	}

	@Test
	void pointcutMatchesWhateverNeedsScopes() {
		RequireScopePointcut pointcut = new RequireScopePointcut();
		forEachMethod((soft, call) -> soft
			.assertThat(pointcut.getClassFilter().matches(call.type()) && pointcut.matches(call.method(), call.type()))
			.as(call.toString())
			.isEqualTo(!call.expected().isEmpty()));
	}

	@Test
	void proxyOfClassLetsNobodyPassWithoutTheScopes() {
		forEachProxy(true);
	}

	@Test
	void proxyOfInterfacesLetsNobodyPassWithoutTheScopes() {
		forEachProxy(false);
	}

	@Test
	void startUpCheckFindsWhateverIsNotGuarded() {
		SoftAssertions soft = new SoftAssertions();
		generated.getClasses().forEach((shape, type) -> {
			Object target = BeanUtils.instantiateClass(type);
			int most = shape.operations().stream().mapToInt((name) -> shape.expected(name).size()).max().orElse(0);
			soft.assertThat(isRefused(target)).as("unguarded\n" + shape).isEqualTo(most > 0);
			soft.assertThat(isRefused(proxy(target, true))).as("guarded\n" + shape).isEqualTo(most > 1);
			soft.assertThat(isRefused(proxy(target, false))).as("guarded\n" + shape).isEqualTo(most > 1);
		});
		soft.assertAll();
	}

	private static boolean isRefused(Object bean) {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.registerSingleton("bean", bean);
		try {
			new AnnotatedMethodCheck(beanFactory, beanFactory.getBeanProvider(CallbackGuard.class))
				.afterSingletonsInstantiated();
			return false;
		}
		catch (InvalidIdentifiablConfigurationException ex) {
			return true;
		}
	}

	private static Object proxy(Object target, boolean ofClass) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(ofClass);
		factory
			.addAdvisor(RequireScopeAuthorizationManager.interceptor(() -> new GrantedScopes(ScopeHierarchy.none())));
		return factory.getProxy(target.getClass().getClassLoader());
	}

	private void forEachProxy(boolean ofClass) {
		SoftAssertions soft = new SoftAssertions();
		generated.getClasses().forEach((shape, type) -> {
			Object proxy = proxy(BeanUtils.instantiateClass(type), ofClass);
			calls(shape, type).stream()
				.filter((call) -> call.method().getDeclaringClass().isInstance(proxy))
				.forEach((call) -> check(soft, call, proxy));
		});
		soft.assertAll();
	}

	private static void check(SoftAssertions soft, Call call, Object proxy) {
		SecurityContextHolder.clearContext();
		Set<ScopeRequirement> expected = call.expected();
		if (expected.isEmpty()) {
			soft.assertThat(call.outcome(proxy)).as(call + " by nobody").isEqualTo("ran");
			return;
		}
		soft.assertThat(call.outcome(proxy)).as(call + " by nobody").isNotEqualTo("ran");
		if (expected.size() > 1) {
			logIn(Scopes.of("a", "b"));
			soft.assertThat(call.outcome(proxy)).as(call + " of contradictions").isEqualTo("contradiction");
			return;
		}
		ScopeRequirement requirement = expected.iterator().next();
		for (Scopes scopes : List.of(Scopes.none(), Scopes.of("a"), Scopes.of("b"), Scopes.of("a", "b"))) {
			logIn(scopes);
			soft.assertThat(call.outcome(proxy))
				.as(call + " with " + scopes)
				.isEqualTo(requirement.isMetBy(scopes) ? "ran" : "denied");
		}
	}

	private static void forEachMethod(BiConsumer<SoftAssertions, Call> check) {
		SoftAssertions soft = new SoftAssertions();
		generated.getClasses().forEach((shape, type) -> calls(shape, type).forEach((call) -> check.accept(soft, call)));
		soft.assertAll();
	}

	// by every method of the hierarchy, bridges too
	private static List<Call> calls(GeneratedShape shape, Class<?> type) {
		Set<Class<?>> types = new LinkedHashSet<>();
		for (Class<?> up = type; up != Object.class; up = up.getSuperclass()) {
			types.add(up);
			addInterfaces(up, types);
		}
		List<Call> calls = new ArrayList<>();
		for (Class<?> owner : types) {
			for (Method method : owner.getDeclaredMethods()) {
				calls.add(new Call(shape, type, method));
			}
		}
		return calls;
	}

	private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
		for (Class<?> parent : type.getInterfaces()) {
			types.add(parent);
			addInterfaces(parent, types);
		}
	}

	private record Call(GeneratedShape shape, Class<?> type, Method method) {

		Set<ScopeRequirement> expected() {
			return this.shape.expected(this.method.getName());
		}

		Set<ScopeRequirement> found() {
			try {
				ScopeRequirement requirement = ScopeDeclarations.find(this.method, this.type);
				return (requirement != null) ? Set.of(requirement) : Set.of();
			}
			catch (AnnotationConfigurationException ex) {
				return (expected().size() > 1) ? expected() : Set.of(ScopeRequirement.allOf("contradiction"));
			}
		}

		String outcome(Object proxy) {
			try {
				this.method.setAccessible(true);
				this.method.invoke(proxy, (this.method.getParameterCount() > 0) ? new Object[] { "x" } : new Object[0]);
				return "ran";
			}
			catch (InvocationTargetException ex) {
				Throwable cause = ex.getCause();
				if (cause instanceof AccessDeniedException || cause instanceof AuthenticationException) {
					return "denied";
				}
				return (cause instanceof AnnotationConfigurationException) ? "contradiction" : String.valueOf(cause);
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public String toString() {
			return this.method + " of\n" + this.shape;
		}

	}

}
