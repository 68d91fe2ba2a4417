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

/**
 * How much a {@link CachingJwtDecoder} remembers, and for how long. Immutable.
 *
 * @author Identifiabl Contributors
 * @param maximumWeight about how much memory all remembered tokens may take, in bytes
 * @param timeToLive the longest time for which a token is remembered; it is forgotten
 * when it expires, and when the issuer's keys change
 * @since 0.1.0
 */
public record TokenCacheSettings(long maximumWeight, Duration timeToLive) {

	private static final TokenCacheSettings DEFAULTS = new TokenCacheSettings(32 * 1024 * 1024, Duration.ofMinutes(5));

	/**
	 * Create the settings.
	 * @throws IllegalArgumentException if the weight or the time is not positive
	 */
	public TokenCacheSettings {
		if (maximumWeight <= 0) {
			throw new IllegalArgumentException("maximum weight must be positive");
		}
		if (timeToLive.isNegative() || timeToLive.isZero()) {
			throw new IllegalArgumentException("time to live must be positive");
		}
	}

	/**
	 * Return the defaults: 32 MB, five minutes.
	 * @return the defaults
	 */
	public static TokenCacheSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Return these settings with another maximum weight.
	 * @param maximumWeight the memory in bytes
	 * @return the settings
	 * @throws IllegalArgumentException if it is not positive
	 */
	public TokenCacheSettings withMaximumWeight(long maximumWeight) {
		return new TokenCacheSettings(maximumWeight, this.timeToLive);
	}

	/**
	 * Return these settings with another time to live.
	 * @param timeToLive the time
	 * @return the settings
	 * @throws IllegalArgumentException if it is not positive
	 */
	public TokenCacheSettings withTimeToLive(Duration timeToLive) {
		return new TokenCacheSettings(this.maximumWeight, timeToLive);
	}

}
