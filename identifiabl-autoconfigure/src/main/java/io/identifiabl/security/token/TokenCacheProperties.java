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

package io.identifiabl.security.token;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import io.identifiabl.autoconfigure.ConfigurationFailures;
import io.identifiabl.token.TokenCacheSettings;

/**
 * Configuration properties for remembering verified tokens.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl.token-cache")
public class TokenCacheProperties {

	/**
	 * Whether to cache verified tokens.
	 */
	private boolean enabled = true;

	/**
	 * Memory that remembered tokens may take, about.
	 */
	private DataSize maximumWeight = DataSize.ofMegabytes(32);

	/**
	 * Longest time for which a token is remembered.
	 */
	private Duration timeToLive = Duration.ofMinutes(5);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public DataSize getMaximumWeight() {
		return this.maximumWeight;
	}

	public void setMaximumWeight(DataSize maximumWeight) {
		this.maximumWeight = maximumWeight;
	}

	public Duration getTimeToLive() {
		return this.timeToLive;
	}

	public void setTimeToLive(Duration timeToLive) {
		this.timeToLive = timeToLive;
	}

	TokenCacheSettings toSettings() {
		TokenCacheSettings settings = ConfigurationFailures.apply(TokenCacheSettings.defaults(),
				"identifiabl.token-cache.maximum-weight", this.maximumWeight,
				(target, weight) -> target.withMaximumWeight(weight.toBytes()));
		return ConfigurationFailures.apply(settings, "identifiabl.token-cache.time-to-live", this.timeToLive,
				TokenCacheSettings::withTimeToLive);
	}

}
