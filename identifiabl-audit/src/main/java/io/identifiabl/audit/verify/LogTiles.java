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

package io.identifiabl.audit.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.merkle.TileHashes;

/**
 * Reads the tiles of a log (C2SP tlog-tiles): hashes, and leaves, which hold nothing
 * personal. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class LogTiles {

	private LogTiles() {
	}

	/**
	 * Read a tile.
	 * @param store the log
	 * @param path names it
	 * @return its bytes, {@code null} if the log has not so many records yet, or not any
	 * more
	 */
	public static byte @Nullable [] read(AuditStore store, TilePath path) {
		long from = path.index() * TilePath.WIDTH;
		if (path.level() == TilePath.ENTRIES) {
			List<AuditRecord> rows = store.read(from, path.width());
			return (rows.size() == path.width()) ? entries(rows) : null;
		}
		List<MerkleHash> hashes = (path.level() == 0) ? store.readLeafHashes(from, path.width())
				: readRoots(store, path.level() * TileHashes.HEIGHT, from, path.width());
		return (hashes.size() == path.width()) ? MerkleHash.join(hashes) : null;
	}

	private static List<MerkleHash> readRoots(AuditStore store, int level, long from, int count) {
		List<MerkleHash> roots = new ArrayList<>(count);
		if (from + count <= store.getFrontier().getSize() >> level) {
			for (int i = 0; i < count; i++) {
				roots.add(store.get(level, from + i));
			}
		}
		return roots;
	}

	// each with its length before it
	static byte[] entries(List<AuditRecord> rows) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (AuditRecord row : rows) {
			byte[] leaf = row.payload().getBytes(StandardCharsets.UTF_8);
			out.write(leaf.length >> Byte.SIZE);
			out.write(leaf.length);
			out.writeBytes(leaf);
		}
		return out.toByteArray();
	}

}
