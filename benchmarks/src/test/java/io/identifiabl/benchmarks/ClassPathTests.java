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

import java.io.File;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClassPath}.
 *
 * @author Identifiabl Contributors
 */
class ClassPathTests {

	private final ClassPath classPath = new ClassPath(String.join(File.pathSeparator, "lib/spring-core-7.0.9.jar",
			"lib/identifiabl-core-0.1.0.jar", "lib/caffeine-3.2.4.jar", "lib/jose4j-0.9.6.jar", "target/classes"));

	@Test
	void withStarterHasNoOtherLibrary() {
		assertThat(this.classPath.withStarter()).isEqualTo(String.join(File.pathSeparator, "lib/spring-core-7.0.9.jar",
				"lib/identifiabl-core-0.1.0.jar", "lib/caffeine-3.2.4.jar", "target/classes"));
	}

	@Test
	void withoutStarterHasNothingOfOurs() {
		assertThat(this.classPath.withoutStarter())
			.isEqualTo(String.join(File.pathSeparator, "lib/spring-core-7.0.9.jar", "target/classes"));
	}

}
