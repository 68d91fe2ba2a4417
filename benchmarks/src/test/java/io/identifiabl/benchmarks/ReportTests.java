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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Report}.
 *
 * @author Identifiabl Contributors
 */
class ReportTests {

	private static final Environment ENVIRONMENT = new Environment("2026-11-20", "a machine", "a JDK", 0.25,
			Map.of("jose4j", "0.9.6"));

	@Test
	void ofTellsWhereItWasMeasured() {
		assertThat(report(1)).contains("Measured on 2026-11-20: a machine, a JDK, load average 0.3.")
			.contains("With jose4j 0.9.6.");
	}

	@Test
	void ofHasTheTable() {
		assertThat(report(1)).contains("| Application | ms |\n| --- | --: |\n| one | 1.0 |\n");
	}

	@Test
	void ofWhenValueIsTheLimitThenTargetIsMet() {
		assertThat(report(150)).contains("| Added | 150.00 | 150.00 | met |");
	}

	@Test
	void ofWhenValueIsAboveTheLimitThenTargetIsMissed() {
		assertThat(report(150.1)).contains("| Added | 150.10 | 150.00 | **missed** |");
	}

	@Test
	void resultWhenWrittenAsJsonThenReadsTheSame() {
		JsonMapper json = new JsonMapper();
		SectionResult result = result(1);
		assertThat(json.readValue(json.writeValueAsString(result), SectionResult.class)).isEqualTo(result);
	}

	@Test
	void librariesAreThoseOfTheClassPath() {
		assertThat(Environment.libraries("lib/jose4j-0.9.6.jar:lib/jakarta.annotation-api-3.0.0.jar:lib/"
				+ "spring-boot-4.1.1.jar:lib/spring-boot-tomcat-4.1.1.jar"))
			.isEqualTo(Map.of("jose4j", "0.9.6", "spring-boot", "4.1.1"));
	}

	private static String report(double measured) {
		return Report.of(Map.of(Section.STARTUP, result(measured)));
	}

	private static SectionResult result(double measured) {
		return new SectionResult(ENVIRONMENT, List.of("Application", "ms"), List.of(List.of("one", "1.0")),
				List.of(new Target("Added", measured, 150)));
	}

}
