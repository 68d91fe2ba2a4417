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

package io.identifiabl.actuate;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.Revocation.Kind;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.security.authorization.Operators;

/**
 * Revokes tokens by hand. It never shows what has been revoked.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@Endpoint(id = "tokenrevocations")
public final class TokenRevocationsEndpoint {

	private final TokenRevocationRegistry revocations;

	private final Clock clock;

	private final Operators operators;

	/**
	 * Create the endpoint.
	 * @param revocations where to add revocations
	 * @param clock tells since when
	 * @param operators whose tokens may revoke others
	 */
	public TokenRevocationsEndpoint(TokenRevocationRegistry revocations, Clock clock, Operators operators) {
		this.revocations = revocations;
		this.clock = clock;
		this.operators = operators;
	}

	/**
	 * Revoke what has been issued up to now.
	 * @param kind {@code token-id}, {@code subject}, {@code session}, {@code client} or
	 * {@code issuer}
	 * @param issuer who issued it
	 * @param value the value; not needed for an issuer
	 */
	@WriteOperation
	public void revoke(Kind kind, String issuer, @Nullable String value) {
		this.operators.refuseOtherTokens();
		try {
			this.revocations.revoke(Revocation.of(kind, issuer, (value != null) ? value : "", this.clock.instant()));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEndpointRequestException("The revocation is incomplete", String.valueOf(ex.getMessage()));
		}
	}

}
