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
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.identity.Scopes;
import io.identifiabl.security.CallerVerification;
import io.identifiabl.security.RefusedCallers;

/**
 * Reads the scopes of an authentication, whoever created it: they are its authorities
 * that start with {@code SCOPE_}. Immutable and thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class GrantedScopes {

	private static final String PREFIX = "SCOPE_";

	private final ScopeHierarchy hierarchy;

	private final CallerVerification verification;

	/**
	 * Create a reader.
	 * @param hierarchy which scopes imply which others
	 */
	public GrantedScopes(ScopeHierarchy hierarchy) {
		this(hierarchy, RefusedCallers::find);
	}

	/**
	 * Create a reader.
	 * @param hierarchy which scopes imply which others
	 * @param verification tells whose scopes do not count
	 */
	public GrantedScopes(ScopeHierarchy hierarchy, CallerVerification verification) {
		this.hierarchy = hierarchy;
		this.verification = verification;
	}

	/**
	 * Refuse a caller whom the application let in although verification did not.
	 * @param authentication the authentication, {@code null} if there is none
	 * @throws AuthenticationException if it is one; it becomes what the refused request
	 * would have been answered with
	 */
	public void requireVerified(@Nullable Authentication authentication) {
		AuthenticationException refusal = findRefusal(authentication);
		if (refusal != null) {
			throw refusal;
		}
	}

	/**
	 * Return why a caller whom the application let in was refused by verification.
	 * @param authentication the authentication, {@code null} if there is none
	 * @return what the refused request would have been answered with, {@code null} if
	 * nobody was refused
	 */
	public @Nullable AuthenticationException findRefusal(@Nullable Authentication authentication) {
		return this.verification.findRefusal(authentication);
	}

	/**
	 * Return the scopes of an authentication.
	 * @param authentication the authentication, {@code null} if there is none
	 * @return its scopes with all that they imply; none if it is not authenticated
	 * @throws AuthenticationException if it is of a caller whom verification refused
	 */
	public Scopes of(@Nullable Authentication authentication) {
		if (authentication == null || !authentication.isAuthenticated()) {
			return Scopes.none();
		}
		requireVerified(authentication);
		List<String> scopes = new ArrayList<>();
		for (GrantedAuthority authority : authentication.getAuthorities()) {
			String value = authority.getAuthority();
			if (value != null && value.startsWith(PREFIX)) {
				scopes.add(value.substring(PREFIX.length()));
			}
		}
		return this.hierarchy.expand(Scopes.of(scopes));
	}

}
