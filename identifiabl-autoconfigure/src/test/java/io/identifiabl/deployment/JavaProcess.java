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

package io.identifiabl.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java process of its own, with nothing of the tests in it.
 *
 * @author Identifiabl Contributors
 */
final class JavaProcess {

	private static final Pattern STARTED = Pattern.compile("started on port (\\d+)");

	private final Process process;

	private JavaProcess(Process process) {
		this.process = process;
	}

	static Deployed start(List<String> arguments) {
		JavaProcess started = run(arguments);
		try {
			return new Deployed(started.awaitPort(), null, started::stop);
		}
		catch (IOException ex) {
			started.process.destroyForcibly();
			throw new UncheckedIOException(ex);
		}
	}

	static void complete(List<String> arguments) {
		Process process = run(arguments).process;
		try (BufferedReader output = process.inputReader()) {
			String text = String.join("\n", output.lines().toList());
			if (process.waitFor() != 0) {
				throw new IllegalStateException(text);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static JavaProcess run(List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// it runs once, and not for long
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
		command.addAll(arguments);
		try {
			return new JavaProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private int awaitPort() throws IOException {
		BufferedReader output = this.process.inputReader();
		StringBuilder earlier = new StringBuilder();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			Matcher started = STARTED.matcher(line);
			if (started.find()) {
				drain(output);
				return Integer.parseInt(started.group(1));
			}
			earlier.append(line).append('\n');
		}
		throw new IOException("did not start: " + earlier);
	}

	// or the process would wait for a reader
	private static void drain(BufferedReader output) {
		Thread reader = new Thread(() -> output.lines().forEach((line) -> {
		}), "output of the application");
		reader.setDaemon(true);
		reader.start();
	}

	private void stop() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
