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
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.security.authorization.ProtectedOperation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Names in properties, next to those that a server offers.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfiguredOperationsTests {

	private static final Set<ProtectedOperation> OFFERED = Set.of(ProtectedOperation.tool("saveNote"),
			ProtectedOperation.tool("purge"), ProtectedOperation.prompt("summary"),
			ProtectedOperation.resource("notes://all"), ProtectedOperation.resource("notes://by-id/{id}"));

	@ParameterizedTest
	@CsvSource({ "TOOL, saveNot, tools.saveNot, tools.saveNote", "TOOL, save-note, tools.save-note, tools.saveNote",
			"PROMPT, sumary, prompts.sumary, prompts.summary",
			"RESOURCE, notes://al, resources.[notes://al], resources.[notes://all]" })
	void checkWhenANameIsMisspeltThenNamesTheOneThatIsMeant(ProtectedOperation.Type type, String name, String wrong,
			String meant) {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(() -> check(new ProtectedOperation(type, name), true))
			.withMessageStartingWith("identifiabl." + wrong + " has no effect: the MCP server offers no ")
			.satisfies(
					(failure) -> assertThat(failure.getAction()).startsWith("Did you mean identifiabl." + meant + "?"));
	}

	@Test
	void checkWhenNothingIsLikeTheNameThenNamesWhatThereIs() {
		assertThatExceptionOfType(InvalidIdentifiablConfigurationException.class)
			.isThrownBy(() -> check(ProtectedOperation.tool("wipeEverything"), false))
			.satisfies((failure) -> assertThat(failure.getAction()).startsWith("It offers purge, saveNote."));
	}

	@Test
	void checkWhenNothingIsLikeTheNameAndTheListMayChangeThenWarns(CapturedOutput output) {
		check(ProtectedOperation.tool("wipeEverything"), true);
		assertThat(output).containsOnlyOnce("identifiabl.tools.wipeEverything has no effect");
	}

	@ParameterizedTest
	@CsvSource({ "TOOL, purge", "PROMPT, summary", "RESOURCE, notes://by-id/{id}", "RESOURCE, notes://by-id/4711",
			"RESOURCE, notes://{any}" })
	void checkWhenTheServerOffersItThenSaysNothing(ProtectedOperation.Type type, String name, CapturedOutput output) {
		check(new ProtectedOperation(type, name), false);
		assertThat(output).isEmpty();
	}

	@Test
	void checkWhenABeanMayAddItThenWarnsAndNamesTheBean(CapturedOutput output) {
		operations("saveNot").check(OFFERED, (type) -> false, List.of("growing"));
		assertThat(output).contains("as growing may.", "did you mean identifiabl.tools.saveNote?");
	}

	@Test
	void addedWhenItResemblesAMissingNameThenWarnsOnce(CapturedOutput output) {
		ConfiguredOperations operations = operations("wipeEverythin", "late");
		operations.check(OFFERED, (type) -> true, List.of());
		operations.added(ProtectedOperation.tool("late"));
		operations.added(ProtectedOperation.tool("later"));
		operations.added(ProtectedOperation.tool("wipeEverything"));
		assertThat(output)
			.containsOnlyOnce("The application added the tool wipeEverything, for which nothing is "
					+ "configured, while identifiabl.tools.wipeEverythin still has no effect.")
			.doesNotContain("added the tool late");
	}

	@Test
	void addedWhenItsNameHoldsALineBreakThenIsOneLine(CapturedOutput output) {
		ConfiguredOperations operations = operations("wipeEverything");
		operations.check(OFFERED, (type) -> true, List.of());
		operations.added(ProtectedOperation.tool("wipe\nEverything"));
		assertThat(output).doesNotContain("wipe\nEverything").contains("wipe\\u000aEverything");
	}

	private static void check(ProtectedOperation configured, boolean changing) {
		new ConfiguredOperations(List.of(configured)).check(OFFERED, (type) -> changing, List.of());
	}

	private static ConfiguredOperations operations(String... tools) {
		return new ConfiguredOperations(List.of(tools).stream().map(ProtectedOperation::tool).toList());
	}

}
