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

import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.authorization.ScopeRequirement;

/**
 * Questions about the caller's scopes for expressions such as
 * {@code @PreAuthorize("@identifiabl.hasScope('memories:read')")}. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ScopeExpressions {

	/**
	 * The name of the bean.
	 */
	public static final String BEAN_NAME = "identifiabl";

	private final GrantedScopes grantedScopes;

	/**
	 * Create the expressions.
	 * @param grantedScopes reads the scopes of a caller
	 */
	public ScopeExpressions(GrantedScopes grantedScopes) {
		this.grantedScopes = grantedScopes;
	}

	/**
	 * Whether the caller has a scope.
	 * @param scope the scope
	 * @return whether it or one that implies it was granted
	 */
	public boolean hasScope(String scope) {
		return hasAllScopes(scope);
	}

	/**
	 * Whether the caller has any one of several scopes.
	 * @param scopes the scopes
	 * @return whether at least one was granted
	 */
	public boolean hasAnyScope(String... scopes) {
		return isMet(ScopeRequirement.anyOf(scopes));
	}

	/**
	 * Whether the caller has all of several scopes.
	 * @param scopes the scopes
	 * @return whether all were granted
	 */
	public boolean hasAllScopes(String... scopes) {
		return isMet(ScopeRequirement.allOf(scopes));
	}

	private boolean isMet(ScopeRequirement requirement) {
		return requirement.isMetBy(this.grantedScopes.of(SecurityContextHolder.getContext().getAuthentication()));
	}

}
