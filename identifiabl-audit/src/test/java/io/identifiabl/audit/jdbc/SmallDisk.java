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

package io.identifiabl.audit.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that is soon full, which it takes an administrator of the machine to
 * have.
 *
 * @author Identifiabl Contributors
 */
final class SmallDisk implements AutoCloseable {

	private static final int CHUNK = 4096;

	private final Path path;

	private SmallDisk(Path path) {
		this.path = path;
	}

	// null if that is not allowed here
	static @Nullable SmallDisk mount(int megabytes) throws IOException {
		Path path = Files.createTempDirectory("disk").toRealPath();
		if (!"root".equals(System.getProperty("user.name")) || run("mount", "-t", "tmpfs", "-o",
				"mode=0700,size=" + megabytes + "m", "tmpfs", path.toString()) != 0) {
			Files.delete(path);
			return null;
		}
		return new SmallDisk(Files.createDirectory(path.resolve("data")));
	}

	Path getPath() {
		return this.path;
	}

	private Path filler() {
		return this.path.resolveSibling("filler");
	}

	void fill() {
		byte[] chunk = new byte[CHUNK];
		try (OutputStream out = Files.newOutputStream(filler())) {
			while (true) {
				out.write(chunk);
			}
		}
		catch (IOException ex) {
			// it is full
		}
	}

	void free() {
		try {
			Files.delete(filler());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		Path mounted = this.path.getParent();
		if (mounted != null) {
			run("umount", "-l", mounted.toString());
			Files.delete(mounted);
		}
	}

	private static int run(String... command) throws IOException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

}
