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

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * A file that is held open, and locked so that no other process takes it for one that was
 * left behind. Of the asynchronous kind, since a {@code FileChannel} is closed for good
 * when a thread that uses it is interrupted. Not thread-safe.
 *
 * @author Identifiabl Contributors
 */
final class SpillChannel implements Closeable {

	static final Set<PosixFilePermission> ONLY_OWNER = PosixFilePermissions.fromString("rw-------");

	private static final Set<OpenOption> OPEN = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
			LinkOption.NOFOLLOW_LINKS);

	private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
			LinkOption.NOFOLLOW_LINKS, StandardOpenOption.CREATE_NEW);

	private static final CallingThread EXECUTOR = new CallingThread();

	// a process that closes a file ends all of its locks on it (POSIX), so that it must
	// not even open one that it holds
	private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

	private static final Queue<AsynchronousFileChannel> HELD_BY_ANOTHER_CLASS_LOADER = new ConcurrentLinkedQueue<>();

	private final AsynchronousFileChannel channel;

	// which file it is, whatever its name; null where files have no such thing
	private final @Nullable Object key;

	private SpillChannel(AsynchronousFileChannel channel, @Nullable Object key) {
		this.channel = channel;
		this.key = key;
	}

	/**
	 * Create a file that only its owner may read.
	 * @param path the path, under which there must be nothing
	 * @return the file
	 * @throws IOException if that is not possible
	 */
	static SpillChannel create(Path path) throws IOException {
		AsynchronousFileChannel channel = AsynchronousFileChannel.open(path, CREATE, EXECUTOR, onlyForOwner(path));
		try {
			SpillChannel created = lock(channel, attributes(path).fileKey());
			if (created != null && created.isAt(path)) {
				return created;
			}
			if (created != null) {
				created.close();
			}
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
		throw new IOException("Another process took the file before it was locked");
	}

	/**
	 * Open a file.
	 * @param path the path
	 * @param seen what was found there
	 * @return the file, {@code null} if somebody else holds it
	 * @throws IOException if it cannot be opened, or is another one by now
	 */
	static @Nullable SpillChannel open(Path path, BasicFileAttributes seen) throws IOException {
		if (seen.fileKey() != null && HELD.contains(seen.fileKey())) {
			return null;
		}
		SpillChannel opened = lock(AsynchronousFileChannel.open(path, OPEN, EXECUTOR), seen.fileKey());
		if (opened != null && !opened.isAt(path)) {
			opened.close();
			throw new NoSuchFileException(path.toString());
		}
		return opened;
	}

	private static @Nullable SpillChannel lock(AsynchronousFileChannel channel, @Nullable Object key)
			throws IOException {
		try {
			if (channel.tryLock() == null) {
				channel.close();
				return null;
			}
		}
		catch (OverlappingFileLockException ex) {
			HELD_BY_ANOTHER_CLASS_LOADER.add(channel);
			return null;
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
		if (key != null) {
			HELD.add(key);
		}
		return new SpillChannel(channel, key);
	}

	static BasicFileAttributes attributes(Path path) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

	static boolean isPosix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	private static FileAttribute<?>[] onlyForOwner(Path path) {
		return isPosix(path) ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(ONLY_OWNER) }
				: new FileAttribute<?>[0];
	}

	/**
	 * Return whether this is what is found under a path.
	 * @param path the path
	 * @return whether it is
	 */
	boolean isAt(Path path) {
		try {
			return Objects.equals(attributes(path).fileKey(), this.key);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Read bytes.
	 * @param buffer where to put them
	 * @param position where to begin
	 * @return the number of bytes, -1 at the end
	 * @throws IOException if the file cannot be read
	 */
	int read(ByteBuffer buffer, long position) throws IOException {
		return await(this.channel.read(buffer, position));
	}

	void write(byte[] bytes, int length, long position) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
		while (buffer.hasRemaining()) {
			await(this.channel.write(buffer, position + buffer.position()));
		}
	}

	private static int await(Future<Integer> io) throws IOException {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return io.get();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getCause());
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	long size() throws IOException {
		return this.channel.size();
	}

	void truncate(long size) throws IOException {
		this.channel.truncate(size);
	}

	@Override
	public void close() throws IOException {
		if (this.key != null) {
			HELD.remove(this.key);
		}
		this.channel.close();
	}

}
