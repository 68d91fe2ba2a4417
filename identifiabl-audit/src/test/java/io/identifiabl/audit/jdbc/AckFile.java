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

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a node was told about its events. A line is one call of the operating system, so
 * that a process that is killed has left all that it was told.
 *
 * @author Identifiabl Contributors
 */
final class AckFile implements Closeable {

	private final FileChannel channel;

	private AckFile(FileChannel channel) {
		this.channel = channel;
	}

	static AckFile create(Path path) throws IOException {
		return new AckFile(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
	}

	void offered(String id) {
		write("offered " + id);
	}

	void accepted(String id) {
		write("accepted " + id);
	}

	void durable(String id, long index) {
		write("durable " + id + " " + index);
	}

	void refused(String id) {
		write("refused " + id);
	}

	// committed
	void kept(long count, boolean available) {
		write("kept " + count + " " + available);
	}

	private synchronized void write(String line) {
		try {
			this.channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	static Content read(Path path) throws IOException {
		Content content = new Content();
		if (!Files.exists(path)) {
			return content;
		}
		String text = Files.readString(path);
		// a process that was killed may have left half a line
		text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(content::add);
		return content;
	}

	/**
	 * What is in the file.
	 */
	static final class Content {

		final Set<String> offered = new LinkedHashSet<>();

		final Set<String> accepted = new LinkedHashSet<>();

		final Map<String, Long> durable = new LinkedHashMap<>();

		final Set<String> refused = new LinkedHashSet<>();

		long kept;

		boolean available = true;

		private void add(String line) {
			String[] words = line.split(" ", -1);
			switch (words[0]) {
				case "offered" -> this.offered.add(words[1]);
				case "accepted" -> this.accepted.add(words[1]);
				case "durable" -> this.durable.put(words[1], Long.parseLong(words[2]));
				case "refused" -> this.refused.add(words[1]);
				default -> {
					this.kept = Long.parseLong(words[1]);
					this.available = Boolean.parseBoolean(words[2]);
				}
			}
		}

	}

}
