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

import io.identifiabl.identity.TokenError;

/**
 * JSON types of the registered claims (RFC 7519 section 4.1). A claim of the wrong type
 * is never taken for an absent one.
 *
 * @author Identifiabl Contributors
 */
final class ClaimTypeCheck implements TokenCheck {

	@Override
	public void check(CompactToken token) {
		Map<String, Object> claims = token.getClaims();
		if (!isAudience(claims.get("aud")) || !isAbsentOrText(claims, "jti")) {
			throw new TokenRefusedException(TokenError.INVALID_CLAIM);
		}
	}

	private static boolean isAbsentOrText(Map<String, Object> claims, String name) {
		return !claims.containsKey(name) || claims.get(name) instanceof String;
	}

	private static boolean isAudience(@Nullable Object audience) {
		if (audience instanceof List<?> values) {
			return values.stream().allMatch(String.class::isInstance);
		}
		return audience == null || audience instanceof String;
	}

}
