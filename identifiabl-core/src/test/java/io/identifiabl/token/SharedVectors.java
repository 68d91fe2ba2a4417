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

package io.identifiabl.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Public test vectors, which are no part of the project: they are looked for in
 * {@code shared/vectors} beside the project, or where the system property
 * {@code identifiabl.vectors} says. Without them their tests are skipped, and say so.
 *
 * @author Identifiabl Contributors
 */
final class SharedVectors {

	private static final String MISSING = "shared/vectors is not beside the project and -Didentifiabl.vectors names no"
			+ " folder: the public test vectors are NOT run";

	private static final Path FOLDER = Path.of("..", "shared", "vectors");

	private SharedVectors() {
	}

	static Path path(String name) {
		Path root = root();
		if (root == null) {
			System.getLogger(SharedVectors.class.getName()).log(Level.WARNING, MISSING);
			throw new TestAbortedException(MISSING);
		}
		return root.resolve(name);
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

	static Row read(String name) {
		return read(path(name));
	}

	static Row read(Path file) {
		try {
			return new Row(JSONObjectUtils.parse(Files.readString(file)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Stream<Path> files(String folder) {
		try (Stream<Path> files = Files.list(path(folder))) {
			return files.filter((file) -> file.toString().endsWith(".json")).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * An object of a file of vectors.
	 *
	 * @param members its members
	 */
	record Row(Map<String, Object> members) {

		boolean has(String name) {
			return this.members.get(name) != null;
		}

		String text(String name) {
			return (String) value(name);
		}

		int number(String name) {
			return ((Number) value(name)).intValue();
		}

		@SuppressWarnings("unchecked")
		Row row(String name) {
			return new Row((Map<String, Object>) value(name));
		}

		@SuppressWarnings("unchecked")
		List<Row> rows(String name) {
			return ((List<Map<String, Object>>) value(name)).stream().map(Row::new).toList();
		}

		Object value(String name) {
			return Objects.requireNonNull(this.members.get(name), () -> name + " is missing in " + this);
		}

	}

}
