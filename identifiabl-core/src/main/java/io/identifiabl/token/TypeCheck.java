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

import java.util.Map;
import java.util.Set;

import io.identifiabl.identity.TokenError;

/**
 * Type of the token (RFC 8725 section 3.11, RFC 9068 section 2.1), compared without case.
 * Security event tokens, of which logout tokens are a kind, often come without a type of
 * their own and are told by their events (RFC 8417 section 2.2).
 *
 * @author Identifiabl Contributors
 */
final class TypeCheck implements TokenCheck {

	private static final Set<String> ACCESS_TOKEN_TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

	private static final Map<String, TokenError> OTHER_TYPES = Map.of("oauth-id-jag+jwt",
			TokenError.IDENTITY_ASSERTION_USED_AS_ACCESS_TOKEN, "application/oauth-id-jag+jwt",
			TokenError.IDENTITY_ASSERTION_USED_AS_ACCESS_TOKEN, "logout+jwt",
			TokenError.LOGOUT_TOKEN_USED_AS_ACCESS_TOKEN, "application/logout+jwt",
			TokenError.LOGOUT_TOKEN_USED_AS_ACCESS_TOKEN, "application/okta-internal-at+jwt",
			TokenError.OKTA_ORG_SERVER_TOKEN);

	private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

	@Override
	public void check(CompactToken token) {
		if (token.getClaims().get("events") instanceof Map<?, ?> events) {
			throw new TokenRefusedException(events.containsKey(LOGOUT) ? TokenError.LOGOUT_TOKEN_USED_AS_ACCESS_TOKEN
					: TokenError.UNSUPPORTED_TOKEN_FORMAT);
		}
		String type = token.getHeader().getType();
		if (type != null && !ACCESS_TOKEN_TYPES.contains(type)) {
			throw new TokenRefusedException(OTHER_TYPES.getOrDefault(type, TokenError.UNSUPPORTED_TOKEN_FORMAT),
					() -> "typ " + Reason.text(type) + " is no type of an access token");
		}
	}

}
