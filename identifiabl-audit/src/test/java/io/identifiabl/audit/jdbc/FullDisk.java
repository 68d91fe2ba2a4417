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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A file system of H2, <code>full:</code>, of which the disk is full for a while.
 *
 * @author Identifiabl Contributors
 */
public final class FullDisk extends FilePathWrapper {

	static volatile boolean full;

	static void register() {
		FilePath.register(new FullDisk());
	}

	@Override
	public String getScheme() {
		return "full";
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		return new Channel(super.open(mode));
	}

	/**
	 * A file that cannot grow while the disk is full.
	 */
	private static final class Channel extends FileBaseDefault {

		private final FileChannel channel;

		Channel(FileChannel channel) {
			this.channel = channel;
		}

		@Override
		public synchronized int write(ByteBuffer source, long position) throws IOException {
			if (full && position + source.remaining() > this.channel.size()) {
				throw new IOException("No space left on device");
			}
			return this.channel.write(source, position);
		}

		@Override
		public synchronized int read(ByteBuffer target, long position) throws IOException {
			return this.channel.read(target, position);
		}

		@Override
		protected void implTruncate(long size) throws IOException {
			this.channel.truncate(size);
		}

		@Override
		public long size() throws IOException {
			return this.channel.size();
		}

		@Override
		public void force(boolean metaData) throws IOException {
			this.channel.force(metaData);
		}

		@Override
		public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
			return this.channel.tryLock(position, size, shared);
		}

		@Override
		protected void implCloseChannel() throws IOException {
			this.channel.close();
		}

	}

}
