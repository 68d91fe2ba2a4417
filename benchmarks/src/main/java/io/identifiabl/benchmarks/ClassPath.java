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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The class paths of forked processes. Immutable.
 *
 * @author Identifiabl Contributors
 */
final class ClassPath {

	/**
	 * What an application that uses the starter does not have.
	 */
	private static final List<String> BENCHMARKS_ONLY = List.of("AmazonCorrettoCryptoProvider-", "jmh-core-",
			"jopt-simple-", "commons-math3-", "jose4j-", "java-jwt-", "jackson-core-2", "jackson-databind-2", "mcp-",
			"spring-ai-", "spring-test-", "jsonschema-", "json-schema-", "reactor-", "reactive-streams-");

	/**
	 * What an application that does not use the starter does not have either.
	 */
	private static final List<String> STARTER_ONLY = List.of("identifiabl-core-", "identifiabl-autoconfigure-",
			"identifiabl-spring-boot-starter-", "caffeine-", "error_prone_annotations-");

	private final List<String> entries;

	ClassPath(String classPath) {
		this.entries = List.of(classPath.split(Pattern.quote(File.pathSeparator), -1));
	}

	/**
	 * Return the class path of this process.
	 * @return the class path
	 */
	static ClassPath current() {
		return new ClassPath(System.getProperty("java.class.path"));
	}

	/**
	 * Return all of it.
	 * @return the class path of the benchmarks themselves
	 */
	String ofBenchmarks() {
		return String.join(File.pathSeparator, this.entries);
	}

	/**
	 * Return what an application with the starter has.
	 * @return the class path
	 */
	String withStarter() {
		return without(BENCHMARKS_ONLY);
	}

	/**
	 * Return what an application without the starter has.
	 * @return the class path
	 */
	String withoutStarter() {
		return without(Stream.concat(BENCHMARKS_ONLY.stream(), STARTER_ONLY.stream()).toList());
	}

	private String without(List<String> names) {
		return String.join(File.pathSeparator,
				this.entries.stream()
					.filter((entry) -> names.stream().noneMatch(new File(entry).getName()::startsWith))
					.toList());
	}

}
