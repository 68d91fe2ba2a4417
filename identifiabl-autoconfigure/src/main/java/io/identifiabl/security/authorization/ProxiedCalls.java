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
import java.lang.reflect.Modifier;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.util.ClassUtils;

/**
 * What stands between a caller and the method of an object that may be a proxy of Spring,
 * whose target may be one again.
 *
 * @author Identifiabl Contributors
 */
final class ProxiedCalls {

	private ProxiedCalls() {
	}

	/**
	 * Find out why no proxy can intercept a method.
	 * @param method the method
	 * @param type the class that a proxy would be of
	 * @return what the method is, {@code null} if it can be intercepted
	 */
	static @Nullable String obstacle(Method method, Class<?> type) {
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return "private";
		}
		if (Modifier.isStatic(modifiers)) {
			return "static";
		}
		if (Modifier.isFinal(modifiers)) {
			return "final";
		}
		boolean elsewhere = !method.getDeclaringClass().getPackageName().equals(type.getPackageName());
		return (elsewhere && MethodFamily.isPackagePrivate(method)) ? "only visible in another package" : null;
	}

	/**
	 * Whether a call passes an interceptor.
	 * @param object the object that is called
	 * @param test tells the interceptor, given the class of the object behind it
	 * @return whether the object or what it calls is a proxy with the interceptor
	 */
	static boolean anyAdvisor(Object object, BiPredicate<Advisor, Class<?>> test) {
		Object layer = object;
		while (layer instanceof Advised advised) {
			Object target = AopProxyUtils.getSingletonTarget(layer);
			Class<?> targetClass = (target != null) ? target.getClass() : advised.getTargetClass();
			if (targetClass != null) {
				for (Advisor advisor : advised.getAdvisors()) {
					if (test.test(advisor, targetClass)) {
						return true;
					}
				}
			}
			layer = target;
		}
		return false;
	}

	/**
	 * Return the class of the object behind all proxies.
	 * @param object the object that is called
	 * @return the class that the application wrote
	 */
	static Class<?> targetClass(Object object) {
		return ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(object));
	}

}
