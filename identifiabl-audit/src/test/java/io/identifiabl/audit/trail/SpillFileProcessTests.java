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

package io.identifiabl.audit.trail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link SpillFile} in the same directory as that of another process, which ends or is
 * killed.
 *
 * @author Identifiabl Contributors
 */
@Tag("processes")
class SpillFileProcessTests extends AbstractSpillFileTests {

	@Test
	void fileOfAProcessIsLeftAloneUntilItIsKilled() throws Exception {
		Process process = start();
		try (BufferedReader output = process.inputReader()) {
			assertThat(output.readLine()).isEqualTo("0 true");
			Path path = path();
			SpillFile second = next();
			assertThat(second.getWaiting()).isZero();
			assertThat(path).exists();
			process.destroyForcibly().waitFor();
			SpillFile third = next();
			assertThat(third.getWaiting()).isEqualTo(2);
			assertThat(drain(third)).containsExactly(0L, 1L);
			assertThat(path).doesNotExist();
			assertThat(this.problems).isEmpty();
		}
	}

	@Test
	void processLeavesTheFileOfAnotherOneAlone() throws Exception {
		add(this.file, 2);
		Process second = start();
		Process third = start();
		assertThat(answers(second, third)).containsExactly("0 true", "0 true");
		assertThat(paths()).hasSize(3);
		stop(second);
		stop(third);
		assertThat(drain(this.file)).containsExactly(0L, 1L);
		assertThat(next().getWaiting()).isEqualTo(4);
	}

	private Process start() throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), SpillingProcess.class.getName(),
				this.directory.resolve("audit.spill").toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	private static List<String> answers(Process one, Process other) throws IOException {
		return List.of(one.inputReader().readLine(), other.inputReader().readLine());
	}

	private static void stop(Process process) throws Exception {
		process.getOutputStream().close();
		assertThat(process.waitFor()).isZero();
	}

}
