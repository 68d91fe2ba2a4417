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
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.Expression;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ExpressionAuthorizationDecision;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.util.ConcurrentReferenceHashMap;

import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.security.authorization.ScopeAuthorizationDecision;
import io.identifiabl.security.authorization.SimpleScopeExpressions;

/**
 * The scopes that a refused call would have needed, as far as the decision names them.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RequiredScopes {

	private static final String PREFIX = "SCOPE_";

	// one expression per annotation, each read once
	private static final Map<Expression, List<String>> EXPRESSIONS = new ConcurrentReferenceHashMap<>(16,
			ConcurrentReferenceHashMap.ReferenceType.WEAK);

	private RequiredScopes() {
	}

	static List<String> of(AccessDeniedException denied) {
		return (denied instanceof AuthorizationDeniedException exception) ? of(exception.getAuthorizationResult())
				: List.of();
	}

	/**
	 * Return the scopes that a decision asked for.
	 * @param result the decision
	 * @return the scopes, empty if it named none or asked for something else as well
	 */
	public static List<String> of(@Nullable AuthorizationResult result) {
		if (result instanceof ScopeAuthorizationDecision decision) {
			return List.copyOf(decision.getRequired().asSet());
		}
		if (result instanceof AuthorityAuthorizationDecision decision) {
			return scopes(decision.getAuthorities());
		}
		if (result instanceof ExpressionAuthorizationDecision decision) {
			return EXPRESSIONS.computeIfAbsent(decision.getExpression(), RequiredScopes::read);
		}
		return List.of();
	}

	private static List<String> read(Expression expression) {
		ScopeRequirement requirement = SimpleScopeExpressions.read(expression);
		return (requirement != null) ? List.copyOf(requirement.getScopes().asSet()) : List.of();
	}

	private static List<String> scopes(Collection<GrantedAuthority> authorities) {
		List<String> scopes = new ArrayList<>();
		for (GrantedAuthority authority : authorities) {
			String value = authority.getAuthority();
			if (value == null || !value.startsWith(PREFIX)) {
				// something else than a scope is missing as well, or would have done
				return List.of();
			}
			scopes.add(value.substring(PREFIX.length()));
		}
		return scopes;
	}

}
