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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An application that is ready.
 *
 * @author Identifiabl Contributors
 * @param kind which one it is
 * @param process its process
 * @param port where it listens
 * @param startMillis how long it took to start
 * @param loadedClasses how many classes it loaded until then
 */
record RunningApplication(ApplicationKind kind, JavaProcess process, int port, int startMillis,
		int loadedClasses) implements AutoCloseable {

	// USER_HZ, the same on all machines that Java runs on
	private static final double TICKS_PER_SECOND = 100;

	/**
	 * Wait until an application is ready.
	 * @param kind which one it is
	 * @param process its process
	 * @return the application
	 * @throws IOException if the process ends before
	 */
	static RunningApplication of(ApplicationKind kind, JavaProcess process) throws IOException {
		try {
			List<String> words = process.await("ready ");
			return new RunningApplication(kind, process, Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)),
					Integer.parseInt(words.get(2)));
		}
		catch (IOException ex) {
			process.close();
			throw ex;
		}
	}

	/**
	 * Return the processor time that the application has taken so far.
	 * @return the time of the user and of the system, in seconds
	 * @throws IOException if this is not Linux
	 */
	double getCpuSeconds() throws IOException {
		return cpuSeconds(Files.readString(Path.of("/proc", String.valueOf(this.process.getId()), "stat")));
	}

	// proc(5): the name, which may have blanks, is in parentheses; utime and stime are
	// the fields 14 and 15
	static double cpuSeconds(String stat) {
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
