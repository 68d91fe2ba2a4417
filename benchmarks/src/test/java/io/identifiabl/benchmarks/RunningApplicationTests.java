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

/**
 * Tests for {@link RunningApplication}.
 *
 * @author Identifiabl Contributors
 */
class RunningApplicationTests {

	@Test
	void cpuSecondsAddsUserAndSystemTime() {
		assertThat(RunningApplication
			.cpuSeconds("4711 (a (very) odd name) S 1 4711 4711 0 -1 4194304 1 2 3 4 150 50 7 8 20 0 30 0 99"))
			.isEqualTo(2.0);
	}

}
