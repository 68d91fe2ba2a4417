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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.Identity;
import io.identifiabl.revocation.Revocation.Kind;

/**
 * Revocations of one process, which are gone when it ends. Thread-safe, and asking it
 * neither blocks nor locks.
 * <p>
 * A revocation is forgotten when no token that it could hit can be valid any more, which
 * bounds the memory by what is revoked within one lifetime of a token.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class InMemoryTokenRevocations implements TokenRevocationRegistry {

	private static final long PURGE_INTERVAL = Duration.ofMinutes(1).toSeconds();

	// for a clock that was ahead and is set back
	private static final long PURGE_DELAY = Duration.ofHours(1).toSeconds();

	private final ConcurrentMap<Target, Period> revocations = new ConcurrentHashMap<>();

	private final AtomicLong purgeDue = new AtomicLong(Long.MIN_VALUE);

	private final Duration retention;

	private final Clock clock;

	/**
	 * Create an empty registry.
	 * @param maxLifetime the longest time from issue to expiry of a token
	 * @param clockSkew the difference of clocks that is tolerated when tokens are
	 * verified
	 * @param clock the clock that tokens expire by
	 */
	public InMemoryTokenRevocations(Duration maxLifetime, Duration clockSkew, Clock clock) {
		// a token may be issued one skew ahead, and is good for one more after it expired
		this.retention = maxLifetime.plus(clockSkew.multipliedBy(2));
		this.clock = clock;
	}

	@Override
	public boolean isRevoked(Identity identity, @Nullable Instant issuedAt) {
		if (this.revocations.isEmpty()) {
			return false;
		}
		String issuer = identity.getIssuer();
		String subject = identity.getSubject();
		String userId = identity.getUserId();
		long issued = (issuedAt != null) ? issuedAt.getEpochSecond() : Long.MIN_VALUE;
		return isRevoked(Kind.TOKEN_ID, issuer, identity.getTokenId(), Long.MIN_VALUE)
				|| isRevoked(Kind.SESSION, issuer, identity.getAuthenticationContext().sessionId(), issued)
				|| isRevoked(Kind.SUBJECT, issuer, subject, issued)
				|| (!subject.equals(userId) && isRevoked(Kind.SUBJECT, issuer, userId, issued))
				|| isRevoked(Kind.CLIENT, issuer, identity.getClientId(), issued)
				|| isRevoked(Kind.ISSUER, issuer, issuer, issued);
	}

	private boolean isRevoked(Kind kind, String issuer, @Nullable String value, long issued) {
		if (value == null) {
			return false;
		}
		Period period = this.revocations.get(new Target(kind, issuer, value));
		return period != null && issued <= period.revokedAt()
				&& this.clock.instant().getEpochSecond() <= period.expiresAt();
	}

	@Override
	public void revoke(Revocation revocation) {
		revoke(revocation, getExpiry(revocation));
	}

	/**
	 * Revoke tokens until a given time. For stores that share revocations and therefore
	 * have to agree on that time.
	 * @param revocation what to revoke
	 * @param expiresAt when to forget it
	 */
	public void revoke(Revocation revocation, Instant expiresAt) {
		purge();
		this.revocations.merge(new Target(revocation.getKind(), revocation.getIssuer(), revocation.getValue()),
				new Period(revocation.getRevokedAt().getEpochSecond(), expiresAt.getEpochSecond()), Period::merge);
	}

	/**
	 * Return when a revocation that is made now can be forgotten.
	 * @param revocation the revocation
	 * @return the time from which no token that it could hit is valid
	 */
	public Instant getExpiry(Revocation revocation) {
		Instant now = this.clock.instant();
		Instant start = revocation.getRevokedAt().isAfter(now) ? revocation.getRevokedAt() : now;
		// what expires within a second is kept until its end
		return Instant.ofEpochSecond(start.plus(this.retention).getEpochSecond() + 1);
	}

	/**
	 * Return how many revocations are remembered.
	 * @return the number, with those that expired a short time ago
	 */
	public int size() {
		return this.revocations.size();
	}

	private void purge() {
		long now = this.clock.instant().getEpochSecond();
		long due = this.purgeDue.get();
		if (now >= due && this.purgeDue.compareAndSet(due, now + PURGE_INTERVAL)) {
			this.revocations.values().removeIf((period) -> period.expiresAt() + PURGE_DELAY < now);
		}
	}

	// what is revoked
	private record Target(Kind kind, String issuer, String value) {

	}

	// which times of issue are hit, and until when, in seconds
	private record Period(long revokedAt, long expiresAt) {

		Period merge(Period other) {
			return new Period(Math.max(this.revokedAt, other.revokedAt), Math.max(this.expiresAt, other.expiresAt));
		}

	}

}
