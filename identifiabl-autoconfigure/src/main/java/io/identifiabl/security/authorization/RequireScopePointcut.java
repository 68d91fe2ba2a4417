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
import org.springframework.core.annotation.AnnotationConfigurationException;

/**
 * Matches the calls for which {@link ScopeDeclarations} finds a requirement, and those
 * for which the declarations contradict each other, so that they cannot be made either.
 *
 * @author Identifiabl Contributors
 */
final class RequireScopePointcut extends StaticMethodMatcherPointcut {

	RequireScopePointcut() {
		setClassFilter(ScopeDeclarations::isCandidate);
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		try {
			return ScopeDeclarations.find(method, targetClass) != null;
		}
		catch (AnnotationConfigurationException ex) {
			return true;
		}
	}

}
