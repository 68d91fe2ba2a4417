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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.util.ClassUtils;

import io.identifiabl.authorization.RequireScope;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.security.authorization.CallbackGuard;
import io.identifiabl.security.authorization.RequireScopeAuthorizationManager;

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
			"org.springframework.jdbc.", "org.springframework.ai.", "java.", "jakarta.");

	private static final Set<Class<? extends Annotation>> STOCK_ANNOTATIONS = Set.of(PreAuthorize.class,
			PostAuthorize.class, Secured.class);

	private final ListableBeanFactory beanFactory;

	private final ObjectProvider<CallbackGuard> callbackGuards;

	AnnotatedMethodCheck(ListableBeanFactory beanFactory, ObjectProvider<CallbackGuard> callbackGuards) {
		this.beanFactory = beanFactory;
		this.callbackGuards = callbackGuards;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			Class<?> type = this.beanFactory.getType(name, false);
			Class<?> userType = (type != null) ? ClassUtils.getUserClass(type) : null;
			if (userType != null && FRAMEWORKS.stream().noneMatch(userType.getName()::startsWith)) {
				check(name, userType);
			}
		}
	}

	private void check(String name, Class<?> type) {
		Collection<Method> methods = MethodIntrospector
			.selectMethods(type, (Method method) -> isAnnotated(method, type) ? Boolean.TRUE : null)
			.keySet();
		if (methods.isEmpty()) {
			warnOfStockAnnotations(type);
			return;
		}
		Object bean = singleton(name);
		for (Method method : methods) {
			String obstacle = obstacle(method);
			if (obstacle != null) {
				throw InvalidIdentifiablConfigurationException.unguardedMethod(describe(method),
						"Spring cannot guard a method that is " + obstacle, "Make the method non-private, non-final "
								+ "and non-static, or move @RequireScope to the method that calls it.");
			}
			if (bean != null && !isIntercepted(bean) && !isGuardedElsewhere(method)) {
				throw InvalidIdentifiablConfigurationException.unguardedMethod(describe(method),
						"the bean '" + name + "' is not proxied by method security",
						"Enable method security (identifiabl.method-security.enabled or @EnableMethodSecurity), and "
								+ "have the bean created by Spring after its bean post-processors.");
			}
		}
		warnOfStockAnnotations(type);
	}

	// an annotated class guards what can be called on a proxy; its private parts are its
	// own business
	private static boolean isAnnotated(Method method, Class<?> type) {
		if (AnnotatedElementUtils.hasAnnotation(method, RequireScope.class)) {
			return true;
		}
		return !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
				&& !method.isSynthetic() && method.getDeclaringClass() != Object.class
				&& AnnotatedElementUtils.hasAnnotation(type, RequireScope.class);
	}

	private static @Nullable String obstacle(Method method) {
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return "private";
		}
		if (Modifier.isStatic(modifiers)) {
			return "static";
		}
		return Modifier.isFinal(modifiers) ? "final" : null;
	}

	// of a factory the product is called, not the factory
	private @Nullable Object singleton(String name) {
		Object singleton = (this.beanFactory instanceof ConfigurableListableBeanFactory configurable)
				? configurable.getSingleton(name) : null;
		return (singleton instanceof FactoryBean<?>) ? null : singleton;
	}

	private static boolean isIntercepted(Object bean) {
		if (bean instanceof Advised advised) {
			for (Advisor advisor : advised.getAdvisors()) {
				if (RequireScopeAuthorizationManager.isInterceptor(advisor)) {
					return true;
				}
			}
		}
		return false;
	}

	private boolean isGuardedElsewhere(Method method) {
		return this.callbackGuards.stream().anyMatch((guard) -> guard.guards(method));
	}

	private void warnOfStockAnnotations(Class<?> type) {
		MethodIntrospector
			.selectMethods(type,
					(Method method) -> STOCK_ANNOTATIONS.stream()
						.anyMatch((annotation) -> AnnotatedElementUtils.hasAnnotation(method, annotation))
								? Boolean.TRUE : null)
			.keySet()
			.stream()
			.filter((method) -> obstacle(method) != null)
			.forEach((method) -> logger.warn("The security annotation of " + describe(method)
					+ " does nothing: Spring cannot guard a method that is " + obstacle(method) + "."));
	}

	private static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName() + "()";
	}

}
