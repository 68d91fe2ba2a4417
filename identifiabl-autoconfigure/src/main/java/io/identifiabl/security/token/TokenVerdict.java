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

package io.identifiabl.security.token;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

import io.identifiabl.identity.Identity;

/**
 * What verification says of a token that the application has accepted.
 *
 * @param token the token, {@code null} if it cannot be seen
 * @param identity whom it stands for, {@code null} if it would be refused
 * @param refusal what it would be refused with, {@code null} if it is good
 * @param enforced whether it is refused whatever the application says
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public record TokenVerdict(@Nullable String token, @Nullable Identity identity,
		@Nullable AuthenticationException refusal, boolean enforced) {

	static TokenVerdict good(String token, Identity identity) {
		return new TokenVerdict(token, identity, null, false);
	}

	static TokenVerdict refused(@Nullable String token, AuthenticationException refusal, boolean enforced) {
		return new TokenVerdict(token, null, refusal, enforced);
	}

	/**
	 * Return whom it stands for, never the token.
	 */
	@Override
	public String toString() {
		return "TokenVerdict [" + ((this.identity != null) ? this.identity : this.refusal) + "]";
	}

}
