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
import org.springframework.security.core.Authentication;

import io.identifiabl.identity.Identity;
import io.identifiabl.token.IdentityMappingException;

/**
 * Tells the identity behind an authentication. Implementations must be thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@FunctionalInterface
public interface IdentityResolver {

	/**
	 * Resolve the identity.
	 * @param authentication the current authentication, {@code null} if there is none
	 * @return the identity, {@code null} if the authentication has none: it is anonymous,
	 * not yet authenticated, or not based on a token
	 * @throws IdentityMappingException if a mapper or a customizer of the application
	 * failed
	 */
	@Nullable Identity resolve(@Nullable Authentication authentication);

}
