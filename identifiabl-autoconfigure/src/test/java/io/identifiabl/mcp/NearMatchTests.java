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

package io.identifiabl.mcp;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names that somebody meant.
 *
 * @author Identifiabl Contributors
 */
class NearMatchTests {

	private static final List<String> TOOLS = List.of("saveMemory", "readMemory", "purge", "notes://by-id/{id}");

	@ParameterizedTest
	@CsvSource({ "saveMemry, saveMemory", "save-memory, saveMemory", "SAVEMEMORY, saveMemory", "savememory, saveMemory",
			"readMemroy, readMemory", "purg, purge", "notes://by-id/{idd}, notes://by-id/{id}" })
	void findWhenANameIsMisspeltThenReturnsTheOneThatWasMeant(String name, String meant) {
		assertThat(NearMatch.find(name, TOOLS)).isEqualTo(meant);
	}

	@ParameterizedTest
	@CsvSource({ "deleteEverything", "pay", "late", "x" })
	void findWhenANameIsLikeNoOtherThenReturnsNone(String name) {
		assertThat(NearMatch.find(name, TOOLS)).isNull();
	}

	@Test
	void findWhenThereAreNoNamesThenReturnsNone() {
		assertThat(NearMatch.find("purge", List.of())).isNull();
	}

	@Test
	void findWhenTwoAreAsNearThenReturnsTheFirst() {
		assertThat(NearMatch.find("save", List.of("sane", "safe"))).isEqualTo("sane");
	}

}
