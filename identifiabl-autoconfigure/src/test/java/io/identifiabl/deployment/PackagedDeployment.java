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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * Forms that take a process of their own.
 *
 * @author Identifiabl Contributors
 */
enum PackagedDeployment {

	EXECUTABLE_JAR {

		@Override
		Deployed start(Path directory, List<String> properties) {
			return JavaProcess
				.start(concat(List.of("-jar", new Packaging(directory).jar().toString()), arguments(properties)));
		}

	},

	EXECUTABLE_WAR {

		@Override
		Deployed start(Path directory, List<String> properties) {
			return JavaProcess
				.start(concat(List.of("-jar", new Packaging(directory).war().toString()), arguments(properties)));
		}

	},

	WAR_IN_A_TOMCAT_OF_ITS_OWN {

		@Override
		Deployed start(Path directory, List<String> properties) throws IOException {
			Packaging packaging = new Packaging(directory);
			Path container = Files.createDirectories(directory.resolve("container/io/identifiabl/deployment"));
			try (var type = TomcatProcess.class.getResourceAsStream("TomcatProcess.class")) {
				Files.write(container.resolve("TomcatProcess.class"), type.readAllBytes());
			}
			List<Path> classPath = new ArrayList<>(packaging.container());
			classPath.add(directory.resolve("container"));
			return JavaProcess
				.start(concat(properties.stream().map("-D"::concat).toList(),
						List.of("-cp", join(classPath), TomcatProcess.class.getName(), packaging.war().toString())))
				.below("/app", "");
		}

	},

	COMPONENT_SCAN_OF_EVERYTHING {

		@Override
		Deployed start(Path directory, List<String> properties) throws IOException {
			Packaging packaging = new Packaging(directory);
			List<Path> classPath = new ArrayList<>(packaging.libraries());
			classPath.add(0, packaging.applicationClasses());
			return JavaProcess.start(concat(List.of("-cp", join(classPath), WideDeployedApplication.class.getName()),
					arguments(properties)));
		}

	},

	AHEAD_OF_TIME {

		@Override
		Deployed start(Path directory, List<String> properties) throws IOException {
			Packaging packaging = new Packaging(directory);
			List<Path> classPath = new ArrayList<>(packaging.libraries());
			classPath.add(0, packaging.applicationClasses());
			Path generated = directory.resolve("generated");
			String application = DeployedApplication.class.getName();
			JavaProcess.complete(concat(List.of("-cp", join(classPath), SpringApplicationAotProcessor.class.getName(),
					application, directory.resolve("sources").toString(), generated.toString(), generated.toString(),
					"io.identifiabl", "application"), arguments(properties)));
			classPath.add(0, generated);
			compile(directory.resolve("sources"), generated, join(classPath));
			return JavaProcess.start(concat(List.of("-Dspring.aot.enabled=true", "-cp", join(classPath), application),
					arguments(properties)));
		}

	};

	/**
	 * Start the application.
	 * @param directory where to build what is deployed
	 * @param properties its configuration
	 * @return the application in this form
	 * @throws IOException if it cannot be built
	 */
	abstract Deployed start(Path directory, List<String> properties) throws IOException;

	private static void compile(Path sources, Path classes, String classPath) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (Stream<Path> found = Files.walk(sources);
				StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			List<Path> java = found.filter(Files::isRegularFile).toList();
			if (!compiler
				.getTask(null, files, null,
						List.of("-nowarn", "-proc:none", "-cp", classPath, "-d", classes.toString()), null,
						files.getJavaFileObjectsFromPaths(java))
				.call()) {
				throw new IllegalStateException("what Spring Boot wrote cannot be compiled");
			}
		}
	}

	private static List<String> arguments(List<String> properties) {
		return Stream.concat(properties.stream(), Stream.of("server.port=0")).map("--"::concat).toList();
	}

	private static String join(List<Path> classPath) {
		return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

	private static List<String> concat(List<String> first, List<String> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

}
