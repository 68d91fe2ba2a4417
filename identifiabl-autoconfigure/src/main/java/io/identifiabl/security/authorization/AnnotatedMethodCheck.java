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

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotationConfigurationException;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.util.ClassUtils;

import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;

/**
 * Refuses to start an application with a method that declares scopes and that nothing can
 * guard. Left alone, such a method runs for everybody.
 *
 * @author Identifiabl Contributors
 */
final class AnnotatedMethodCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(AnnotatedMethodCheck.class);

	// not all of org.springframework, where samples are as well
	private static final List<String> FRAMEWORKS = List.of("org.springframework.boot.", "org.springframework.security.",
			"org.springframework.web.", "org.springframework.http.", "org.springframework.context.",
			"org.springframework.jdbc.", "org.springframework.dao.", "org.springframework.ai.", "java.", "jakarta.");

	// methods that are called from outside, whatever their visibility
	private static final List<String> ENTRY_POINTS = List.of("org.springframework.web.bind.annotation.RequestMapping",
			"org.springframework.web.service.annotation.HttpExchange",
			"org.springframework.messaging.handler.annotation.MessageMapping",
			"org.springframework.graphql.data.method.annotation.SchemaMapping");

	private static final boolean MOCKITO_PRESENT = ClassUtils.isPresent("org.mockito.Mockito",
			AnnotatedMethodCheck.class.getClassLoader());

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<CallbackGuard> callbackGuards;

	private final MethodSecurityAnnotations stockAnnotations = new MethodSecurityAnnotations(null);

	AnnotatedMethodCheck(ConfigurableListableBeanFactory beanFactory, ObjectProvider<CallbackGuard> callbackGuards) {
		this.beanFactory = beanFactory;
		this.callbackGuards = callbackGuards;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<String> names = new ArrayList<>();
		// singletons that the application registered itself are not among the definitions
		this.beanFactory.getBeanNamesIterator().forEachRemaining(names::add);
		for (String name : names) {
			Object bean = singleton(name);
			if (isMock(bean)) {
				continue;
			}
			Class<?> type = (bean != null) ? ProxiedCalls.targetClass(bean) : this.beanFactory.getType(name, false);
			if (type != null) {
				Class<?> userType = ClassUtils.getUserClass(type);
				// the methods of a proxy of the JDK are final, those of its interfaces
				// are not
				Stream.of(Proxy.isProxyClass(userType) ? userType.getInterfaces() : new Class<?>[] { userType })
					.filter((checked) -> !isOfFramework(checked))
					.forEach((checked) -> check(name, checked, bean));
			}
		}
	}

	private static boolean isOfFramework(Class<?> type) {
		return FRAMEWORKS.stream().anyMatch(type.getName()::startsWith);
	}

	private void check(String name, Class<?> type, @Nullable Object bean) {
		boolean candidate = ScopeDeclarations.isCandidate(type);
		for (Method method : methods(type)) {
			ScopeRequirement requirement = candidate ? find(method, type) : null;
			if (requirement != null) {
				check(method, type, requirement, name, bean);
			}
			MethodSecurityAnnotations.Gap gap = this.stockAnnotations.findGap(method, type);
			if (gap != null) {
				logger.warn(describe(method) + ": " + gap.reason() + ". " + gap.action());
			}
		}
	}

	private void check(Method method, Class<?> type, ScopeRequirement requirement, String name, @Nullable Object bean) {
		String obstacle = ProxiedCalls.obstacle(method, type);
		boolean guardedElsewhere = this.callbackGuards.stream().anyMatch((guard) -> guard.guards(method));
		if (obstacle != null) {
			// what a class inherits from a framework is not the application's to change
			boolean meant = !(guardedElsewhere || isInternal(method) || isOfFramework(method.getDeclaringClass()));
			if (meant || isDeclared(method, type)) {
				throw InvalidIdentifiablConfigurationException.unguardedMethod(describe(method),
						"Spring cannot guard a method that is " + obstacle, "Make the method non-private, non-final "
								+ "and non-static, or move @RequireScope to the method that calls it.");
			}
		}
		else if (!guardedElsewhere && !isIntercepted(method, requirement, name, bean)) {
			throw InvalidIdentifiablConfigurationException.unguardedMethod(describe(method),
					"the bean '" + name + "' is not proxied by method security",
					"Enable method security (identifiabl.method-security.enabled or @EnableMethodSecurity), and "
							+ "have the bean created by Spring after its bean post-processors.");
		}
	}

	// without those that another one of the class overrides
	private static Set<Method> methods(Class<?> type) {
		Set<Method> methods = new LinkedHashSet<>();
		for (Class<?> owner : MethodFamily.typesOf(type)) {
			Arrays.stream(owner.getDeclaredMethods())
				.filter((method) -> !method.isSynthetic())
				.filter((method) -> type.isInterface() || method.equals(ClassUtils.getMostSpecificMethod(method, type)))
				.forEach(methods::add);
		}
		return methods;
	}

	private static @Nullable ScopeRequirement find(Method method, Class<?> type) {
		try {
			return ScopeDeclarations.find(method, type);
		}
		catch (AnnotationConfigurationException ex) {
			throw InvalidIdentifiablConfigurationException.unusableDeclaration(String.valueOf(ex.getMessage()));
		}
	}

	// rather than by a class, which does not mean its internals
	private static boolean isDeclared(Method method, Class<?> type) {
		return MethodFamily.of(method, type)
			.getMethods()
			.values()
			.stream()
			.flatMap(List::stream)
			.anyMatch(ScopeDeclarations::isDeclaredOn);
	}

	private static boolean isInternal(Method method) {
		return MethodFamily.isHidden(method) && ENTRY_POINTS.stream()
			.noneMatch((annotation) -> MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
				.isPresent(annotation));
	}

	private boolean isIntercepted(Method method, ScopeRequirement requirement, String name, @Nullable Object bean) {
		Object called = (bean != null) ? bean : product(name);
		if (called == null) {
			// created later, by the same post-processors
			return isMethodSecurityEnabled();
		}
		return ProxiedCalls.anyAdvisor(called,
				(advisor, target) -> RequireScopeAuthorizationManager.isInterceptor(advisor)
						&& requirement.equals(find(method, target)));
	}

	private boolean isMethodSecurityEnabled() {
		return this.beanFactory.containsBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
				&& this.beanFactory.getBeanProvider(AuthorizationManagerBeforeMethodInterceptor.class)
					.stream()
					.anyMatch(RequireScopeAuthorizationManager::isInterceptor);
	}

	// of a factory the product is called, not the factory
	private @Nullable Object singleton(String name) {
		Object singleton = this.beanFactory.getSingleton(name);
		return (singleton instanceof FactoryBean<?>) ? null : singleton;
	}

	// there is nothing behind a mock that could be guarded; behind a spy there is
	private static boolean isMock(@Nullable Object bean) {
		return MOCKITO_PRESENT && bean != null && MockitoMocks.includes(bean);
	}

	private @Nullable Object product(String name) {
		return (this.beanFactory.getSingleton(name) instanceof FactoryBean<?> factory && factory.isSingleton())
				? this.beanFactory.getBean(name) : null;
	}

	private static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName() + "()";
	}

}
