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

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A verified token and the limits of what is known about it. Times are kept by two
 * clocks: the wall clock, which may be set, and one that only ever goes on. Immutable.
 *
 * @author Identifiabl Contributors
 */
final class RememberedToken {

	// what an entry takes besides what grows: the token itself and its claims with its
	// length, scopes, roles and permissions with the authorities they became
	private static final int BASE_WEIGHT = 1500;

	private static final int WEIGHT_PER_CHARACTER = 4;

	private static final int WEIGHT_PER_AUTHORITY = 200;

	private final VerifiedToken token;

	// milliseconds by the wall clock
	private final long notBefore;

	private final long expiry;

	// nanoseconds by the other one
	private final long deadline;

	RememberedToken(VerifiedToken token, Duration clockSkew, long now, long nanoTime) {
		this.token = token;
		this.notBefore = start(token.principal()).minus(clockSkew).toEpochMilli();
		this.expiry = Math.min(expiry(token.principal(), clockSkew), keyExpiry(token.key()));
		this.deadline = nanoTime + Duration.ofMillis(Math.max(0, this.expiry - now)).toNanos();
	}

	private static Instant start(IdentityJwt principal) {
		Instant notBefore = orEpoch(principal.getNotBefore());
		Instant issuedAt = orEpoch(principal.getIssuedAt());
		return notBefore.isAfter(issuedAt) ? notBefore : issuedAt;
	}

	private static Instant orEpoch(@Nullable Instant instant) {
		return (instant != null) ? instant : Instant.EPOCH;
	}

	private static long expiry(IdentityJwt principal, Duration clockSkew) {
		return orEpoch(principal.getExpiresAt()).plus(clockSkew).toEpochMilli();
	}

	private static long keyExpiry(SigningKey key) {
		return (key.key().getExpirationTime() != null) ? key.key().getExpirationTime().toInstant().toEpochMilli()
				: Long.MAX_VALUE;
	}

	IdentityJwt getPrincipal() {
		return this.token.principal();
	}

	// Whether another verification would have the same outcome.
	boolean isCurrent(long now) {
		return now >= this.notBefore && now < this.expiry && this.token.key().isStillTrusted();
	}

	// Whether the token's time is over, even if the wall clock says that it is not.
	boolean isOver(long nanoTime) {
		return nanoTime - this.deadline >= 0;
	}

	int getWeight() {
		return BASE_WEIGHT + WEIGHT_PER_CHARACTER * getPrincipal().getTokenValue().length()
				+ WEIGHT_PER_AUTHORITY * getPrincipal().getAuthorities().size();
	}

}
