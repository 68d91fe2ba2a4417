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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import io.identifiabl.authorization.PublicTool;
import io.identifiabl.authorization.RequireScope;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.authorization.SimpleScopeExpressions;

/**
 * Reads what the methods of an application offer to MCP clients, and what they declare
 * about it. Everything is read once, at start-up.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class DeclaredOperations {

	private static final String JSR_250 = "jakarta.annotation.security.";

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private final Map<ProtectedOperation, AccessRule> rules = new LinkedHashMap<>();

	/**
	 * Read the methods of a bean.
	 * @param type the class of the bean, not of a proxy
	 */
	public void read(Class<?> type) {
		MethodIntrospector.selectMethods(type, (Method method) -> operation(method))
			.forEach((method, operation) -> read(operation, method, type));
	}

	/**
	 * Read a method that an operation calls.
	 * @param operation the operation
	 * @param method the method
	 * @param type the class of the object that has it, not of a proxy
	 */
	public void read(ProtectedOperation operation, Method method, Class<?> type) {
		AccessRule rule = rule(method, type);
		if (rule != null) {
			this.rules.merge(operation, rule, AccessRule::and);
		}
	}

	/**
	 * Declare the scopes of an operation, in addition to what its method declares.
	 * @param operation the operation
	 * @param scopes the scopes that a caller needs
	 * @throws IllegalArgumentException if one of them is not a scope token
	 */
	public void require(ProtectedOperation operation, List<String> scopes) {
		AccessRule rule = AccessRule.of(ScopeRequirement.allOf(scopes.toArray(String[]::new)));
		this.rules.merge(operation, rule, AccessRule::and);
	}

	Map<ProtectedOperation, AccessRule> getRules() {
		return this.rules;
	}

	/**
	 * Return what a method offers.
	 * @param method the method
	 * @return the tool, resource or prompt, {@code null} if it offers none
	 */
	// Spring AI's annotations are read as it reads them itself: not as meta-annotations
	public static @Nullable ProtectedOperation operation(Method method) {
		McpTool tool = method.getAnnotation(McpTool.class);
		if (tool != null) {
			return ProtectedOperation.tool(name(tool.name(), method));
		}
		Tool callback = AnnotatedElementUtils.findMergedAnnotation(method, Tool.class);
		if (callback != null) {
			return ProtectedOperation.tool(name(callback.name(), method));
		}
		McpResource resource = method.getAnnotation(McpResource.class);
		if (resource != null) {
			return ProtectedOperation.resource(resource.uri());
		}
		McpPrompt prompt = method.getAnnotation(McpPrompt.class);
		return (prompt != null) ? ProtectedOperation.prompt(name(prompt.name(), method)) : null;
	}

	private static String name(String name, Method method) {
		return StringUtils.hasText(name) ? name : method.getName();
	}

	private static @Nullable AccessRule rule(Method method, Class<?> type) {
		if (AnnotatedElementUtils.hasAnnotation(method, PublicTool.class)) {
			return AccessRule.PUBLIC;
		}
		List<ScopeRequirement> requirements = new ArrayList<>();
		RequireScope scope = find(method, type, RequireScope.class);
		if (scope != null) {
			requirements.add(ScopeRequirement.of(scope));
		}
		PreAuthorize expression = find(method, type, PreAuthorize.class);
		if (expression != null) {
			requirements.add(read(expression.value()));
		}
		if (requirements.isEmpty() && !isGuardedOtherwise(method, type)) {
			return null;
		}
		return AccessRule.of(requirements.stream().reduce(ScopeRequirement.none(), ScopeRequirement::and));
	}

	// what an expression asks for besides scopes is left to method security
	private static ScopeRequirement read(String expression) {
		try {
			ScopeRequirement requirement = SimpleScopeExpressions.read(PARSER.parseExpression(expression));
			return (requirement != null) ? requirement : ScopeRequirement.none();
		}
		catch (ParseException ex) {
			return ScopeRequirement.none();
		}
	}

	private static boolean isGuardedOtherwise(Method method, Class<?> type) {
		return find(method, type, PostAuthorize.class) != null || find(method, type, Secured.class) != null
				|| Stream.of(method.getAnnotations(), type.getAnnotations())
					.flatMap(Arrays::stream)
					.anyMatch((annotation) -> annotation.annotationType().getName().startsWith(JSR_250));
	}

	private static <A extends Annotation> @Nullable A find(Method method, Class<?> type, Class<A> annotation) {
		A found = AnnotatedElementUtils.findMergedAnnotation(method, annotation);
		return (found != null) ? found
				: AnnotatedElementUtils.findMergedAnnotation(ClassUtils.getUserClass(type), annotation);
	}

}
