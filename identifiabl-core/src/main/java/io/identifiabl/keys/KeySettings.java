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
 * @since 0.1.0
 */
public final class KeySettings {

	private static final KeySettings DEFAULTS = new KeySettings(Duration.ofMinutes(15), Duration.ofHours(4),
			Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(2), 512 * 1024);

	private final Duration refreshInterval;

	private final Duration staleWindow;

	private final Duration minimumRefetchInterval;

	private final Duration connectTimeout;

	private final Duration readTimeout;

	private final int maxSize;

	private KeySettings(Duration refreshInterval, Duration staleWindow, Duration minimumRefetchInterval,
			Duration connectTimeout, Duration readTimeout, int maxSize) {
		this.refreshInterval = requirePositive("refresh interval", refreshInterval);
		this.staleWindow = requirePositive("stale window", staleWindow);
		this.minimumRefetchInterval = requirePositive("minimum refetch interval", minimumRefetchInterval);
		this.connectTimeout = requirePositive("connect timeout", connectTimeout);
		this.readTimeout = requirePositive("read timeout", readTimeout);
		if (maxSize <= 0) {
			throw new IllegalArgumentException("maximum size must be positive");
		}
		this.maxSize = maxSize;
	}

	private static Duration requirePositive(String name, Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw new IllegalArgumentException(name + " must be positive");
		}
		return duration;
	}

	/**
	 * Return the defaults: refreshed every 15 minutes, good for 4 hours more, 10 seconds
	 * between fetches for unknown keys, 1 second to connect, 2 seconds to read, 512 KB.
	 * @return the defaults
	 */
	public static KeySettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Return these settings with another refresh interval.
	 * @param refreshInterval the time after which a set is fetched anew, in the
	 * background
	 * @return the settings
	 * @throws IllegalArgumentException if the interval is not positive
	 */
	public KeySettings withRefreshInterval(Duration refreshInterval) {
		return new KeySettings(refreshInterval, this.staleWindow, this.minimumRefetchInterval, this.connectTimeout,
				this.readTimeout, this.maxSize);
	}

	/**
	 * Return these settings with another stale window.
	 * @param staleWindow the time for which the last set serves while it cannot be
	 * refreshed; after that there are no keys, and tokens can neither be accepted nor
	 * refused
	 * @return the settings
	 * @throws IllegalArgumentException if the window is not positive
	 */
	public KeySettings withStaleWindow(Duration staleWindow) {
		return new KeySettings(this.refreshInterval, staleWindow, this.minimumRefetchInterval, this.connectTimeout,
				this.readTimeout, this.maxSize);
	}

	/**
	 * Return these settings with another minimum refetch interval.
	 * @param minimumRefetchInterval the shortest time between two fetches that tokens
	 * with unknown keys can cause
	 * @return the settings
	 * @throws IllegalArgumentException if the interval is not positive
	 */
	public KeySettings withMinimumRefetchInterval(Duration minimumRefetchInterval) {
		return new KeySettings(this.refreshInterval, this.staleWindow, minimumRefetchInterval, this.connectTimeout,
				this.readTimeout, this.maxSize);
	}

	/**
	 * Return these settings with another connect timeout.
	 * @param connectTimeout the time a connection may take
	 * @return the settings
	 * @throws IllegalArgumentException if the time is not positive
	 */
	public KeySettings withConnectTimeout(Duration connectTimeout) {
		return new KeySettings(this.refreshInterval, this.staleWindow, this.minimumRefetchInterval, connectTimeout,
				this.readTimeout, this.maxSize);
	}

	/**
	 * Return these settings with another read timeout.
	 * @param readTimeout the time the whole exchange may take
	 * @return the settings
	 * @throws IllegalArgumentException if the time is not positive
	 */
	public KeySettings withReadTimeout(Duration readTimeout) {
		return new KeySettings(this.refreshInterval, this.staleWindow, this.minimumRefetchInterval, this.connectTimeout,
				readTimeout, this.maxSize);
	}

	/**
	 * Return these settings with another maximum size.
	 * @param maxSize the longest document, in bytes
	 * @return the settings
	 * @throws IllegalArgumentException if the size is not positive
	 */
	public KeySettings withMaxSize(int maxSize) {
		return new KeySettings(this.refreshInterval, this.staleWindow, this.minimumRefetchInterval, this.connectTimeout,
				this.readTimeout, maxSize);
	}

	/**
	 * Return the time after which a set is fetched anew.
	 * @return the interval
	 */
	public Duration getRefreshInterval() {
		return this.refreshInterval;
	}

	/**
	 * Return the time for which the last set serves while it cannot be refreshed.
	 * @return the time, from the end of the refresh interval
	 */
	public Duration getStaleWindow() {
		return this.staleWindow;
	}

	/**
	 * Return the shortest time between two fetches for unknown keys.
	 * @return the interval
	 */
	public Duration getMinimumRefetchInterval() {
		return this.minimumRefetchInterval;
	}

	/**
	 * Return the time a connection may take.
	 * @return the timeout
	 */
	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	/**
	 * Return the time the whole exchange may take.
	 * @return the timeout
	 */
	public Duration getReadTimeout() {
		return this.readTimeout;
	}

	/**
	 * Return the longest document.
	 * @return the size in bytes
	 */
	public int getMaxSize() {
		return this.maxSize;
	}

}
