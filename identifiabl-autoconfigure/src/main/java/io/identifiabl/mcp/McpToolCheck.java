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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.aop.framework.Advised;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.identity.CurrentIdentity;
import io.identifiabl.identity.Identity;

/**
 * Refuses tools that contradict themselves, and parameters that the identity would not
 * get to.
 *
 * @author Identifiabl Contributors
 */
final class McpToolCheck {

	private final boolean mixed;

	McpToolCheck(boolean mixed) {
		this.mixed = mixed;
	}

	void check(Method method, Class<?> type, @Nullable Object bean) {
		boolean open = DeclaredOperations.isPublic(method);
		if (open && DeclaredOperations.scopes(method, type) != null) {
			throw DeclaredOperations.contradiction(describe(method));
		}
		for (Parameter parameter : method.getParameters()) {
			CurrentIdentity annotation = parameter.getAnnotation(CurrentIdentity.class);
			if (annotation != null) {
				checkParameter(method, parameter, bean);
				if (open && this.mixed && annotation.required() && parameter.getType() != Optional.class) {
					throw unusable(method, "it needs no user, and an identity",
							"Declare the parameter as Optional<Identity>, or remove @PublicTool.");
				}
			}
		}
	}

	private static void checkParameter(Method method, Parameter parameter, @Nullable Object bean) {
		if (!method.isAnnotationPresent(McpTool.class)) {
			throw unusable(method,
					"@CurrentIdentity is for parameters of @McpTool methods, and this one would be filled "
							+ "by whoever calls",
					"Call IdentityHolder.getRequired() instead.");
		}
		if (parameter.getType() != Identity.class && parameter.getType() != Optional.class) {
			throw unusable(method, "@CurrentIdentity needs a parameter of type Identity or Optional<Identity>",
					"Change the type of the parameter " + parameter.getName() + ".");
		}
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers) || Modifier.isFinal(modifiers) || Modifier.isStatic(modifiers)) {
			throw unusable(method, "Spring cannot supply the identity to a private, final or static method",
					"Make the method an ordinary one, or call IdentityHolder.getRequired().");
		}
		if (bean != null && !isAdvised(bean)) {
			throw unusable(method, "its bean is not a proxy that could supply the identity",
					"Have the bean created by Spring after its bean post-processors (and spring.aop.auto not be "
							+ "false), or call IdentityHolder.getRequired().");
		}
	}

	private static boolean isAdvised(Object bean) {
		return bean instanceof Advised advised && McpBoundary.suppliesIdentity(advised.getAdvisors());
	}

	private static InvalidIdentifiablConfigurationException unusable(Method method, String reason, String action) {
		return InvalidIdentifiablConfigurationException.unusableTool(describe(method), reason, action);
	}

	private static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName() + "()";
	}

}
