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

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Projection;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.merkle.TileHashes;

/**
 * Verifies a log where it is stored, record by record: that each is what its hash says,
 * that its columns are what can be derived from it, that none is missing, and that all
 * together are what was signed. Memory does not grow with the log. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditVerifier {

	private static final int CHUNK = 512;

	private final CheckpointVerifier checkpointVerifier;

	/**
	 * Create a verifier.
	 * @param checkpointVerifier knows the trusted keys
	 */
	public AuditVerifier(CheckpointVerifier checkpointVerifier) {
		this.checkpointVerifier = checkpointVerifier;
	}

	/**
	 * Verify all records of a log that have not been pruned.
	 * @param store the log
	 * @return what was found out
	 */
	public VerificationReport verify(AuditStore store) {
		return new Run(store).verify();
	}

	/**
	 * One verification.
	 */
	private final class Run {

		private final AuditStore store;

		private final VerificationReport.Findings findings = new VerificationReport.Findings();

		private final Streams streams = new Streams();

		private final long first;

		private final Deque<StoredCheckpoint> checkpoints = new ArrayDeque<>();

		private boolean allCheckpointsRead;

		private long lastCheckpoint;

		// up to here it is what was signed
		private long lastGood;

		private boolean rewritten;

		Run(AuditStore store) {
			this.store = store;
			this.first = store.getFirstIndex();
			this.lastGood = this.first;
		}

		VerificationReport verify() {
			Frontier stored = this.store.getFrontier();
			Frontier frontier = start();
			this.lastCheckpoint = frontier.getSize() - 1;
			check(frontier);
			try (ReadAhead rows = new ReadAhead(this.store, frontier.getSize(), stored.getSize())) {
				while (frontier.getSize() < stored.getSize()) {
					long from = frontier.getSize();
					List<AuditRecord> chunk = rows.take();
					for (AuditRecord row : chunk) {
						if (row.index() == frontier.getSize()) {
							frontier = check(row, frontier);
						}
					}
					if (frontier.getSize() < from + chunk.size() || chunk.isEmpty()) {
						this.findings.add(frontier.getSize(), "the record is missing");
						return report(stored.getSize(), frontier.getSize());
					}
				}
			}
			if (this.findings.isEmpty() && !frontier.getRoot().equals(stored.getRoot())) {
				this.findings.add(this.first, stored.getSize() - this.first,
						"the records are not what the log's right edge says");
			}
			checkLater(stored.getSize());
			return report(stored.getSize(), frontier.getSize());
		}

		private Frontier start() {
			try {
				return Frontier.at(this.first, this.store);
			}
			catch (IllegalArgumentException ex) {
				this.findings.add(0, this.first, "the hashes of the pruned records are missing");
				return Frontier.empty();
			}
		}

		private Frontier check(AuditRecord row, Frontier frontier) {
			MerkleHash leaf = MerkleHash.ofLeaf(row.payload().getBytes(StandardCharsets.UTF_8));
			if (!leaf.equals(row.leafHash())) {
				this.findings.add(row.index(), "the record is not what its hash says");
			}
			checkColumns(row);
			this.streams.add(row.projection());
			Frontier extended = frontier.append(leaf, (level, index, root) -> {
				if (level % TileHashes.HEIGHT == 0 && !root.equals(read(level, index))) {
					this.findings.add(index << level, 1L << level,
							"the hash of a part of the log is not what its records say");
				}
			});
			check(extended);
			return extended;
		}

		private void checkColumns(AuditRecord row) {
			try {
				if (!Projection.of(row.payload(), row.personal()).equals(row.projection())) {
					this.findings.add(row.index(), "the columns are not what the record says");
				}
			}
			catch (InvalidRecordException ex) {
				this.findings.add(row.index(), String.valueOf(ex.getMessage()));
			}
		}

		private @Nullable MerkleHash read(int level, long index) {
			try {
				return this.store.get(level, index);
			}
			catch (IllegalArgumentException ex) {
				return null;
			}
		}

		private void check(Frontier frontier) {
			StoredCheckpoint next = nextCheckpoint();
			while (next != null && next.size() <= frontier.getSize()) {
				this.checkpoints.removeFirst();
				Checkpoint checkpoint = verify(next);
				if (checkpoint != null && !this.rewritten) {
					check(checkpoint, next.size(), frontier);
				}
				next = nextCheckpoint();
			}
		}

		private void check(Checkpoint checkpoint, long size, Frontier frontier) {
			if (checkpoint.size() == size && checkpoint.rootHash().equals(frontier.getRoot())) {
				this.lastGood = size;
			}
			else {
				// so are all later ones
				this.rewritten = true;
				this.findings.add(this.lastGood, Math.max(1, size - this.lastGood), "the log is not what was signed");
			}
		}

		private @Nullable StoredCheckpoint nextCheckpoint() {
			if (this.checkpoints.isEmpty() && !this.allCheckpointsRead) {
				List<StoredCheckpoint> page = this.store.readCheckpoints(this.lastCheckpoint + 1, CHUNK);
				this.checkpoints.addAll(page);
				this.allCheckpointsRead = page.size() < CHUNK;
				if (!page.isEmpty()) {
					this.lastCheckpoint = page.get(page.size() - 1).size();
				}
			}
			return this.checkpoints.peekFirst();
		}

		private @Nullable Checkpoint verify(StoredCheckpoint stored) {
			try {
				return AuditVerifier.this.checkpointVerifier.verify(stored.note().getBytes(StandardCharsets.UTF_8));
			}
			catch (InvalidNoteException ex) {
				this.findings.add(this.lastGood, Math.max(1, stored.size() - this.lastGood),
						String.valueOf(ex.getMessage()));
				return null;
			}
		}

		// signed by now, or signed once and gone since
		private void checkLater(long size) {
			StoredCheckpoint next = nextCheckpoint();
			if (next != null && next.size() > this.store.getFrontier().getSize()) {
				this.findings.add(size, next.size() - size, "a larger log was signed");
			}
		}

		private VerificationReport report(long size, long end) {
			List<String> notes = new ArrayList<>(this.streams.describe(this.first == 0));
			if (this.store.getLatestCheckpoint() == null) {
				notes.add("nothing has been signed");
			}
			return new VerificationReport(this.first, size, end - this.first, this.findings.get(), notes);
		}

	}

}
