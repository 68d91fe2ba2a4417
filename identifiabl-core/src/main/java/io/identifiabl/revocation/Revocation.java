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

package io.identifiabl.revocation;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Issuer;

/**
 * What is revoked, and since when. Immutable.
 * <p>
 * Other than a token id, which is revoked for good, it hits the tokens that were issued
 * at or before its time, so that a user who signs in again gets in. Times are compared in
 * whole seconds, like the {@code iat} claim: a token that was issued later in the same
 * second is refused as well. A token without {@code iat} counts as issued before.
 * <p>
 * {@code iat} is a time of the issuer's clock. Whoever knows the time of the event by
 * that clock, for example from a logout token, should state that one.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class Revocation {

	/**
	 * The longest value, so that every store can hold it.
	 */
	public static final int MAX_LENGTH = 1024;

	private final Kind kind;

	private final String issuer;

	private final String value;

	private final Instant revokedAt;

	private Revocation(Kind kind, String issuer, String value, Instant revokedAt) {
		checkText(issuer, "issuer");
		checkText(value, "value");
		this.kind = kind;
		// as Identity.getIssuer() does
		this.issuer = Issuer.normalize(issuer);
		if (Issuer.of(issuer).isTemplate()) {
			throw new IllegalArgumentException("issuer must name the tenant, since no token has " + Issuer.TENANT);
		}
		this.value = (kind == Kind.ISSUER) ? this.issuer : value;
		this.revokedAt = Instant.ofEpochSecond(revokedAt.getEpochSecond());
	}

	private static void checkText(String text, String name) {
		if (text.isBlank() || text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException(name + " must have between 1 and " + MAX_LENGTH + " characters");
		}
	}

	/**
	 * Revoke a token, whenever it was issued.
	 * @param issuer who issued it
	 * @param tokenId its id ({@code jti})
	 * @param revokedAt when it was revoked
	 * @return the revocation
	 * @throws IllegalArgumentException if a text is blank or too long
	 */
	public static Revocation ofTokenId(String issuer, String tokenId, Instant revokedAt) {
		return new Revocation(Kind.TOKEN_ID, issuer, tokenId, revokedAt);
	}

	/**
	 * Revoke all tokens that stand for a user or a service. The value is compared with
	 * the subject ({@code sub}) and with the user id: at Okta and Entra ID they differ,
	 * and whoever revokes may know only one of them. Who merely acts for somebody else
	 * ({@code act}) is not compared.
	 * @param issuer who issued them
	 * @param subject subject or user id
	 * @param revokedAt when they were revoked
	 * @return the revocation
	 * @throws IllegalArgumentException if a text is blank or too long
	 */
	public static Revocation ofSubject(String issuer, String subject, Instant revokedAt) {
		return new Revocation(Kind.SUBJECT, issuer, subject, revokedAt);
	}

	/**
	 * Revoke all tokens of a session.
	 * @param issuer who issued them
	 * @param sessionId the session at the issuer ({@code sid})
	 * @param revokedAt when they were revoked
	 * @return the revocation
	 * @throws IllegalArgumentException if a text is blank or too long
	 */
	public static Revocation ofSession(String issuer, String sessionId, Instant revokedAt) {
		return new Revocation(Kind.SESSION, issuer, sessionId, revokedAt);
	}

	/**
	 * Revoke all tokens that a client obtained, for whomever.
	 * @param issuer who issued them
	 * @param clientId the client
	 * @param revokedAt when they were revoked
	 * @return the revocation
	 * @throws IllegalArgumentException if a text is blank or too long
	 */
	public static Revocation ofClient(String issuer, String clientId, Instant revokedAt) {
		return new Revocation(Kind.CLIENT, issuer, clientId, revokedAt);
	}

	/**
	 * Revoke all tokens of an issuer.
	 * @param issuer who issued them
	 * @param revokedAt when they were revoked
	 * @return the revocation
	 * @throws IllegalArgumentException if a text is blank or too long
	 */
	public static Revocation ofIssuer(String issuer, Instant revokedAt) {
		return new Revocation(Kind.ISSUER, issuer, issuer, revokedAt);
	}

	/**
	 * Return the revocation of a kind that is known at run time only.
	 * @param kind what the value is
	 * @param issuer who issued the tokens
	 * @param value the value; not used for {@link Kind#ISSUER}
	 * @param revokedAt when they were revoked
	 * @return the revocation
	 * @throws IllegalArgumentException if a text is blank or too long
	 */
	public static Revocation of(Kind kind, String issuer, String value, Instant revokedAt) {
		return new Revocation(kind, issuer, (kind == Kind.ISSUER) ? issuer : value, revokedAt);
	}

	/**
	 * Return what the value is.
	 * @return the kind
	 */
	public Kind getKind() {
		return this.kind;
	}

	/**
	 * Return who issued the tokens, without a trailing slash.
	 * @return the issuer
	 */
	public String getIssuer() {
		return this.issuer;
	}

	/**
	 * Return the value that tokens are compared with.
	 * @return the value, the issuer itself for {@link Kind#ISSUER}
	 */
	public String getValue() {
		return this.value;
	}

	/**
	 * Return since when.
	 * @return the time, in whole seconds
	 */
	public Instant getRevokedAt() {
		return this.revokedAt;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof Revocation other && this.kind == other.kind && this.issuer.equals(other.issuer)
				&& this.value.equals(other.value) && this.revokedAt.equals(other.revokedAt);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.kind, this.issuer, this.value, this.revokedAt);
	}

	/**
	 * Return kind, issuer and time, but not whose tokens: safe to log.
	 */
	@Override
	public String toString() {
		return this.kind + " at " + this.issuer + " since " + this.revokedAt;
	}

	/**
	 * What can be revoked.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/**
		 * One token.
		 */
		TOKEN_ID,

		/**
		 * A user or a service.
		 */
		SUBJECT,

		/**
		 * A session at the issuer.
		 */
		SESSION,

		/**
		 * An OAuth client.
		 */
		CLIENT,

		/**
		 * Everything an issuer issued.
		 */
		ISSUER

	}

}
