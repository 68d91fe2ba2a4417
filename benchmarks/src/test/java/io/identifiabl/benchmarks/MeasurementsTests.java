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

package io.identifiabl.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Measurements} and {@link Sample}.
 *
 * @author Identifiabl Contributors
 */
class MeasurementsTests {

	private final Measurements<String> measurements = new Measurements<>();

	@Test
	void ofWhenCountIsOddThenMiddleValueIsMedian() {
		add("a", 9, 1, 2);
		assertThat(this.measurements.of("a")).isEqualTo(new Sample(2, 1, 9));
	}

	@Test
	void ofWhenCountIsEvenThenMedianIsBetween() {
		add("a", 4, 1, 2, 9);
		assertThat(this.measurements.of("a").median()).isEqualTo(3);
	}

	@Test
	void ofWhenNotMeasuredThenFails() {
		assertThatIllegalStateException().isThrownBy(() -> this.measurements.of("a"));
	}

	@Test
	void ratioComparesValuesOfOneRound() {
		// the machine became ten times slower after the first round
		add("a", 2, 20, 20);
		add("b", 1, 10, 10);
		assertThat(this.measurements.ratio("a", "b")).isEqualTo(new Sample(2, 2, 2));
	}

	@Test
	void differenceComparesValuesOfOneRound() {
		add("a", 3, 13, 23);
		add("b", 1, 10, 19);
		assertThat(this.measurements.difference("a", "b")).isEqualTo(new Sample(3, 2, 4));
	}

	@Test
	void formatShowsMedianAndSpread() {
		assertThat(new Sample(1.25, 1, 12.345).format(1)).isEqualTo("1.3 (1.0 to 12.3)");
	}

	private void add(String key, double... values) {
		for (double value : values) {
			this.measurements.add(key, value);
		}
	}

}
