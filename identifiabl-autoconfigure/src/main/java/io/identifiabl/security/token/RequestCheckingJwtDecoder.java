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

import java.util.stream.Collectors;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import io.identifiabl.identity.TokenError;
import io.identifiabl.token.TokenRefusedException;

/**
 * Checks on every request what depends on the request: whether a bound token comes from
 * the holder of its key, and whatever validators the application has. It stays outside of
 * anything that remembers tokens.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RequestCheckingJwtDecoder implements JwtDecoder {

	private final JwtDecoder delegate;

	private final OAuth2TokenValidator<Jwt> validator;

	/**
	 * Create a decoder.
	 * @param delegate verifies what does not depend on the request
	 * @param validator checks what does
	 */
	public RequestCheckingJwtDecoder(JwtDecoder delegate, OAuth2TokenValidator<Jwt> validator) {
		this.delegate = delegate;
		this.validator = validator;
	}

	@Override
	public Jwt decode(String token) throws JwtException {
		Jwt jwt = this.delegate.decode(token);
		try {
			validate(jwt);
		}
		catch (TokenRefusedException ex) {
			throw ex.about(jwt);
		}
		return jwt;
	}

	private void validate(Jwt jwt) {
		OAuth2TokenValidatorResult result = this.validator.validate(jwt);
		if (result.hasErrors()) {
			throw TokenRefusedException.of(TokenError.INVALID_CLAIM,
					"refused by a validator: " + result.getErrors()
						.stream()
						.map(RequestCheckingJwtDecoder::describe)
						.distinct()
						.collect(Collectors.joining(", ")));
		}
	}

	private static String describe(OAuth2Error error) {
		return (error.getDescription() != null) ? error.getDescription() : error.getErrorCode();
	}

}
