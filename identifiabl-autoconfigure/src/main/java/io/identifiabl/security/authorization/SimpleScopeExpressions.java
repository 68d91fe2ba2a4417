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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.StringLiteral;
import org.springframework.expression.spel.standard.SpelExpression;

import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Scopes;

/**
 * Reads the scopes out of expressions that ask for nothing else:
 * {@code hasAuthority('SCOPE_x')}, {@code @identifiabl.hasScope('x')} and their siblings
 * for several. Anything more complicated might refuse for a reason that no scope cures.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class SimpleScopeExpressions {

	private static final String PREFIX = "SCOPE_";

	private static final String BEAN = "@" + ScopeExpressions.BEAN_NAME;

	private SimpleScopeExpressions() {
	}

	/**
	 * Read an expression.
	 * @param expression the expression
	 * @return the scopes that it asks for, {@code null} if it asks for more or for
	 * something else
	 */
	public static @Nullable ScopeRequirement read(Expression expression) {
		return (expression instanceof SpelExpression spel) ? read(spel.getAST()) : null;
	}

	private static @Nullable ScopeRequirement read(SpelNode node) {
		if (node instanceof MethodReference method) {
			return switch (method.getName()) {
				case "hasAuthority", "hasAllAuthorities" -> allOf(arguments(method, PREFIX));
				case "hasAnyAuthority" -> anyOf(arguments(method, PREFIX));
				default -> null;
			};
		}
		if (node instanceof CompoundExpression && node.getChildCount() == 2
				&& node.getChild(0) instanceof BeanReference bean && bean.toStringAST().equals(BEAN)
				&& node.getChild(1) instanceof MethodReference method) {
			return switch (method.getName()) {
				case "hasScope", "hasAllScopes" -> allOf(arguments(method, ""));
				case "hasAnyScope" -> anyOf(arguments(method, ""));
				default -> null;
			};
		}
		return null;
	}

	private static @Nullable ScopeRequirement allOf(String @Nullable [] scopes) {
		return (scopes != null) ? ScopeRequirement.allOf(scopes) : null;
	}

	private static @Nullable ScopeRequirement anyOf(String @Nullable [] scopes) {
		return (scopes != null) ? ScopeRequirement.anyOf(scopes) : null;
	}

	private static String @Nullable [] arguments(MethodReference method, String prefix) {
		List<String> scopes = new ArrayList<>();
		for (int i = 0; i < method.getChildCount(); i++) {
			if (!(method.getChild(i) instanceof StringLiteral literal)) {
				return null;
			}
			String value = String.valueOf(literal.getLiteralValue().getValue());
			if (!value.startsWith(prefix) || !Scopes.isScopeToken(value.substring(prefix.length()))) {
				return null;
			}
			scopes.add(value.substring(prefix.length()));
		}
		return scopes.isEmpty() ? null : scopes.toArray(String[]::new);
	}

}
