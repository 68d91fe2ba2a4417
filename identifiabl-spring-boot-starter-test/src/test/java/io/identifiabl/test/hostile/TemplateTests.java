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

package io.identifiabl.test.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TemplateTests {

	private final Template template = new Template((name) -> switch (name) {
		case "number" -> 7L;
		case "object" -> Map.of("a", 1);
		default -> "<" + name + ">";
	});

	@ParameterizedTest
	@CsvSource({ "plain,plain", "a${x}b${y},a<x>b<y>", "${number}0,70", "${repeat:3:ab},ababab",
			"${repeat:2:${x}},<x><x>", "${b64:{}},e30", "${literal:{jndi:x}},${jndi:x}", "${hex:c3a4},\u00e4",
			"{${x}},{<x>}" })
	void textFillsInPlaceholders(String template, String text) {
		assertThat(this.template.text(template)).isEqualTo(text);
	}

	@Test
	void bytesNeedNotBeText() {
		assertThat(this.template.bytes("a${hex:ff00}")).containsExactly('a', 0xff, 0);
	}

	@Test
	void textHasObjectsAsJson() {
		assertThat(this.template.text("[${object}]")).isEqualTo("[{\"a\":1}]");
	}

	@Test
	void jsonKeepsTypesOfWholePlaceholders() {
		assertThat(this.template.json(Map.of("a", "${number}", "b", "x${number}", "c", "${object}")))
			.isEqualTo(Map.of("a", 7L, "b", "x7", "c", Map.of("a", 1)));
	}

	@Test
	void jsonLeavesOutWhatIsAbsentAndKeepsNull() {
		assertThat(this.template.json(Map.of("a", Map.of("b", "${absent}"), "c", Arrays.asList(null, true))))
			.isEqualTo(Map.of("a", Map.of(), "c", Arrays.asList(null, true)));
	}

	@Test
	void placeholderThatDoesNotEndIsAMistake() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.text("${repeat:3:{}"))
			.withMessageContaining("without an end");
	}

	@Test
	void textWithoutPlaceholdersIsKeptInLists() {
		assertThat(this.template.json(List.of("a", "$", "{", "}"))).isEqualTo(List.of("a", "$", "{", "}"));
	}

}
