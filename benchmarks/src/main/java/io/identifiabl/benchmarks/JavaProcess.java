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

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A forked JVM, of the same JDK as this one.
 *
 * @author Identifiabl Contributors
 */
final class JavaProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private JavaProcess(Process process) {
		this.process = process;
		this.output = process.inputReader();
	}

	/**
	 * Start a JVM.
	 * @param classPath its class path
	 * @param mainClass what to run
	 * @param jvmArguments the arguments of the JVM
	 * @param arguments the arguments of the program
	 * @return the process, whose output has to be read
	 * @throws IOException if it cannot be started
	 */
	static JavaProcess start(String classPath, Class<?> mainClass, List<String> jvmArguments, List<String> arguments)
			throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvmArguments);
		command.addAll(List.of("-cp", classPath, mainClass.getName()));
		command.addAll(arguments);
		return new JavaProcess(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
	}

	long getId() {
		return this.process.pid();
	}

	/**
	 * Wait for a line.
	 * @param start how the line starts
	 * @return the words after that
	 * @throws IOException if the process ends before
	 */
	List<String> await(String start) throws IOException {
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			if (line.startsWith(start)) {
				return List.of(line.substring(start.length()).strip().split(" ", -1));
			}
		}
		throw new IOException("The process ended without a line that starts with '" + start + "'");
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
