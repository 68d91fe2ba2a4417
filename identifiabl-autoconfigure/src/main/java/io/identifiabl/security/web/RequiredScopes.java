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

package io.identifiabl.security.web;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.StringLiteral;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ExpressionAuthorizationDecision;

/**
 * The scopes that a refused call would have needed, as far as the decision names them.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RequiredScopes {

	private static final String PREFIX = "SCOPE_";

	private RequiredScopes() {
	}

	static List<String> of(AccessDeniedException denied) {
		return (denied instanceof AuthorizationDeniedException exception) ? of(exception.getAuthorizationResult())
				: List.of();
	}

	/**
	 * Return the scopes that a decision asked for.
	 * @param result the decision
	 * @return the scopes, empty if it named none
	 */
	public static List<String> of(@Nullable AuthorizationResult result) {
		if (result instanceof AuthorityAuthorizationDecision decision) {
			List<@Nullable String> authorities = new ArrayList<>();
			decision.getAuthorities().forEach((authority) -> authorities.add(authority.getAuthority()));
			return scopes(authorities);
		}
		if (result instanceof ExpressionAuthorizationDecision decision
				&& decision.getExpression() instanceof SpelExpression expression) {
			return scopes(authorities(expression.getAST()));
		}
		return List.of();
	}

	private static List<String> scopes(List<@Nullable String> authorities) {
		List<String> scopes = new ArrayList<>();
		for (String authority : authorities) {
			if (authority == null || !authority.startsWith(PREFIX)) {
				// something else than a scope is missing as well, or would have done
				return List.of();
			}
			scopes.add(authority.substring(PREFIX.length()));
		}
		return scopes;
	}

	// hasAuthority('SCOPE_x') and its siblings as the whole expression; anything more
	// complicated might be refused for a reason that no scope cures
	private static List<@Nullable String> authorities(SpelNode node) {
		List<@Nullable String> authorities = new ArrayList<>();
		if (node instanceof MethodReference method && method.getName().contains("Authorit")) {
			for (int i = 0; i < node.getChildCount(); i++) {
				authorities.add((node.getChild(i) instanceof StringLiteral literal)
						? String.valueOf(literal.getLiteralValue().getValue()) : null);
			}
		}
		return authorities;
	}

}
