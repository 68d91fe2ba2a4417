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

package io.identifiabl.token;

import java.io.Serial;

import org.springframework.security.oauth2.jwt.JwtException;

/**
 * A verified token could not be mapped to an identity, because a mapper or a customizer
 * of the application failed. That says nothing about the token.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class IdentityMappingException extends JwtException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param cause what the mapper or the customizer threw
	 */
	public IdentityMappingException(RuntimeException cause) {
		super("The claims of a verified token could not be mapped", cause);
	}

}
