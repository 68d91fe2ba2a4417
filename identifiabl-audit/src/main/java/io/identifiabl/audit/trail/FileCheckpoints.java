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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.checkpoint.CheckpointPublisher;
import io.identifiabl.audit.checkpoint.SignedNote;

/**
 * Keeps the latest checkpoint in a file outside of the database, where a node looks when
 * it starts: a log that is behind it has lost records.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class FileCheckpoints implements CheckpointPublisher {

	private final Path path;

	/**
	 * Create a keeper.
	 * @param path the file
	 */
	public FileCheckpoints(Path path) {
		this.path = path.toAbsolutePath();
	}

	@Override
	public void publish(SignedNote checkpoint) {
		Path written = this.path.resolveSibling(this.path.getFileName() + ".tmp");
		try {
			Files.writeString(written, checkpoint.toString());
			Files.move(written, this.path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The checkpoint file cannot be written", ex);
		}
	}

	/**
	 * Read the checkpoint.
	 * @return the note, not verified, {@code null} if there is none yet
	 */
	public @Nullable String read() {
		try {
			return Files.exists(this.path) ? Files.readString(this.path, StandardCharsets.UTF_8) : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The checkpoint file cannot be read", ex);
		}
	}

}
