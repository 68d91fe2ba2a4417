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

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.trail.SpillDirectory.Unfinished;
import io.identifiabl.audit.trail.SpillFile.Chunk;
import io.identifiabl.audit.trail.SpillLines.Line;

/**
 * A file in which entries wait. It is held open, so that it can be read and written to
 * whatever becomes of its name. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SpillSegment implements Closeable {

	private static final int BUFFER = 1 << 16;

	private Path path;

	private SpillChannel channel;

	private SpillLines format;

	// what others make of the file's length is nothing that was written here
	private long size;

	private long lines;

	// how much of it, from the start, is in the store by now
	private long consumedBytes;

	private long consumedLines;

	private final boolean adopted;

	private final SpilledNumbers numbers;

	private SpillSegment(Path path, SpillChannel channel, SpillLines format, long headerLength, boolean adopted) {
		this.path = path;
		this.channel = channel;
		this.format = format;
		this.size = headerLength;
		this.consumedBytes = headerLength;
		this.adopted = adopted;
		this.numbers = new SpilledNumbers(adopted);
	}

	/**
	 * Begin a file.
	 * @param directory where
	 * @return the file
	 * @throws IOException if that is not possible
	 */
	static SpillSegment create(SpillDirectory directory) throws IOException {
		SpillLines format = directory.newLines();
		byte[] header = format.header();
		Path path = directory.newPath();
		Unfinished file = directory.create();
		boolean finished = false;
		try {
			file.channel().write(header, header.length, 0);
			file.finish(path);
			finished = true;
		}
		finally {
			if (!finished) {
				file.close();
			}
		}
		return new SpillSegment(path, file.channel(), format, header.length, false);
	}

	/**
	 * Take a file that another process left.
	 * @param path where it is
	 * @param channel the file
	 * @param format how it was written
	 * @param headerLength the number of bytes of its first line
	 * @return the file
	 * @throws IOException if it cannot be read
	 */
	static SpillSegment adopt(Path path, SpillChannel channel, SpillLines format, long headerLength)
			throws IOException {
		SpillSegment adopted = new SpillSegment(path, channel, format, headerLength, true);
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
		long position = headerLength;
		while (channel.read(buffer.clear(), position) > 0) {
			buffer.flip();
			for (int i = 0; i < buffer.limit(); i++) {
				if (buffer.get(i) == '\n') {
					adopted.lines++;
					// a process that died while it wrote left half a line, which is
					// nobody's event
					adopted.size = position + i + 1;
				}
			}
			position += buffer.limit();
		}
		return adopted;
	}

	/**
	 * Add entries.
	 * @param entries the entries
	 * @param limit the most bytes that the file may have then
	 * @return whether there was room for them
	 * @throws IOException if the file cannot be written to
	 */
	boolean append(List<LogEntry> entries, long limit) throws IOException {
		ByteArrayOutputStream added = new ByteArrayOutputStream();
		long number = this.lines;
		for (LogEntry entry : entries) {
			added.writeBytes(this.format.write(entry, ++number));
		}
		if (this.size > limit - added.size()) {
			return false;
		}
		try {
			this.channel.write(added.toByteArray(), added.size(), this.size);
		}
		catch (IOException ex) {
			// a disk that was full may have taken a part
			this.channel.truncate(this.size);
			throw ex;
		}
		this.size += added.size();
		this.lines += entries.size();
		entries.forEach(this.numbers::written);
		return true;
	}

	/**
	 * Read the entries that wait longest.
	 * @param limit the most to read
	 * @param generation of the chunk
	 * @return the entries
	 * @throws IOException if the file cannot be read
	 */
	Chunk read(int limit, int generation) throws IOException {
		List<LogEntry> entries = new ArrayList<>();
		List<Long> numbers = new ArrayList<>();
		SpillReader reader = reader();
		long last = this.numbers.getLastLine();
		long read = 0;
		while (read < limit) {
			byte[] line = reader.next();
			if (line == null) {
				// whatever else was in it is not there
				return new Chunk(entries, numbers, read, this.size - this.consumedBytes, generation);
			}
			read++;
			Line accepted = this.format.read(line);
			if (accepted != null && accepted.number() > last) {
				entries.add(accepted.entry());
				numbers.add(accepted.number());
				last = accepted.number();
			}
		}
		return new Chunk(entries, numbers, read, reader.getPosition() - this.consumedBytes, generation);
	}

	private SpillReader reader() throws IOException {
		return new SpillReader(this.channel, this.consumedBytes, Math.min(this.size, this.channel.size()));
	}

	/**
	 * Forget what was read, which is in the store.
	 * @param chunk what was read
	 */
	void consume(Chunk chunk) {
		this.consumedBytes += chunk.bytes();
		this.consumedLines += chunk.lines();
		this.numbers.read(chunk);
	}

	/**
	 * Change entries where they wait.
	 * @param change the change
	 * @param directory where the file is
	 * @throws IOException if the file cannot be written, and is the same as before
	 */
	void rewrite(UnaryOperator<LogEntry> change, SpillDirectory directory) throws IOException {
		SpillLines newFormat = directory.newLines();
		Unfinished file = directory.create();
		boolean finished = false;
		try {
			byte[] header = newFormat.header();
			file.channel().write(header, header.length, 0);
			SpillSegment changed = new SpillSegment(this.path, file.channel(), newFormat, header.length, false);
			long left = getWaiting();
			changed.copy(this, change);
			file.finish(this.path);
			finished = true;
			this.numbers.rewritten(Math.max(0, left - changed.lines));
			replaceBy(changed);
		}
		finally {
			if (!finished) {
				file.close();
			}
		}
	}

	private void copy(SpillSegment source, UnaryOperator<LogEntry> change) throws IOException {
		SpillReader reader = source.reader();
		long last = source.numbers.getLastLine();
		for (byte[] line = reader.next(); line != null; line = reader.next()) {
			Line accepted = source.format.read(line);
			if (accepted != null && accepted.number() > last) {
				append(List.of(change.apply(accepted.entry())), Long.MAX_VALUE);
				last = accepted.number();
			}
		}
	}

	private void replaceBy(SpillSegment changed) throws IOException {
		SpillChannel old = this.channel;
		this.channel = changed.channel;
		this.format = changed.format;
		this.size = changed.size;
		this.lines = changed.lines;
		this.consumedBytes = changed.consumedBytes;
		this.consumedLines = 0;
		old.close();
	}

	/**
	 * Write what waits to another file if this one was removed or replaced: it is there
	 * as long as it is open, but no other process would find it.
	 * @param directory where the file is
	 * @return whether there is another file now
	 * @throws IOException if that was necessary and not possible
	 */
	boolean restore(SpillDirectory directory) throws IOException {
		if (this.channel.isAt(this.path)) {
			return false;
		}
		Path other = directory.newPath();
		Unfinished file = directory.create();
		boolean finished = false;
		try {
			ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
			long position = 0;
			while (position < this.size && this.channel.read(buffer.clear(), position) > 0) {
				int length = (int) Math.min(buffer.position(), this.size - position);
				file.channel().write(buffer.array(), length, position);
				position += length;
			}
			file.finish(other);
			finished = true;
			this.path = other;
			SpillChannel old = this.channel;
			this.channel = file.channel();
			old.close();
		}
		finally {
			if (!finished) {
				file.close();
			}
		}
		return true;
	}

	/**
	 * Return whether the file ends where it was written to last.
	 * @return whether anything may be added
	 */
	boolean isWritable() {
		try {
			return !this.adopted && this.channel.size() == this.size;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Find out what should have been in the file, of which everything was read.
	 * @param lost is told what was not
	 * @return the number of entries
	 */
	long findLost(LostEvents lost) {
		return this.numbers.findLost(lost);
	}

	/**
	 * Delete the file.
	 * @throws IOException if that is not possible, so that it is only empty
	 */
	void delete() throws IOException {
		try {
			// what is there in its place is somebody else's
			if (this.channel.isAt(this.path)) {
				Files.delete(this.path);
			}
		}
		catch (IOException ex) {
			this.channel.truncate(0);
			throw ex;
		}
		finally {
			this.channel.close();
		}
	}

	// bytes decide whether anything does
	long getWaiting() {
		return (this.consumedBytes < this.size) ? Math.max(1, this.lines - this.consumedLines) : 0;
	}

	long getSize() {
		return this.size;
	}

	Path getPath() {
		return this.path;
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
