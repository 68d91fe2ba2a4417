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

package io.identifiabl.security.keys;

import java.time.Duration;
import java.util.function.BiFunction;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.keys.KeySettings;

/**
 * Configuration properties for the keys of all providers.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl.keys")
public class KeysProperties {

	/**
	 * Time after which a key set is fetched anew, in the background.
	 */
	private Duration refreshInterval = Duration.ofMinutes(15);

	/**
	 * Time for which the last keys serve while the issuer cannot be reached.
	 */
	private Duration staleWindow = Duration.ofHours(4);

	/**
	 * Shortest time between two fetches that tokens with unknown keys can cause.
	 */
	private Duration minimumRefetchInterval = Duration.ofSeconds(10);

	/**
	 * Time that connecting to the issuer may take.
	 */
	private Duration connectTimeout = Duration.ofSeconds(1);

	/**
	 * Time that fetching a document may take altogether.
	 */
	private Duration readTimeout = Duration.ofSeconds(2);

	/**
	 * Maximum size of a metadata or key set document.
	 */
	private DataSize maxSize = DataSize.ofKilobytes(512);

	public Duration getRefreshInterval() {
		return this.refreshInterval;
	}

	public void setRefreshInterval(Duration refreshInterval) {
		this.refreshInterval = refreshInterval;
	}

	public Duration getStaleWindow() {
		return this.staleWindow;
	}

	public void setStaleWindow(Duration staleWindow) {
		this.staleWindow = staleWindow;
	}

	public Duration getMinimumRefetchInterval() {
		return this.minimumRefetchInterval;
	}

	public void setMinimumRefetchInterval(Duration minimumRefetchInterval) {
		this.minimumRefetchInterval = minimumRefetchInterval;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public Duration getReadTimeout() {
		return this.readTimeout;
	}

	public void setReadTimeout(Duration readTimeout) {
		this.readTimeout = readTimeout;
	}

	public DataSize getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

	KeySettings toSettings() {
		KeySettings settings = KeySettings.defaults();
		settings = apply(settings, "refresh-interval", this.refreshInterval, KeySettings::withRefreshInterval);
		settings = apply(settings, "stale-window", this.staleWindow, KeySettings::withStaleWindow);
		settings = apply(settings, "minimum-refetch-interval", this.minimumRefetchInterval,
				KeySettings::withMinimumRefetchInterval);
		settings = apply(settings, "connect-timeout", this.connectTimeout, KeySettings::withConnectTimeout);
		settings = apply(settings, "read-timeout", this.readTimeout, KeySettings::withReadTimeout);
		return apply(settings, "max-size", this.maxSize,
				(target, size) -> target.withMaxSize(Math.toIntExact(size.toBytes())));
	}

	private static <V> KeySettings apply(KeySettings settings, String name, V value,
			BiFunction<KeySettings, V, KeySettings> with) {
		return ConfigurationFailures.apply(settings, "identifiabl.keys." + name, value, with);
	}

}
