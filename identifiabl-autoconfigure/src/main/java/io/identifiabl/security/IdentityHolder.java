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

package io.identifiabl.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;

import io.identifiabl.context.RequestContext;
import io.identifiabl.identity.Identity;
import io.identifiabl.token.IdentityJwt;

/**
 * The identity that the current thread works for, for code that is not called with it. A
 * thread that an application starts itself has none unless the context is propagated to
 * it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityHolder {

	private IdentityHolder() {
	}

	/**
	 * Return the current identity.
	 * @return the identity, {@code null} if nobody is authenticated
	 */
	public static @Nullable Identity getCurrent() {
		RequestContext context = RequestContext.current();
		if (context != null && context.getIdentity() != null) {
			return context.getIdentity();
		}
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof IdentityJwt principal)
				? principal.getIdentity() : null;
	}

	/**
	 * Return the current identity.
	 * @return the identity
	 * @throws AuthenticationCredentialsNotFoundException if nobody is authenticated; in a
	 * request it becomes a 401
	 * @throws AuthenticationException if somebody is whom verification refused
	 */
	public static Identity getRequired() {
		Identity identity = getCurrent();
		if (identity == null) {
			AuthenticationException refusal = RefusedCallers
				.find(SecurityContextHolder.getContext().getAuthentication());
			if (refusal != null) {
				throw refusal;
			}
			throw new AuthenticationCredentialsNotFoundException("An identity is required");
		}
		return identity;
	}

}
