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
import org.springframework.security.core.GrantedAuthority;

import io.identifiabl.authorization.ScopeHierarchy;
import io.identifiabl.identity.Scopes;

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

	/**
	 * Create a reader.
	 * @param hierarchy which scopes imply which others
	 */
	public GrantedScopes(ScopeHierarchy hierarchy) {
		this.hierarchy = hierarchy;
	}

	/**
	 * Return the scopes of an authentication.
	 * @param authentication the authentication, {@code null} if there is none
	 * @return its scopes with all that they imply; none if it is not authenticated
	 */
	public Scopes of(@Nullable Authentication authentication) {
		if (authentication == null || !authentication.isAuthenticated()) {
			return Scopes.none();
		}
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
