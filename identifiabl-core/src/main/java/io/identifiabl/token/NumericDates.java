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

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.identifiabl.identity.TokenError;

/**
 * Reads NumericDates (RFC 7519 section 2). Fractions of a second are legal and dropped.
 *
 * @author Identifiabl Contributors
 */
final class NumericDates {

	// the last second of the year 9999; milliseconds taken for seconds are beyond it
	private static final double MAX = 253402300799d;

	private NumericDates() {
	}

	static @Nullable Instant read(Map<String, Object> claims, String name) {
		if (!claims.containsKey(name)) {
			return null;
		}
		if (!(claims.get(name) instanceof Number number)) {
			throw new TokenRefusedException(TokenError.INVALID_CLAIM);
		}
		double seconds = number.doubleValue();
		// written so that NaN is refused, too
		if (!(seconds >= 0 && seconds <= MAX)) {
			throw new TokenRefusedException(TokenError.INVALID_CLAIM);
		}
		return Instant.ofEpochSecond(number.longValue());
	}

}
