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
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The spill files of a directory: those that are made, and those that processes left
 * which died. Whatever else is there is left alone.
 *
 * @author Identifiabl Contributors
 */
final class SpillDirectory {

	private static final String UNFINISHED = ".tmp";

	private static final int ORIGIN_DIGITS = 8;

	private static final int ATTEMPTS = 5;

	private final SpillSettings settings;

	private final Path directory;

	// of the names of all files for this log
	private final String prefix;

	private final Consumer<String> problems;

	// which is said once, however often it is looked for
	private final Set<String> told = new HashSet<>();

	SpillDirectory(SpillSettings settings, Consumer<String> problems) {
		Path base = settings.file().toAbsolutePath();
		this.settings = settings;
		this.directory = Objects.requireNonNull(base.getParent(), "a file has a directory");
		this.prefix = base.getFileName() + "." + digest(settings.origin()).substring(0, ORIGIN_DIGITS) + ".";
		this.problems = problems;
	}

	private static String digest(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	SpillLines newLines() {
		return SpillLines.create(this.settings);
	}

	Path newPath() {
		return this.directory.resolve(this.prefix + UUID.randomUUID());
	}

	/**
	 * Make a file under a name that is none of a file with entries.
	 * @return the file, empty and locked
	 * @throws IOException if that is not possible
	 */
	Unfinished create() throws IOException {
		for (int attempt = 1;; attempt++) {
			Path path = this.directory.resolve(this.prefix + UUID.randomUUID() + UNFINISHED);
			try {
				return new Unfinished(path, SpillChannel.create(path));
			}
			catch (IOException ex) {
				Files.deleteIfExists(path);
				// a process that starts takes what is not locked yet for a leftover
				if (attempt == ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	/**
	 * Take what processes left, those first that have written nothing for longest. Before
	 * that is found out whether there can be files at all.
	 * @return the files
	 */
	List<SpillSegment> adopt() {
		List<SpillSegment> adopted = new ArrayList<>();
		try (Unfinished probe = create()) {
			UserPrincipal user = SpillChannel.isPosix(probe.path()) ? posix(probe.path()).owner() : null;
			for (Path path : list(probe.path())) {
				SpillSegment segment = adopt(path, user);
				if (segment != null) {
					adopted.add(segment);
				}
			}
		}
		catch (IOException ex) {
			tell("no file can be created in " + this.directory + " (" + ex.getClass().getSimpleName()
					+ "), so that records which the store does not take would be lost; choose a directory that this"
					+ " process may write to, such as a mounted volume");
		}
		return adopted;
	}

	private List<Path> list(Path probe) throws IOException {
		// found out once: files that are written to while they are sorted have no order
		Map<Path, FileTime> times = new HashMap<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.directory, this::isName)) {
			files.forEach((path) -> times.put(path, lastModified(path)));
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		times.remove(probe);
		return times.entrySet()
			.stream()
			.sorted(Map.Entry.<Path, FileTime>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
			.map(Map.Entry::getKey)
			.toList();
	}

	private boolean isName(Path path) {
		String name = String.valueOf(path.getFileName());
		if (!name.startsWith(this.prefix)) {
			return false;
		}
		String id = name.substring(this.prefix.length());
		try {
			String uuid = id.endsWith(UNFINISHED) ? id.substring(0, id.length() - UNFINISHED.length()) : id;
			return UUID.fromString(uuid).toString().equals(uuid);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static FileTime lastModified(Path path) {
		try {
			return SpillChannel.attributes(path).lastModifiedTime();
		}
		catch (IOException ex) {
			// another process took it
			return FileTime.fromMillis(0);
		}
	}

	private @Nullable SpillSegment adopt(Path path, @Nullable UserPrincipal user) {
		try {
			BasicFileAttributes seen = (user != null) ? posix(path) : SpillChannel.attributes(path);
			String objection = findObjection(seen, user);
			if (objection != null) {
				leave(path, objection);
				return null;
			}
			SpillChannel channel = SpillChannel.open(path, seen);
			return (channel != null) ? adopt(path, channel) : null;
		}
		catch (IOException ex) {
			if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
				leave(path, "cannot be read (" + ex.getClass().getSimpleName() + ")");
			}
			return null;
		}
	}

	private @Nullable SpillSegment adopt(Path path, SpillChannel channel) throws IOException {
		SpillSegment segment = null;
		try {
			if (path.toString().endsWith(UNFINISHED) || channel.size() == 0) {
				Files.delete(path);
				return null;
			}
			byte[] header = new SpillReader(channel, 0, SpillLines.MAX_HEADER).next();
			SpillLines lines = (header != null) ? SpillLines.of(header, this.settings) : null;
			if (header == null || lines == null) {
				leave(path, "was not written for this log with this key, or with the previous one");
				return null;
			}
			segment = SpillSegment.adopt(path, channel, lines, header.length + 1L);
			return segment;
		}
		finally {
			if (segment == null) {
				channel.close();
			}
		}
	}

	private static @Nullable String findObjection(BasicFileAttributes seen, @Nullable UserPrincipal user) {
		if (!seen.isRegularFile()) {
			return "is no regular file";
		}
		if (seen instanceof PosixFileAttributes posix) {
			if (!posix.owner().equals(user)) {
				return "belongs to another user";
			}
			if (!SpillChannel.ONLY_OWNER.containsAll(posix.permissions())) {
				return "can be used by others; if it is genuine, take their permissions away (chmod 600)";
			}
		}
		return null;
	}

	private static PosixFileAttributes posix(Path path) throws IOException {
		return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

	private void leave(Path path, String objection) {
		tell(path + " is left alone, since it " + objection);
	}

	private void tell(String problem) {
		if (this.told.add(problem)) {
			this.problems.accept(problem);
		}
	}

	/**
	 * A file that is being made, and is deleted unless it is finished.
	 *
	 * @param path where it is
	 * @param channel the file
	 */
	record Unfinished(Path path, SpillChannel channel) implements AutoCloseable {

		/**
		 * Give the file the name under which the next process finds it.
		 * @param target the path
		 * @throws IOException if that is not possible
		 */
		void finish(Path target) throws IOException {
			Files.move(this.path, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		}

		@Override
		public void close() throws IOException {
			Files.deleteIfExists(this.path);
			this.channel.close();
		}

	}

}
