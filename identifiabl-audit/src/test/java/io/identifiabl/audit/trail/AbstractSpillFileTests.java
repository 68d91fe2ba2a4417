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

package io.identifiabl.audit.trail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.LogEntry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A directory in which there is a spill file.
 *
 * @author Identifiabl Contributors
 */
abstract class AbstractSpillFileTests {

	static final long MEGABYTE = 1 << 20;

	static final String ORIGIN = "notes";

	@TempDir
	Path directory;

	final LostEvents lost = new LostEvents("stream", Clock.fixed(Events.NOW, ZoneOffset.UTC));

	final List<String> problems = Collections.synchronizedList(new ArrayList<>());

	private final List<SpillFile> opened = Collections.synchronizedList(new ArrayList<>());

	SpillFile file;

	@BeforeEach
	void open() {
		this.file = next();
	}

	@AfterEach
	void close() {
		this.opened.forEach(SpillFile::close);
	}

	SpillFile next() {
		return open(ORIGIN, MEGABYTE, key(1));
	}

	SpillFile open(String origin, long maxSize, byte[]... keys) {
		SpillFile next = new SpillFile(
				new SpillSettings(this.directory.resolve("audit.spill"), maxSize, origin, List.of(keys)), this.lost,
				this.problems::add);
		this.opened.add(next);
		return next;
	}

	static byte[] key(int number) {
		byte[] key = new byte[32];
		key[0] = (byte) number;
		return key;
	}

	/**
	 * Leave a file as a process does that dies.
	 * @param count the number of entries in it
	 * @return the file
	 */
	Path leave(int count) throws IOException {
		List<Path> before = paths();
		add(this.file, count);
		this.file.close();
		List<Path> after = new ArrayList<>(paths());
		after.removeAll(before);
		assertThat(after).hasSize(1);
		return after.get(0);
	}

	static void add(SpillFile file, int count) {
		assertThat(file.add(IntStream.range(0, count).mapToObj(Events::entry).toList())).isTrue();
	}

	List<Path> paths() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.sorted().toList();
		}
	}

	Path path() throws IOException {
		assertThat(paths()).hasSize(1);
		return paths().get(0);
	}

	static List<String> lines(Path path) throws IOException {
		return new ArrayList<>(List.of(Files.readString(path).split("\n", -1)));
	}

	static void write(Path path, List<String> lines) throws IOException {
		Files.write(path, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
	}

	static List<Long> drain(SpillFile file) throws IOException {
		List<LogEntry> entries = new ArrayList<>();
		while (file.getWaiting() > 0) {
			SpillFile.Chunk chunk = file.read(2);
			entries.addAll(chunk.entries());
			file.remove(chunk);
		}
		return entries.stream().map((entry) -> entry.getProjection().sequence()).toList();
	}

	static String mode(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

	static void setMode(Path path, String mode) throws IOException {
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
	}

}
