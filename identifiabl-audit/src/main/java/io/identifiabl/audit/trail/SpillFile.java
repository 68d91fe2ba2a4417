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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.LogEntry;

/**
 * Where entries wait while the store cannot take them: a file that only its owner may
 * read, with a line for each. A process that dies leaves it to the next one. Thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SpillFile {

	// which no canonical JSON holds as it is
	private static final char SEPARATOR = '\t';

	private static final Set<PosixFilePermission> ONLY_OWNER = PosixFilePermissions.fromString("rw-------");

	private final Path path;

	private final long maxSize;

	private long size;

	private long lines;

	// how much of it, from the start, is in the store by now
	private Chunk consumed = new Chunk(List.of(), 0, 0, 0);

	private int generation;

	SpillFile(Path path, long maxSize) {
		this.path = path.toAbsolutePath();
		this.maxSize = maxSize;
		try {
			if (Files.exists(this.path)) {
				adopt();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The spill file cannot be read", ex);
		}
	}

	// a process that died while it wrote left half a line, which is nobody's event
	private void adopt() throws IOException {
		if (isPosix()) {
			Files.setPosixFilePermissions(this.path, ONLY_OWNER);
		}
		long complete = 0;
		long length = Files.size(this.path);
		try (BufferedReader reader = reader(0)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (complete + line.length() < length) {
					complete += line.length() + 1L;
					this.lines++;
				}
			}
		}
		truncate(complete);
		this.size = complete;
	}

	// bytes are read as if they were characters, so that they can be counted
	private BufferedReader reader(long offset) throws IOException {
		SeekableByteChannel channel = Files.newByteChannel(this.path);
		channel.position(offset);
		return new BufferedReader(Channels.newReader(channel, StandardCharsets.ISO_8859_1));
	}

	/**
	 * Add entries.
	 * @param entries the entries
	 * @return whether there was room for them
	 */
	synchronized boolean add(List<LogEntry> entries) {
		byte[] added = entries.stream()
			.map(SpillFile::toLine)
			.collect(Collectors.joining())
			.getBytes(StandardCharsets.UTF_8);
		if (this.size + added.length > this.maxSize) {
			return false;
		}
		try {
			if (this.size == 0) {
				// whatever is there is not ours
				Files.deleteIfExists(this.path);
				Files.createFile(this.path, onlyForOwner());
			}
			try (OutputStream out = Files.newOutputStream(this.path, StandardOpenOption.APPEND)) {
				out.write(added);
			}
		}
		catch (IOException ex) {
			repair();
			return false;
		}
		this.size += added.length;
		this.lines += entries.size();
		return true;
	}

	// a disk that was full may have taken a part
	private void repair() {
		try {
			truncate(this.size);
		}
		catch (IOException ex) {
			// half a line is skipped when it is read
		}
	}

	private void truncate(long length) throws IOException {
		try (SeekableByteChannel channel = Files.newByteChannel(this.path, StandardOpenOption.WRITE)) {
			channel.truncate(length);
		}
	}

	private static FileAttribute<?>[] onlyForOwner() {
		return isPosix() ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(ONLY_OWNER) }
				: new FileAttribute<?>[0];
	}

	private static boolean isPosix() {
		return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
	}

	private static String toLine(LogEntry entry) {
		String personal = entry.getPersonal();
		return entry.getPayload() + SEPARATOR + ((personal != null) ? personal : "") + "\n";
	}

	/**
	 * Read the entries that wait longest.
	 * @param limit the most to read
	 * @return the entries; no lines if nothing waits
	 * @throws IOException if the file cannot be read
	 */
	synchronized Chunk read(int limit) throws IOException {
		List<LogEntry> entries = new ArrayList<>();
		long read = 0;
		long bytes = 0;
		if (getWaiting() > 0) {
			try (BufferedReader reader = reader(this.consumed.bytes())) {
				String line = reader.readLine();
				while (line != null && read < limit) {
					LogEntry entry = parse(line);
					if (entry != null) {
						entries.add(entry);
					}
					bytes += line.length() + 1L;
					read++;
					line = (read < limit) ? reader.readLine() : null;
				}
			}
		}
		return new Chunk(entries, read, bytes, this.generation);
	}

	private static @Nullable LogEntry parse(String bytes) {
		String line = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
		int separator = line.indexOf(SEPARATOR);
		if (separator < 0) {
			return null;
		}
		String personal = line.substring(separator + 1);
		try {
			return LogEntry.of(line.substring(0, separator), personal.isEmpty() ? null : personal);
		}
		catch (InvalidRecordException ex) {
			return null;
		}
	}

	/**
	 * Forget what was read, which is in the store.
	 * @param chunk what was read last; if it was changed since, it will be read again
	 * @throws IOException if the file cannot be deleted
	 */
	synchronized void remove(Chunk chunk) throws IOException {
		if (chunk.generation() != this.generation) {
			return;
		}
		this.consumed = new Chunk(List.of(), this.consumed.lines() + chunk.lines(),
				this.consumed.bytes() + chunk.bytes(), this.generation);
		if (getWaiting() == 0) {
			Files.deleteIfExists(this.path);
			reset(0, 0);
		}
	}

	private void reset(long newSize, long newLines) {
		this.size = newSize;
		this.lines = newLines;
		this.generation++;
		this.consumed = new Chunk(List.of(), 0, 0, this.generation);
	}

	/**
	 * Change entries where they wait, for erasure.
	 * @param change the change
	 * @throws IOException if the file cannot be written
	 */
	synchronized void replaceAll(UnaryOperator<LogEntry> change) throws IOException {
		if (getWaiting() == 0) {
			return;
		}
		Path changed = this.path.resolveSibling(this.path.getFileName() + ".tmp");
		Files.deleteIfExists(changed);
		Files.createFile(changed, onlyForOwner());
		long remaining = 0;
		try (BufferedReader reader = reader(this.consumed.bytes());
				var writer = Files.newBufferedWriter(changed, StandardCharsets.UTF_8)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				LogEntry entry = parse(line);
				if (entry != null) {
					writer.write(toLine(change.apply(entry)));
					remaining++;
				}
			}
		}
		Files.move(changed, this.path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		reset(Files.size(this.path), remaining);
	}

	synchronized long getWaiting() {
		return this.lines - this.consumed.lines();
	}

	/**
	 * Entries that were read.
	 *
	 * @param entries the entries
	 * @param lines the number of lines, some of which may have been none
	 * @param bytes the number of bytes of the lines
	 * @param generation which content of the file they were read from
	 */
	record Chunk(List<LogEntry> entries, long lines, long bytes, int generation) {
	}

}
