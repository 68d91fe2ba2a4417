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

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.merkle.TileHashes;

/**
 * Writes a log into a zip file, as a directory of C2SP tlog-tiles: the checkpoint, the
 * leaves, which hold nothing personal, and the hashes. Of a log that was pruned there is
 * a file {@code prefix} in addition, with the index of the first leaf and the hashes of
 * the complete subtrees before it. While it is written, 32 bytes are kept in memory for
 * every 256 records.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class EvidenceBundle {

	static final String CHECKPOINT = "checkpoint";

	static final String PREFIX = "prefix";

	static final String PREFIX_CHECKPOINT = "prefix.checkpoint";

	private final AuditStore store;

	private final SignedNote note;

	private final long size;

	private final long first;

	private final Map<Integer, List<MerkleHash>> roots = new TreeMap<>();

	private EvidenceBundle(AuditStore store, SignedNote note, long size) {
		this.store = store;
		this.note = note;
		this.size = size;
		this.first = store.getFirstIndex();
	}

	/**
	 * Write a bundle.
	 * @param store the log
	 * @param checkpoint what was signed
	 * @param out takes the zip file, and is not closed
	 * @throws IOException if that cannot be written
	 * @throws InvalidEvidenceException if records are missing, or pruned beyond the
	 * checkpoint
	 */
	public static void write(AuditStore store, SignedNote checkpoint, OutputStream out)
			throws IOException, InvalidEvidenceException {
		long size;
		try {
			size = Checkpoint.parse(checkpoint.getText()).size();
		}
		catch (InvalidNoteException ex) {
			throw new InvalidEvidenceException(String.valueOf(ex.getMessage()));
		}
		EvidenceBundle bundle = new EvidenceBundle(store, checkpoint, size);
		ZipOutputStream zip = new ZipOutputStream(new OpenOutputStream(out));
		try (zip) {
			bundle.write(zip);
		}
	}

	private void write(ZipOutputStream zip) throws IOException, InvalidEvidenceException {
		if (this.first > this.size) {
			throw new InvalidEvidenceException("the log was pruned beyond the checkpoint");
		}
		put(zip, CHECKPOINT, this.note.toString().getBytes(StandardCharsets.UTF_8));
		Frontier frontier = Frontier.at(this.first, this.store);
		if (this.first > 0) {
			put(zip, PREFIX, prefix(frontier).getBytes(StandardCharsets.UTF_8));
			put(zip, PREFIX_CHECKPOINT, readPrefixCheckpoint().getBytes(StandardCharsets.UTF_8));
		}
		for (long index = this.first; index < this.size; index += TilePath.WIDTH) {
			frontier = writeLeaves(zip, index, frontier);
		}
		for (int level = 1; this.size >> (level * TileHashes.HEIGHT) > 0; level++) {
			writeHashes(zip, level);
		}
	}

	private String readPrefixCheckpoint() throws InvalidEvidenceException {
		return this.store.readCheckpoints(this.first, 1)
			.stream()
			.filter((stored) -> stored.size() == this.first)
			.map(StoredCheckpoint::note)
			.findFirst()
			.orElseThrow(() -> new InvalidEvidenceException("the log does not begin where a checkpoint was signed"));
	}

	static String prefix(Frontier frontier) {
		StringBuilder prefix = new StringBuilder().append(frontier.getSize()).append('\n');
		frontier.getRoots().forEach((root) -> prefix.append(root).append('\n'));
		return prefix.toString();
	}

	private Frontier writeLeaves(ZipOutputStream zip, long index, Frontier frontier)
			throws IOException, InvalidEvidenceException {
		int width = (int) Math.min(TilePath.WIDTH, this.size - index);
		List<AuditRecord> rows = this.store.read(index, width);
		if (rows.size() != width) {
			throw new InvalidEvidenceException("records after index " + index + " are missing");
		}
		Frontier extended = frontier;
		List<MerkleHash> hashes = new ArrayList<>(width);
		put(zip, new TilePath(TilePath.ENTRIES, index / TilePath.WIDTH, width).toString(), LogTiles.entries(rows));
		for (AuditRecord row : rows) {
			hashes.add(row.leafHash());
			extended = extended.append(row.leafHash(), (level, position, root) -> {
				if (level % TileHashes.HEIGHT == 0) {
					this.roots.computeIfAbsent(level, (key) -> new ArrayList<>()).add(root);
				}
			});
		}
		put(zip, new TilePath(0, index / TilePath.WIDTH, width).toString(), MerkleHash.join(hashes));
		return extended;
	}

	private void writeHashes(ZipOutputStream zip, int tileLevel) throws IOException {
		int level = tileLevel * TileHashes.HEIGHT;
		List<MerkleHash> written = this.roots.getOrDefault(level, List.of());
		long count = this.size >> level;
		long pruned = count - written.size();
		for (long from = 0; from < count; from += TilePath.WIDTH) {
			int width = (int) Math.min(TilePath.WIDTH, count - from);
			List<MerkleHash> hashes = new ArrayList<>(width);
			for (long i = from; i < from + width; i++) {
				hashes.add((i < pruned) ? this.store.get(level, i) : written.get((int) (i - pruned)));
			}
			put(zip, new TilePath(tileLevel, from / TilePath.WIDTH, width).toString(), MerkleHash.join(hashes));
		}
	}

	private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(content);
		zip.closeEntry();
	}

	/**
	 * A stream that is still open when what wrote to it has been closed.
	 */
	private static final class OpenOutputStream extends FilterOutputStream {

		OpenOutputStream(OutputStream out) {
			super(out);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.out.write(bytes, offset, length);
		}

		@Override
		public void close() throws IOException {
			flush();
		}

	}

}
