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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	private static final int MAX_STREAMS = 10_000;

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

		private final Map<String, Stream> streams = new LinkedHashMap<>();

		private final Deque<StoredCheckpoint> checkpoints = new ArrayDeque<>();

		private boolean allCheckpointsRead;

		private long lastCheckpoint;

		Run(AuditStore store) {
			this.store = store;
		}

		VerificationReport verify() {
			Frontier stored = this.store.getFrontier();
			long first = this.store.getFirstIndex();
			Frontier frontier = start(first);
			this.lastCheckpoint = frontier.getSize() - 1;
			check(frontier);
			while (frontier.getSize() < stored.getSize()) {
				int limit = (int) Math.min(CHUNK, stored.getSize() - frontier.getSize());
				List<AuditRecord> rows = this.store.read(frontier.getSize(), limit);
				for (AuditRecord row : rows) {
					if (row.index() != frontier.getSize()) {
						break;
					}
					frontier = check(row, frontier);
				}
				if (rows.size() < limit) {
					this.findings.add(frontier.getSize(), "the record is missing");
					return report(stored.getSize(), frontier.getSize() - first);
				}
			}
			if (!frontier.getRoot().equals(stored.getRoot())) {
				this.findings.add(first, "the records are not what the log's right edge says");
			}
			checkLater(stored.getSize());
			return report(stored.getSize(), frontier.getSize() - first);
		}

		private Frontier start(long first) {
			try {
				return Frontier.at(first, this.store);
			}
			catch (IllegalArgumentException ex) {
				this.findings.add(first, "the hashes of the pruned records are missing");
				return Frontier.empty();
			}
		}

		private Frontier check(AuditRecord row, Frontier frontier) {
			MerkleHash leaf = MerkleHash.ofLeaf(row.payload().getBytes(StandardCharsets.UTF_8));
			if (!leaf.equals(row.leafHash())) {
				this.findings.add(row.index(), "the record is not what its hash says");
			}
			checkColumns(row);
			count(row.projection());
			Frontier extended = frontier.append(leaf, (level, index, root) -> {
				if (level % TileHashes.HEIGHT == 0 && !root.equals(read(level, index))) {
					this.findings.add(index << level, "the hash of a part of the log is not what its records say");
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

		private void count(Projection projection) {
			if (this.streams.size() < MAX_STREAMS || this.streams.containsKey(projection.stream())) {
				this.streams.computeIfAbsent(projection.stream(), (id) -> new Stream())
					.add(projection.sequence(), projection.type());
			}
		}

		private void check(Frontier frontier) {
			StoredCheckpoint next = nextCheckpoint();
			while (next != null && next.size() <= frontier.getSize()) {
				this.checkpoints.removeFirst();
				Checkpoint checkpoint = verify(next);
				if (checkpoint != null
						&& (checkpoint.size() != next.size() || !checkpoint.rootHash().equals(frontier.getRoot()))) {
					this.findings.add(Math.max(0, next.size() - 1), "the log up to here is not what was signed");
				}
				next = nextCheckpoint();
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
				this.findings.add(Math.max(0, stored.size() - 1), String.valueOf(ex.getMessage()));
				return null;
			}
		}

		// signed by now, or signed once and gone since
		private void checkLater(long size) {
			StoredCheckpoint next = nextCheckpoint();
			if (next != null && next.size() > this.store.getFrontier().getSize()) {
				this.findings.add(size, "a larger log was signed");
			}
		}

		private VerificationReport report(long size, long checked) {
			List<String> notes = new ArrayList<>();
			this.streams.forEach((id, stream) -> stream.describe(id, notes));
			if (this.store.getLatestCheckpoint() == null) {
				notes.add("nothing has been signed");
			}
			return new VerificationReport(size, checked, this.findings.get(), notes);
		}

	}

	/**
	 * What a node numbered in one of its runs.
	 */
	private static final class Stream {

		private long count;

		private long lowest = Long.MAX_VALUE;

		private long highest = -1;

		private boolean ended;

		void add(long sequence, String type) {
			this.count++;
			this.lowest = Math.min(this.lowest, sequence);
			this.highest = Math.max(this.highest, sequence);
			this.ended |= type.equals("audit.stream.end");
		}

		void describe(String id, List<String> notes) {
			long missing = this.highest - this.lowest + 1 - this.count;
			if (missing > 0) {
				notes.add("stream " + id + ": " + missing + " numbers between " + this.lowest + " and " + this.highest
						+ " are not in the log");
			}
			if (!this.ended) {
				notes.add("stream " + id + ": has no end, so it goes on or broke off after " + this.highest);
			}
		}

	}

}
