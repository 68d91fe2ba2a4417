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

import java.io.Serial;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;
import org.springframework.security.core.Authentication;

/**
 * Published when verification refused a token and the request goes on all the same, since
 * the application accepted it and refusals are only reported for now.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TokenReportedEvent extends ApplicationEvent {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String code;

	private final @Nullable String token;

	/**
	 * Create an event.
	 * @param authentication whom the application takes the caller for
	 * @param code why the token would be refused
	 * @param token the token, {@code null} if it cannot be seen
	 */
	public TokenReportedEvent(Authentication authentication, String code, @Nullable String token) {
		super(authentication);
		this.code = code;
		this.token = token;
	}

	/**
	 * Return whom the application takes the caller for.
	 * @return the authentication
	 */
	public Authentication getAuthentication() {
		return (Authentication) getSource();
	}

	/**
	 * Return why the token would be refused.
	 * @return the code that the caller would get
	 */
	public String getCode() {
		return this.code;
	}

	/**
	 * Return the token, of which nothing but what it claims may be kept.
	 * @return the token, {@code null} if it cannot be seen
	 */
	public @Nullable String getToken() {
		return this.token;
	}

	/**
	 * Return the code, never the token.
	 */
	@Override
	public String toString() {
		return "TokenReportedEvent [" + this.code + "]";
	}

}
