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

package io.identifiabl.testapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Public test vectors, which are no part of the project: they are looked for in
 * {@code shared/vectors} beside the project, or where the system property
 * {@code identifiabl.vectors} says. Without them their tests are skipped, and say so.
 *
 * @author Identifiabl Contributors
 */
public final class SharedVectors {

	private static final String MISSING = "shared/vectors is not beside the project and -Didentifiabl.vectors names no"
			+ " folder: the public test vectors are NOT run";

	private static final Path FOLDER = Path.of("..", "shared", "vectors");

	private SharedVectors() {
	}

	public static Path path(String name) {
		Path root = root();
		if (root == null) {
			System.getLogger(SharedVectors.class.getName()).log(Level.WARNING, MISSING);
			throw new TestAbortedException(MISSING);
		}
		return root.resolve(name);
	}

	public static boolean exist() {
		return root() != null;
	}

	private static @Nullable Path root() {
		String configured = System.getProperty("identifiabl.vectors");
		if (configured != null) {
			return existing(Path.of(configured));
		}
		Path found = null;
		for (Path folder = Path.of("").toAbsolutePath(); folder != null && found == null; folder = folder.getParent()) {
			found = existing(folder.resolve(FOLDER));
		}
		return found;
	}

	private static @Nullable Path existing(Path folder) {
		return Files.isDirectory(folder) ? folder : null;
	}

	public static List<Path> files(String folder) {
		try (Stream<Path> files = Files.list(path(folder))) {
			return files.filter((file) -> file.toString().endsWith(".json")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static byte[] bytes(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
