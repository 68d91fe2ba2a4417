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

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Leaf;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.merkle.TileHashes;

/**
 * Verifies a bundle with nothing but the keys that are trusted. No JSON is parsed but of
 * records that tell where the log begins: what is proved is that the leaves are the very
 * bytes that were signed. In memory are 32 bytes for every 256 records.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class BundleVerifier {

	private static final int MAX_LEAF = 65_535;

	private static final int MAX_PREFIX = 10_000;

	private final CheckpointVerifier verifier;

	/**
	 * Create a verifier.
	 * @param verifier knows the trusted keys, which never come from a bundle
	 */
	public BundleVerifier(CheckpointVerifier verifier) {
		this.verifier = verifier;
	}

	/**
	 * Verify a bundle.
	 * @param path the zip file
	 * @return what was found out
	 * @throws IOException if it cannot be read
	 * @throws InvalidEvidenceException if it is no bundle, or its checkpoint is not
	 * signed by a trusted key
	 */
	public VerificationReport verify(Path path) throws IOException, InvalidEvidenceException {
		return verify(path, List.of());
	}

	/**
	 * Verify a bundle.
	 * @param path the zip file
	 * @param held checkpoints that were kept elsewhere, of which the log has to be a
	 * continuation; their signatures have been verified
	 * @return what was found out
	 * @throws IOException if it cannot be read
	 * @throws InvalidEvidenceException if it is no bundle, or its checkpoint is not
	 * signed by a trusted key
	 */
	public VerificationReport verify(Path path, List<Checkpoint> held) throws IOException, InvalidEvidenceException {
		try (ZipFile zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8)) {
			return new Run(zip, held).verify();
		}
	}

	/**
	 * One verification.
	 */
	private final class Run {

		private final ZipFile zip;

		private final VerificationReport.Findings findings = new VerificationReport.Findings();

		private final Set<String> unread = new HashSet<>();

		private final Map<Integer, List<MerkleHash>> roots = new HashMap<>();

		private final Map<Long, Checkpoint> held = new HashMap<>();

		private final List<String> notes = new ArrayList<>();

		private long begin;

		private boolean pruned;

		Run(ZipFile zip, List<Checkpoint> held) throws InvalidEvidenceException {
			this.zip = zip;
			held.forEach((checkpoint) -> this.held.put(checkpoint.size(), checkpoint));
			for (ZipEntry entry : Collections.list(zip.entries())) {
				if (!this.unread.add(entry.getName())) {
					throw new InvalidEvidenceException("the bundle has two files of one name");
				}
			}
		}

		VerificationReport verify() throws IOException, InvalidEvidenceException {
			Checkpoint checkpoint = readCheckpoint(EvidenceBundle.CHECKPOINT);
			Frontier frontier = readPrefix();
			long first = frontier.getSize();
			if (first > checkpoint.size()) {
				throw new InvalidEvidenceException("the prefix is larger than the log");
			}
			this.begin = first;
			checkBegin(frontier);
			readPruned(frontier, checkpoint.size());
			checkHeld(frontier);
			while (frontier.getSize() < checkpoint.size()) {
				frontier = readLeaves(frontier, checkpoint.size());
			}
			if (first > 0 && !this.pruned) {
				this.findings.add(0, first, "the log does not begin where a record says that it was pruned");
			}
			checkUnreached(first, checkpoint.size());
			boolean same = frontier.getRoot().equals(checkpoint.rootHash());
			for (int level = 1; checkpoint.size() >> (level * TileHashes.HEIGHT) > 0; level++) {
				checkHashes(level, checkpoint.size());
			}
			if (!same && this.findings.isEmpty()) {
				this.findings.add(first, Math.max(1, checkpoint.size() - first),
						"the log is not the one that was signed");
			}
			this.unread.stream().sorted().forEach((name) -> this.notes.add("ignored: " + name));
			return new VerificationReport(first, checkpoint.size(), checkpoint.size() - first, this.findings.get(),
					this.notes);
		}

		private Checkpoint readCheckpoint(String name) throws IOException, InvalidEvidenceException {
			try {
				return BundleVerifier.this.verifier.verify(read(name, SignedNote.MAX_SIZE));
			}
			catch (InvalidNoteException ex) {
				throw new InvalidEvidenceException(String.valueOf(ex.getMessage()));
			}
		}

		// what is gone is either pruned, and somebody signed for that, or stolen
		private void checkBegin(Frontier prefix) throws IOException, InvalidEvidenceException {
			if (prefix.getSize() > 0) {
				Checkpoint signed = readCheckpoint(EvidenceBundle.PREFIX_CHECKPOINT);
				if (signed.size() != prefix.getSize() || !signed.isBegin()
						|| !signed.rootHash().equals(prefix.getRoot())) {
					this.findings.add(0, prefix.getSize(),
							"the log does not begin where a checkpoint was signed for that");
				}
			}
		}

		private void checkHeld(Frontier frontier) {
			Checkpoint checkpoint = this.held.remove(frontier.getSize());
			if (checkpoint != null && !checkpoint.rootHash().equals(frontier.getRoot())) {
				this.findings.add(this.begin, Math.max(1, frontier.getSize() - this.begin),
						"the log is not a continuation of the older checkpoint");
			}
		}

		private void checkUnreached(long first, long size) {
			for (long older : new TreeSet<>(this.held.keySet())) {
				if (older > size) {
					this.findings.add(size, older - size, "a larger log was signed");
				}
				else if (older < first) {
					this.notes
						.add("the checkpoint of size " + older + " is older than the records, and was not compared");
				}
			}
		}

		private Frontier readPrefix() throws IOException, InvalidEvidenceException {
			if (!this.unread.contains(EvidenceBundle.PREFIX)) {
				return Frontier.empty();
			}
			String text = new String(read(EvidenceBundle.PREFIX, MAX_PREFIX), StandardCharsets.US_ASCII);
			List<String> lines = text.lines().toList();
			try {
				List<MerkleHash> hashes = new ArrayList<>();
				for (String line : lines.subList(1, lines.size())) {
					hashes.add(MerkleHash.of(Base64.getDecoder().decode(line)));
				}
				Frontier prefix = Frontier.of(Long.parseLong(lines.get(0)), hashes);
				// what is spelled in another way was not written by this library
				if (prefix.getSize() % TilePath.WIDTH == 0 && EvidenceBundle.prefix(prefix).equals(text)) {
					return prefix;
				}
			}
			catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
				// the same as one of another size
			}
			throw new InvalidEvidenceException("the prefix of the bundle is none");
		}

		// what is left of the leaves before the prefix: the roots of all 256 of them
		private void readPruned(Frontier prefix, long size) throws IOException, InvalidEvidenceException {
			Frontier folded = Frontier.empty();
			byte[] hashes = new byte[0];
			for (long i = 0; i < prefix.getSize() / TilePath.WIDTH; i++) {
				int position = (int) (i % TilePath.WIDTH);
				if (position == 0) {
					int width = (int) Math.min(TilePath.WIDTH, (size >> TileHashes.HEIGHT) - i);
					hashes = read(new TilePath(1, i / TilePath.WIDTH, width));
				}
				MerkleHash root = at(hashes, position);
				keep(TileHashes.HEIGHT, i, root);
				folded = folded.append(root, (level, index, parent) -> keep(level + TileHashes.HEIGHT, index, parent));
			}
			if (!folded.getRoots().equals(prefix.getRoots())) {
				this.findings.add(0, prefix.getSize(), "the hashes of the pruned records are not what the prefix says");
			}
		}

		private Frontier readLeaves(Frontier frontier, long size) throws IOException, InvalidEvidenceException {
			long tile = frontier.getSize() / TilePath.WIDTH;
			int width = (int) Math.min(TilePath.WIDTH, size - frontier.getSize());
			byte[] hashes = read(new TilePath(0, tile, width));
			String name = new TilePath(TilePath.ENTRIES, tile, width).toString();
			Frontier extended = frontier;
			try (DataInputStream data = new DataInputStream(open(name))) {
				for (int i = 0; i < width; i++) {
					byte[] leaf = new byte[data.readUnsignedShort()];
					data.readFully(leaf);
					MerkleHash hash = MerkleHash.ofLeaf(leaf);
					if (!hash.equals(at(hashes, i))) {
						this.findings.add(extended.getSize(), "the record is not what its hash says");
					}
					extended = extended.append(hash, this::keep);
					checkHeld(extended);
					this.pruned |= this.begin > 0 && isAboutPruning(leaf);
				}
				if (data.read() >= 0) {
					this.findings.add(extended.getSize() - 1, "something follows the record");
				}
			}
			catch (EOFException ex) {
				throw new InvalidEvidenceException("the record at index " + extended.getSize() + " is missing");
			}
			return extended;
		}

		// nothing else of a leaf is read
		private boolean isAboutPruning(byte[] leaf) {
			String payload = new String(leaf, StandardCharsets.UTF_8);
			try {
				return payload.contains(EventTypes.PRUNED) && LogBegin.isAbout(Leaf.parse(payload), this.begin);
			}
			catch (InvalidRecordException ex) {
				return false;
			}
		}

		private void keep(int level, long index, MerkleHash root) {
			if (level % TileHashes.HEIGHT == 0) {
				this.roots.computeIfAbsent(level, (key) -> new ArrayList<>()).add(root);
			}
		}

		private void checkHashes(int tileLevel, long size) throws IOException, InvalidEvidenceException {
			int level = tileLevel * TileHashes.HEIGHT;
			List<MerkleHash> calculated = this.roots.getOrDefault(level, List.of());
			long count = size >> level;
			for (long from = 0; from < count; from += TilePath.WIDTH) {
				int width = (int) Math.min(TilePath.WIDTH, count - from);
				byte[] hashes = read(new TilePath(tileLevel, from / TilePath.WIDTH, width));
				for (int i = 0; i < width; i++) {
					if (!calculated.get((int) from + i).equals(at(hashes, i))) {
						this.findings.add((from + i) << level, 1L << level,
								"the hash of a part of the log is not what it says");
					}
				}
			}
		}

		private static MerkleHash at(byte[] hashes, int position) throws InvalidEvidenceException {
			int from = position * MerkleHash.LENGTH;
			if (hashes.length < from + MerkleHash.LENGTH) {
				throw new InvalidEvidenceException("a file of hashes is too short");
			}
			return MerkleHash.of(Arrays.copyOfRange(hashes, from, from + MerkleHash.LENGTH));
		}

		private InputStream open(String name) throws IOException, InvalidEvidenceException {
			ZipEntry entry = this.zip.getEntry(name);
			if (entry == null) {
				throw new InvalidEvidenceException("the bundle has no file " + name);
			}
			if (entry.getSize() > (long) TilePath.WIDTH * (MAX_LEAF + Short.BYTES)) {
				throw new InvalidEvidenceException("the file " + name + " is too large");
			}
			this.unread.remove(name);
			return this.zip.getInputStream(entry);
		}

		private byte[] read(TilePath hashes) throws IOException, InvalidEvidenceException {
			return read(hashes.toString(), hashes.width() * MerkleHash.LENGTH);
		}

		private byte[] read(String name, int limit) throws IOException, InvalidEvidenceException {
			try (InputStream in = open(name)) {
				byte[] content = in.readNBytes(limit + 1);
				if (content.length > limit) {
					throw new InvalidEvidenceException("the file " + name + " is too large");
				}
				return content;
			}
		}

	}

}
