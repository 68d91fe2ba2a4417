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
import java.io.IOException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a range of a file, and knows where they are. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SpillReader {

	private static final int BUFFER = 1 << 16;

	private final SpillChannel channel;

	private final long end;

	private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

	// of what is to be read into the buffer next
	private long filled;

	// of the next line
	private long position;

	SpillReader(SpillChannel channel, long begin, long end) {
		this.channel = channel;
		this.end = end;
		this.filled = begin;
		this.position = begin;
	}

	/**
	 * Read a line.
	 * @return the line, {@code null} if there is no further line with an end
	 * @throws IOException if the file cannot be read
	 */
	byte @Nullable [] next() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		while (this.buffer.hasRemaining() || fill()) {
			byte b = this.buffer.get();
			if (b == '\n') {
				this.position += line.size() + 1L;
				return line.toByteArray();
			}
			line.write(b);
		}
		return null;
	}

	private boolean fill() throws IOException {
		this.buffer.clear().limit((int) Math.max(0, Math.min(BUFFER, this.end - this.filled)));
		int read = this.buffer.hasRemaining() ? this.channel.read(this.buffer, this.filled) : -1;
		this.buffer.flip();
		this.filled += Math.max(0, read);
		return read > 0;
	}

	/**
	 * Return where the next line begins.
	 * @return the number of bytes before it
	 */
	long getPosition() {
		return this.position;
	}

}
