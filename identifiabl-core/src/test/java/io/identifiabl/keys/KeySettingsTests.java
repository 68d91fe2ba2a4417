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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeySettingsTests {

	@ParameterizedTest
	@MethodSource("times")
	void withChangesThatTimeOnly(BiFunction<KeySettings, Duration, KeySettings> with,
			Function<KeySettings, Duration> get) {
		KeySettings changed = with.apply(KeySettings.defaults(), Duration.ofDays(1));
		assertThat(get.apply(changed)).isEqualTo(Duration.ofDays(1));
		assertThat(with.apply(changed, get.apply(KeySettings.defaults()))).usingRecursiveComparison()
			.isEqualTo(KeySettings.defaults());
	}

	@ParameterizedTest
	@MethodSource("times")
	void withWhenTimeIsNotPositiveThenRefuses(BiFunction<KeySettings, Duration, KeySettings> with,
			Function<KeySettings, Duration> get) {
		assertThatIllegalArgumentException().isThrownBy(() -> with.apply(KeySettings.defaults(), Duration.ZERO))
			.withMessageEndingWith("must be positive");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> with.apply(KeySettings.defaults(), get.apply(KeySettings.defaults()).negated()));
	}

	static Stream<Arguments> times() {
		return Stream.of(time(KeySettings::withRefreshInterval, KeySettings::getRefreshInterval),
				time(KeySettings::withStaleWindow, KeySettings::getStaleWindow),
				time(KeySettings::withMinimumRefetchInterval, KeySettings::getMinimumRefetchInterval),
				time(KeySettings::withConnectTimeout, KeySettings::getConnectTimeout),
				time(KeySettings::withReadTimeout, KeySettings::getReadTimeout));
	}

	private static Arguments time(BiFunction<KeySettings, Duration, KeySettings> with,
			Function<KeySettings, Duration> get) {
		return Arguments.of(with, get);
	}

	@Test
	void withMaxSizeChangesTheSizeOnly() {
		KeySettings changed = KeySettings.defaults().withMaxSize(7);
		assertThat(changed.getMaxSize()).isEqualTo(7);
		assertThat(changed.withMaxSize(512 * 1024)).usingRecursiveComparison().isEqualTo(KeySettings.defaults());
	}

	@Test
	void withMaxSizeWhenNotPositiveThenRefuses() {
		assertThatIllegalArgumentException().isThrownBy(() -> KeySettings.defaults().withMaxSize(0))
			.withMessage("maximum size must be positive");
	}

}
