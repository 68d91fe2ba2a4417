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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.authorization.ScopeRequirement;
import io.identifiabl.identity.Scopes;

/**
 * Lets callers with certain scopes pass, for example in a rule for URLs:
 * {@code requests.requestMatchers("/admin/**").access(hasScope("admin"))}. What it
 * decides names the scopes, so that a challenge can. Immutable and thread-safe.
 *
 * @param <T> what is called
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class ScopeAuthorizationManager<T> implements AuthorizationManager<T> {

	// a token's implied scopes are among the authorities already
	private static final GrantedScopes GRANTED_SCOPES = new GrantedScopes(ScopeHierarchy.none());

	private final ScopeRequirement requirement;

	private ScopeAuthorizationManager(ScopeRequirement requirement) {
		this.requirement = requirement;
	}

	/**
	 * Require a scope.
	 * @param scope the scope
	 * @param <T> what is called
	 * @return the manager
	 * @throws IllegalArgumentException if it is not a scope token
	 */
	public static <T> ScopeAuthorizationManager<T> hasScope(String scope) {
		return hasAllScopes(scope);
	}

	/**
	 * Require any one of several scopes.
	 * @param scopes the scopes, preferred first
	 * @param <T> what is called
	 * @return the manager
	 * @throws IllegalArgumentException if one of them is not a scope token
	 */
	public static <T> ScopeAuthorizationManager<T> hasAnyScope(String... scopes) {
		return new ScopeAuthorizationManager<>(ScopeRequirement.anyOf(scopes));
	}

	/**
	 * Require all of several scopes.
	 * @param scopes the scopes
	 * @param <T> what is called
	 * @return the manager
	 * @throws IllegalArgumentException if one of them is not a scope token
	 */
	public static <T> ScopeAuthorizationManager<T> hasAllScopes(String... scopes) {
		return new ScopeAuthorizationManager<>(ScopeRequirement.allOf(scopes));
	}

	@Override
	public ScopeAuthorizationDecision authorize(Supplier<? extends @Nullable Authentication> authentication, T object) {
		Scopes granted = GRANTED_SCOPES.of(authentication.get());
		return new ScopeAuthorizationDecision(this.requirement.evaluate(granted), granted);
	}

	@Override
	public String toString() {
		return "ScopeAuthorizationManager [" + this.requirement + "]";
	}

}
