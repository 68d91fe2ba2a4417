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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationConfigurationException;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.StringUtils;

import io.identifiabl.authorization.PublicTool;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.security.authorization.MethodSecurityAnnotations;
import io.identifiabl.security.authorization.ProtectedOperation;
import io.identifiabl.security.authorization.ScopeDeclarations;
import io.identifiabl.security.authorization.SimpleScopeExpressions;

/**
 * Reads what the methods of an application offer to MCP clients, and what they declare
 * about it. Everything is read once.
 * <p>
 * Scopes count wherever they are declared for the name of an operation, since they only
 * narrow it. What opens an operation, or leaves it to method security, counts only for
 * the method that is called, on the object that it is called on.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class DeclaredOperations {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private final Map<ProtectedOperation, AccessRule> rules = new LinkedHashMap<>();

	private final Set<ProtectedOperation> offering = new LinkedHashSet<>();

	/**
	 * Read the scopes that the methods of a bean declare.
	 * @param type the class of the bean, not of a proxy
	 */
	public void read(Class<?> type) {
		MethodIntrospector.selectMethods(type, (Method method) -> operation(method)).forEach((method, operation) -> {
			this.offering.add(operation);
			ScopeRequirement scopes = scopes(method, type);
			if (scopes != null) {
				this.rules.merge(operation, AccessRule.of(scopes), AccessRule::and);
			}
		});
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

	/**
	 * Return what methods offer, whether they declare who may call or not.
	 * @return the operations
	 */
	Set<ProtectedOperation> getOffering() {
		return this.offering;
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

	/**
	 * Read what is declared for a call.
	 * @param target what is called
	 * @param annotations knows which annotations of Spring Security are in force
	 * @return who may make the call, {@code null} if nothing is declared
	 * @throws InvalidIdentifiablConfigurationException if something is declared that is
	 * not in force, or that contradicts something else
	 */
	static @Nullable AccessRule rule(CallTarget target, MethodSecurityAnnotations annotations) {
		Method method = target.method();
		MethodSecurityAnnotations.Gap gap = annotations.findGap(target.object(), method);
		if (gap != null) {
			throw InvalidIdentifiablConfigurationException.unusableTool(target.toString(), gap.reason(), gap.action());
		}
		ScopeRequirement scopes = scopes(method, target.type());
		if (isPublic(method)) {
			if (scopes != null) {
				throw contradiction(target.toString());
			}
			return AccessRule.PUBLIC;
		}
		if (annotations.isDeclared(method, target.type())) {
			ScopeRequirement ofExpression = read(annotations.findExpression(method, target.type()));
			scopes = (scopes != null) ? scopes.and(ofExpression) : ofExpression;
		}
		return (scopes != null) ? AccessRule.of(scopes) : null;
	}

	static boolean isPublic(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, PublicTool.class);
	}

	static InvalidIdentifiablConfigurationException contradiction(String method) {
		return InvalidIdentifiablConfigurationException.unusableTool(method, "it is declared public and to need scopes",
				"Remove @PublicTool or @RequireScope.");
	}

	static @Nullable ScopeRequirement scopes(Method method, Class<?> type) {
		try {
			return ScopeDeclarations.find(method, type);
		}
		catch (AnnotationConfigurationException ex) {
			throw InvalidIdentifiablConfigurationException.unusableDeclaration(String.valueOf(ex.getMessage()));
		}
	}

	// what an expression asks for besides scopes is left to method security
	private static ScopeRequirement read(@Nullable String expression) {
		if (expression == null) {
			return ScopeRequirement.none();
		}
		try {
			ScopeRequirement requirement = SimpleScopeExpressions.read(PARSER.parseExpression(expression));
			return (requirement != null) ? requirement : ScopeRequirement.none();
		}
		catch (ParseException ex) {
			return ScopeRequirement.none();
		}
	}

}
