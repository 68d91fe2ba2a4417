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

package io.identifiabl.keys;

import java.time.Duration;

/**
 * How keys are fetched and for how long they are good. Immutable.
 *
 * @author Identifiabl Contributors
 * @param refreshInterval the time after which a set is fetched anew, in the background
 * @param staleWindow the time for which the last set serves while it cannot be refreshed;
 * after that there are no keys, and tokens can neither be accepted nor refused
 * @param minimumRefetchInterval the shortest time between two fetches that tokens with
 * unknown keys can cause
 * @param connectTimeout the time a connection may take
 * @param readTimeout the time the whole exchange may take
 * @param maxSize the longest document, in bytes
 * @since 0.1.0
 */
public record KeySettings(Duration refreshInterval, Duration staleWindow, Duration minimumRefetchInterval,
		Duration connectTimeout, Duration readTimeout, int maxSize) {

	private static final KeySettings DEFAULTS = new KeySettings(Duration.ofMinutes(15), Duration.ofHours(4),
			Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(2), 512 * 1024);

	/**
	 * Create the settings.
	 * @throws IllegalArgumentException if a time or the size is not positive, or if keys
	 * would be too old before they are refreshed
	 */
	public KeySettings {
		requirePositive("refresh interval", refreshInterval);
		requirePositive("stale window", staleWindow);
		requirePositive("minimum refetch interval", minimumRefetchInterval);
		requirePositive("connect timeout", connectTimeout);
		requirePositive("read timeout", readTimeout);
		if (maxSize <= 0) {
			throw new IllegalArgumentException("maximum size must be positive");
		}
	}

	private static void requirePositive(String name, Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw new IllegalArgumentException(name + " must be positive");
		}
	}

	/**
	 * Return the defaults: refreshed every 15 minutes, good for 4 hours more, 10 seconds
	 * between fetches for unknown keys, 1 second to connect, 2 seconds to read, 512 KB.
	 * @return the defaults
	 */
	public static KeySettings defaults() {
		return DEFAULTS;
	}

}
