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

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something was measured.
 *
 * @author Identifiabl Contributors
 * @param date the day, in UTC
 * @param machine the processor, how many there are, and the operating system
 * @param jdk the Java runtime
 * @param loadAverage how busy the machine was at the start, negative if unknown
 * @param libraries the versions of what was compared
 */
record Environment(String date, String machine, String jdk, double loadAverage, Map<String, String> libraries) {

	private static final Pattern JAR = Pattern
		.compile("(spring-boot|spring-security-oauth2-jose|nimbus-jose-jwt|java-jwt|jose4j|jmh-core"
				+ "|tomcat-embed-core|AmazonCorrettoCryptoProvider)-(\\d[0-9.]*\\d).*\\.jar");

	/**
	 * Describe this process and its machine.
	 * @return the environment
	 */
	static Environment current() {
		Runtime.Version version = Runtime.version();
		return new Environment(LocalDate.now(ZoneOffset.UTC).toString(),
				String.format(Locale.ROOT, "%s, %d processors, %s %s", processor(),
						Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
						System.getProperty("os.arch")),
				System.getProperty("java.vm.name") + " " + version,
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
				libraries(System.getProperty("java.class.path")));
	}

	private static String processor() {
		try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter((line) -> line.startsWith("model name"))
				.findFirst()
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.orElse("unknown processor");
		}
		catch (IOException ex) {
			// not Linux
			return "unknown processor";
		}
	}

	static Map<String, String> libraries(String classPath) {
		Map<String, String> libraries = new TreeMap<>();
		for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
			Matcher matcher = JAR.matcher(new File(entry).getName());
			if (matcher.matches()) {
				libraries.put(matcher.group(1), matcher.group(2));
			}
		}
		return libraries;
	}

	/**
	 * Return the text of the report.
	 * @return a sentence
	 */
	String describe() {
		String load = (this.loadAverage < 0) ? "" : String.format(Locale.ROOT, ", load average %.1f", this.loadAverage);
		return "Measured on " + this.date + ": " + this.machine + ", " + this.jdk + load + ".";
	}

}
