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

package io.identifiabl.demo.faultlab;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page about the lab has all of it. Its figures are those of one run and not compared
 * with any other.
 *
 * @author Identifiabl Contributors
 */
class FaultLabDocumentTests {

	private static Map<Scenario, String> sections() throws IOException {
		return LabReport.sections(Files.readString(LabReport.DOCUMENT));
	}

	@ParameterizedTest
	@EnumSource
	void documentHasMeasuredEveryScenarioAgainstItsMark(Scenario scenario) throws IOException {
		assertThat(sections()).containsKey(scenario);
		assertThat(sections().get(scenario)).contains(scenario.getMark())
			.containsPattern("---\\|\n\\| .*(200|401|503|\\d ms)");
	}

	@ParameterizedTest
	@MethodSource("io.identifiabl.demo.faultlab.OutageLabTests#modes")
	void documentHasEveryFault(FaultMode mode) throws IOException {
		assertThat(sections().get(Scenario.L2)).contains("\n| " + mode.getDescription() + " | ");
	}

	@ParameterizedTest
	@MethodSource("io.identifiabl.demo.faultlab.CertificateLabTests#modes")
	void documentHasEveryCertificate(FaultMode mode) throws IOException {
		assertThat(sections().get(Scenario.L16)).contains("\n| " + mode.getDescription() + " | ");
	}

	@Test
	void documentHasNoScenarioThatIsGone() throws IOException {
		assertThat(Files.readString(LabReport.DOCUMENT).lines().filter((line) -> line.startsWith("## ")))
			.hasSameSizeAs(Scenario.values());
	}

}
