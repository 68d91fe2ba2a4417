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

import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

import io.identifiabl.authorization.RequireScope;

/**
 * Matches what {@link RequireScope} is on: a method, a class, or an interface of them.
 *
 * @author Identifiabl Contributors
 */
final class RequireScopePointcut extends StaticMethodMatcherPointcut {

	RequireScopePointcut() {
		setClassFilter((type) -> AnnotationUtils.isCandidateClass(type, RequireScope.class));
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return AnnotatedElementUtils.hasAnnotation(targetClass, RequireScope.class)
				|| AnnotatedElementUtils.hasAnnotation(method, RequireScope.class) || AnnotatedElementUtils
					.hasAnnotation(ClassUtils.getMostSpecificMethod(method, targetClass), RequireScope.class);
	}

}
