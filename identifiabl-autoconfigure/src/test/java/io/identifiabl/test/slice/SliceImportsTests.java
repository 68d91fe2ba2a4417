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

package io.identifiabl.test.slice;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.autoconfigure.AutoConfigureBefore;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

import io.identifiabl.test.autoconfigure.IdentifiablSliceTestAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the list of auto-configurations that slices know. An optional one that does
 * not exist would be left out without a word.
 *
 * @author Identifiabl Contributors
 */
class SliceImportsTests {

	private static final String OPTIONAL = "optional:";

	@Test
	void everyListedAutoConfigurationExists() {
		assertThat(listed()).isNotEmpty()
			.allMatch((name) -> ClassUtils.isPresent(name, SliceImportsTests.class.getClassLoader()));
	}

	// nor would one that is named here be waited for
	@Test
	void everyAutoConfigurationThatTheSlicesWaitForExists() {
		MergedAnnotations order = MergedAnnotations.from(IdentifiablSliceTestAutoConfiguration.class);
		assertThat(Stream
			.of(order.get(AutoConfigureAfter.class).getStringArray("name"),
					order.get(AutoConfigureBefore.class).getStringArray("name"))
			.flatMap(Stream::of)).isNotEmpty()
			.allMatch((name) -> ClassUtils.isPresent(name, SliceImportsTests.class.getClassLoader()));
	}

	// a slice has neither actuator endpoints nor an MCP server, and records nothing
	@Test
	void everyAutoConfigurationForRequestsIsListed() {
		List<String> all = ImportCandidates.load(AutoConfiguration.class, SliceImportsTests.class.getClassLoader())
			.getCandidates();
		assertThat(listed()).containsAll(all.stream()
			.filter((name) -> name.startsWith("io.identifiabl.") && !name.contains(".actuate.")
					&& !name.contains(".mcp.") && !name.contains(".trail."))
			.toList());
	}

	// or a slice would have headers that production removes
	@Test
	void contextIsThereWithoutTheTestStarter() {
		assertThat(ImportCandidates.load(WebMvcTest.class, SliceImportsTests.class.getClassLoader()))
			.contains("io.identifiabl.security.context.IdentifiablContextAutoConfiguration");
	}

	private static List<String> listed() {
		return ImportCandidates.load(WebMvcTest.class, SliceImportsTests.class.getClassLoader())
			.getCandidates()
			.stream()
			.map((name) -> name.startsWith(OPTIONAL) ? name.substring(OPTIONAL.length()) : name)
			.filter((name) -> name.startsWith("io.identifiabl."))
			.toList();
	}

}
