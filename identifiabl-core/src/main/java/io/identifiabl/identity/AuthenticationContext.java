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

package io.identifiabl.identity;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How and when the user authenticated at the provider (OpenID Connect Core section 2).
 *
 * @param sessionId the provider's session ({@code sid}), or {@code null}
 * @param authTime when the user authenticated ({@code auth_time}), or {@code null}
 * @param acr the authentication context class reference, or {@code null}
 * @param amr the authentication methods, empty if unknown
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record AuthenticationContext(@Nullable String sessionId, @Nullable Instant authTime, @Nullable String acr,
		List<String> amr) implements Serializable {

	/**
	 * The context of a token that says nothing about it.
	 */
	public static final AuthenticationContext UNKNOWN = new AuthenticationContext(null, null, null, List.of());

	public AuthenticationContext {
		amr = List.copyOf(amr);
	}

}
