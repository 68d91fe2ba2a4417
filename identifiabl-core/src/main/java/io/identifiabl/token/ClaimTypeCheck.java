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

import org.jspecify.annotations.Nullable;

/**
 * JSON types of the registered claims (RFC 7519 section 4.1, RFC 7800 section 3.1). A
 * claim of the wrong type is never taken for an absent one.
 *
 * @author Identifiabl Contributors
 */
final class ClaimTypeCheck implements TokenCheck {

	@Override
	public void check(CompactToken token) {
		Map<String, Object> claims = token.getClaims();
		boolean valid = isAudience(claims.get("aud")) && isAbsentOr(String.class, claims, "jti")
				&& isAbsentOr(Map.class, claims, "cnf") && isConfirmation(claims.get("cnf"));
		if (!valid) {
			throw new TokenRefusedException(TokenError.INVALID_CLAIM);
		}
	}

	private static boolean isAbsentOr(Class<?> type, Map<String, Object> claims, String name) {
		return !claims.containsKey(name) || type.isInstance(claims.get(name));
	}

	private static boolean isAudience(@Nullable Object audience) {
		if (audience instanceof List<?> values) {
			return values.stream().allMatch(String.class::isInstance);
		}
		return audience == null || audience instanceof String;
	}

	// the members that bind a token have to be strings, else the binding would be skipped
	private static boolean isConfirmation(@Nullable Object confirmation) {
		if (confirmation instanceof Map<?, ?> members) {
			return isAbsentOrText(members, "jkt") && isAbsentOrText(members, "x5t#S256");
		}
		return true;
	}

	private static boolean isAbsentOrText(Map<?, ?> members, String name) {
		return !members.containsKey(name) || (members.get(name) instanceof String text && !text.isBlank());
	}

}
