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

package io.identifiabl.audit.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page about losses has every row of the table, and none in which anything was lost.
 *
 * @author Identifiabl Contributors
 */
class LossDocumentTests {

	@Test
	void documentHasEveryRow() throws IOException {
		List<String> lines = Files.readAllLines(LossReport.DOCUMENT);
		assertThat(lines.stream().filter((line) -> line.startsWith("| ") && !line.startsWith("| what ")))
			.hasSameSizeAs(LossCase.all());
		assertThat(LossCase.all()).allSatisfy((row) -> assertThat(lines)
			.anySatisfy((line) -> assertThat(line).startsWith("| " + row.outage().getDescription() + " | "
					+ row.delivery() + " | " + row.ending().getDescription() + " | ")));
	}

	@Test
	void documentHasNoRowInWhichAnythingWasLost() throws IOException {
		assertThat(Files.readString(LossReport.DOCUMENT)).doesNotContain("**");
	}

}
