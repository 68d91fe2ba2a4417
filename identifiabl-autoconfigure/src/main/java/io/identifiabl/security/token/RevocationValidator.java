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

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.token.IdentityJwt;
import io.identifiabl.token.RevocationCheck;

/**
 * Refuses tokens that have been revoked since they were issued. It depends on the moment
 * of the request, like everything that {@link RequestCheckingJwtDecoder} checks.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class RevocationValidator implements OAuth2TokenValidator<Jwt> {

	private final RevocationCheck check;

	/**
	 * Create a validator.
	 * @param revocations what has been revoked
	 */
	public RevocationValidator(TokenRevocations revocations) {
		this.check = new RevocationCheck(revocations);
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt jwt) {
		if (jwt instanceof IdentityJwt token) {
			this.check.check(token);
		}
		return OAuth2TokenValidatorResult.success();
	}

}
