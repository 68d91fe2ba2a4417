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
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.TokenError;

/**
 * Times: not expired, not too early, and not valid for too long.
 *
 * @author Identifiabl Contributors
 */
final class TimeCheck implements TokenCheck {

	private final TokenSettings settings;

	TimeCheck(TokenSettings settings) {
		this.settings = settings;
	}

	@Override
	public void check(CompactToken token) {
		Map<String, Object> claims = token.getClaims();
		Instant now = this.settings.getClock().instant();
		Instant expiry = expiry(claims);
		if (!now.isBefore(expiry.plus(this.settings.getClockSkew()))) {
			throw new TokenRefusedException(TokenError.EXPIRED_TOKEN, () -> "exp " + expiry + against(now));
		}
		Instant notBefore = NumericDates.read(claims, "nbf");
		Instant issuedAt = NumericDates.read(claims, "iat");
		refuseFuture("nbf", notBefore, now);
		refuseFuture("iat", issuedAt, now);
		if (issuedAt != null && !expiry.isAfter(issuedAt)) {
			throw new TokenRefusedException(TokenError.INVALID_CLAIM);
		}
		Instant start = (issuedAt != null) ? issuedAt : ((notBefore != null) ? notBefore : now);
		if (Duration.between(start, expiry).compareTo(this.settings.getMaxLifetime()) > 0) {
			throw new TokenRefusedException(TokenError.LIFETIME_TOO_LONG, () -> "valid from " + start + " to " + expiry
					+ ", and " + this.settings.getMaxLifetime() + " is the longest that is accepted");
		}
	}

	private static Instant expiry(Map<String, Object> claims) {
		Instant expiry = (claims.get("exp") != null) ? NumericDates.read(claims, "exp") : null;
		if (expiry == null) {
			throw new TokenRefusedException(TokenError.MISSING_EXPIRY);
		}
		return expiry;
	}

	private void refuseFuture(String claim, @Nullable Instant time, Instant now) {
		if (time != null && time.isAfter(now.plus(this.settings.getClockSkew()))) {
			throw new TokenRefusedException(TokenError.TOKEN_NOT_YET_VALID, () -> claim + " " + time + against(now));
		}
	}

	private String against(Instant now) {
		return ", and it is " + now + " here, with a clock skew of " + this.settings.getClockSkew();
	}

}
