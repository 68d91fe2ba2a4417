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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenCacheSettingsTests {

	private final TokenCacheSettings settings = TokenCacheSettings.defaults();

	@Test
	void smallestWeightIsOne() {
		assertThat(this.settings.withMaximumWeight(1).maximumWeight()).isOne();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void weightWhenNotPositiveThenIsRefused(long weight) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withMaximumWeight(weight))
			.withMessage("maximum weight must be positive");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void timeToLiveWhenNotPositiveThenIsRefused(long seconds) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withTimeToLive(Duration.ofSeconds(seconds)))
			.withMessage("time to live must be positive");
	}

	@Test
	void eachSettingKeepsTheOther() {
		TokenCacheSettings changed = this.settings.withTimeToLive(Duration.ofSeconds(7)).withMaximumWeight(8);
		assertThat(changed).isEqualTo(new TokenCacheSettings(8, Duration.ofSeconds(7)));
	}

}
