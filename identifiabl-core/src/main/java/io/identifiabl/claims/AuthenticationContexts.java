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

package io.identifiabl.claims;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.AuthenticationContext;

/**
 * Reads how and when the user signed in.
 *
 * @author Identifiabl Contributors
 */
final class AuthenticationContexts {

	/**
	 * The last second of the year 9999.
	 */
	private static final double MAX_TIME = 253402300799d;

	private static final ClaimPath ACR = ClaimPath.of("acr");

	private static final ClaimPath AMR = ClaimPath.of("amr");

	private AuthenticationContexts() {
	}

	static AuthenticationContext read(ClaimSet claims, @Nullable String sessionId) {
		Instant authTime = authTime(claims.getClaims().get("auth_time"));
		String acr = claims.getText(ACR);
		List<String> amr = methods(claims);
		if (sessionId == null && authTime == null && acr == null && amr.isEmpty()) {
			return AuthenticationContext.UNKNOWN;
		}
		return new AuthenticationContext(sessionId, authTime, acr, amr);
	}

	// Supabase lists objects that name the method and its time
	private static List<String> methods(ClaimSet claims) {
		if (!claims.has(AMR)) {
			return List.of();
		}
		List<String> methods = new ArrayList<>(claims.getValues(AMR));
		if (claims.getClaims().get("amr") instanceof List<?> elements) {
			for (Object element : elements) {
				if (element instanceof Map<?, ?> members && members.get("method") instanceof String method
						&& SafeText.isSafe(method)) {
					methods.add(method);
				}
			}
		}
		return methods;
	}

	private static @Nullable Instant authTime(@Nullable Object value) {
		if (value instanceof Number number) {
			double seconds = number.doubleValue();
			return (seconds >= 0 && seconds <= MAX_TIME) ? Instant.ofEpochSecond((long) seconds) : null;
		}
		return null;
	}

}
