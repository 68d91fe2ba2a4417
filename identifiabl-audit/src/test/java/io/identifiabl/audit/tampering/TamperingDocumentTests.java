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

package io.identifiabl.audit.tampering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for docs/tampering.md. {@code -Dtampering.write=true} writes it.
 *
 * @author Identifiabl Contributors
 */
class TamperingDocumentTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "tampering.md");

	@Test
	void documentSaysWhatTheTestsRun() throws IOException {
		String document = new TamperingDocument().toString();
		if (Boolean.getBoolean("tampering.write")) {
			Files.writeString(DOCUMENT, document);
		}
		assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
	}

	@Test
	void rowsAreManyAndDifferFromEachOther() {
		assertThat(Tamperings.all()).hasSizeGreaterThanOrEqualTo(60)
			.extracting((row) -> row.toString() + row.isPruned())
			.doesNotHaveDuplicates();
	}

	@Test
	void everyRowHasAnAnswerOfEveryWitness() {
		assertThat(Tamperings.all()).allSatisfy((row) -> assertThat(row.findings()).hasSameSizeAs(Witness.values()));
	}

	// a copy shows it, or the row says what does, or why nothing has to
	@Test
	void rowThatNothingInsideNoticesSaysWhatElseDoes() {
		assertThat(Tamperings.all().stream().filter(TamperingDocument::isUnnoticed)).allSatisfy((
				row) -> assertThat(row.remark() + String.join("", row.findings().subList(5, 6)) + row.findings().get(7))
					.isNotEqualTo("--"));
	}

}
