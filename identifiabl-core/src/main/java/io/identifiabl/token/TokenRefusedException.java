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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

import io.identifiabl.identity.TokenError;

/**
 * A token that is not good for a request. It carries no stack trace: refusing is a normal
 * outcome, and a cheap one.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class TokenRefusedException extends BadJwtException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final TokenError error;

	private final transient @Nullable Supplier<String> reason;

	private final transient @Nullable Supplier<String> claimed;

	private final @Nullable String issuer;

	/**
	 * Create the exception.
	 * @param error why the token is refused
	 */
	public TokenRefusedException(TokenError error) {
		this(error, null, null, null);
	}

	// The reason is for the operator: what was expected, and what came.
	TokenRefusedException(TokenError error, Supplier<String> reason) {
		this(error, reason, null, null);
	}

	private TokenRefusedException(TokenError error, @Nullable Supplier<String> reason,
			@Nullable Supplier<String> claimed, @Nullable String issuer) {
		super(error.getDescription());
		this.error = error;
		this.reason = reason;
		this.claimed = claimed;
		this.issuer = issuer;
	}

	/**
	 * Create the exception for something that is wrong with what came beside the token.
	 * @param error why the token is refused
	 * @param reason what was expected and what came, for an operator; what does not
	 * belong into a line of a log is taken out
	 * @return the exception
	 */
	public static TokenRefusedException of(TokenError error, String reason) {
		return new TokenRefusedException(error, () -> Reason.line(reason));
	}

	/**
	 * Return this refusal as that of a token whose signature and issuer were verified
	 * before.
	 * @param token the token
	 * @return the refusal with the issuer of the token, and with what the token says
	 */
	public TokenRefusedException about(Jwt token) {
		Object tokenIssuer = token.getClaims().get("iss");
		return new TokenRefusedException(this.error, this.reason,
				() -> Reason.claimed(token.getHeaders(), token.getClaims()),
				(tokenIssuer != null) ? Reason.line(String.valueOf(tokenIssuer)) : null);
	}

	TokenRefusedException about(@Nullable CompactToken token, @Nullable String issuer) {
		return new TokenRefusedException(this.error, this.reason,
				(token != null) ? () -> Reason.claimed(token.getHeader().getParameters(), token.getClaims()) : null,
				issuer);
	}

	/**
	 * Return why the token is refused.
	 * @return the error
	 */
	public TokenError getError() {
		return this.error;
	}

	/**
	 * Return the issuer whose token it claims to be.
	 * @return the issuer as configured, or as in a token that was verified; {@code null}
	 * if it is not known or none that is trusted
	 */
	public @Nullable String getIssuer() {
		return this.issuer;
	}

	/**
	 * Return what was expected and what came, for an operator and never for a caller.
	 * @return one line of printable ASCII of limited length, {@code null} if there is
	 * nothing to add to the error
	 */
	public @Nullable String getReason() {
		return (this.reason != null) ? this.reason.get() : null;
	}

	/**
	 * Return what the token says about itself, none of which has been verified.
	 * @return one line of printable ASCII of limited length, empty if the token could not
	 * be read
	 */
	public String getClaimed() {
		return (this.claimed != null) ? this.claimed.get() : "";
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
