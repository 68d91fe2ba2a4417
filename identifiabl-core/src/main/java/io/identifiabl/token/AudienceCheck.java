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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.TokenError;

/**
 * Audience (RFC 9068 section 4): one of the configured values, compared exactly. A token
 * that has none at all, not even an empty one, may be bound to this application by its
 * client, its origin or its issuer, where its provider issues such tokens.
 *
 * @author Identifiabl Contributors
 */
final class AudienceCheck implements TokenCheck {

	private final Set<String> audiences;

	private final Set<String> clientIds;

	private final Set<String> origins;

	private final boolean issuerBound;

	AudienceCheck(Set<String> audiences, Set<String> clientIds, Set<String> origins, boolean issuerBound) {
		this.audiences = audiences;
		this.clientIds = clientIds;
		this.origins = origins;
		this.issuerBound = issuerBound;
	}

	@Override
	public void check(CompactToken token) {
		Map<String, Object> claims = token.getClaims();
		Object clientId = claims.get("client_id");
		Object origin = claims.get("azp");
		boolean intended = claims.containsKey("aud") ? hasAudience(claims.get("aud"))
				: this.issuerBound || isListed(this.clientIds, clientId) || isListed(this.origins, origin);
		if (!intended) {
			throw refused(() -> foreign(claims));
		}
		if (isUnlisted(this.clientIds, clientId)) {
			throw refused(() -> "client_id " + Reason.text(clientId) + " is none of " + Reason.list(this.clientIds));
		}
		if (isUnlisted(this.origins, origin)) {
			throw refused(() -> "azp " + Reason.text(origin) + " is none of " + Reason.list(this.origins));
		}
	}

	private static TokenRefusedException refused(Supplier<String> reason) {
		return new TokenRefusedException(TokenError.INVALID_AUDIENCE, reason);
	}

	private String foreign(Map<String, Object> claims) {
		return claims.containsKey("aud")
				? "aud " + Reason.list(claims.get("aud")) + " has none of " + Reason.list(this.audiences)
				: "there is no aud, and one of " + Reason.list(this.audiences) + " is expected";
	}

	private boolean hasAudience(@Nullable Object audience) {
		return (audience instanceof List<?> values)
				? values.stream().anyMatch((value) -> isListed(this.audiences, value))
				: isListed(this.audiences, audience);
	}

	private static boolean isListed(Set<String> allowed, @Nullable Object value) {
		return value != null && allowed.contains(value);
	}

	// whether there is a list and the token names something that is not on it
	private static boolean isUnlisted(Set<String> allowed, @Nullable Object value) {
		return !allowed.isEmpty() && value != null && !allowed.contains(value);
	}

}
