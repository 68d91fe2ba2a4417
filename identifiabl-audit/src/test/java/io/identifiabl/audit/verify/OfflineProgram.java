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

package io.identifiabl.audit.verify;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The program of the jar, in this process.
 *
 * @author Identifiabl Contributors
 */
public final class OfflineProgram {

	private OfflineProgram() {
	}

	/**
	 * Run the program.
	 * @param arguments its arguments
	 * @return its exit code and, after a blank, what it printed
	 */
	public static String run(String... arguments) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int exitCode = new Main(new PrintStream(out, true, StandardCharsets.UTF_8)).run(arguments);
		return exitCode + " " + out.toString(StandardCharsets.UTF_8);
	}

}
