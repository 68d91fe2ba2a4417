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
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.InvalidRecordException;
import io.identifiabl.audit.Leaf;
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
 * that its columns are what can be derived from it, that none is missing, that no more
 * were erased than erasures say, and that all together are what was signed. Memory does
 * not grow with the log. Thread-safe.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditVerifier {

	private static final int CHUNK = 512;

	private static final int MAX_STRAYS = 100;

	private final CheckpointVerifier checkpointVerifier;

	/**
	 * Create a verifier.
	 * @param checkpointVerifier knows the trusted keys
	 */
	public AuditVerifier(CheckpointVerifier checkpointVerifier) {
		this.checkpointVerifier = checkpointVerifier;
	}

	/**
	 * Read a checkpoint that was kept outside of the log.
	 * @param note the signed note
	 * @return the checkpoint
	 * @throws InvalidNoteException if it is of another log, or no trusted key signed it
	 */
	public Checkpoint readCheckpoint(String note) throws InvalidNoteException {
		return this.checkpointVerifier.verify(note.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Verify all records of a log that have not been pruned.
	 * @param store the log
	 * @return what was found out
	 */
	public VerificationReport verify(AuditStore store) {
		return verify(store, 0, Long.MAX_VALUE, List.of());
	}

	/**
	 * Verify a part of a log: its records, and as many after them as it takes to reach a
	 * state that was signed. That state also proves the hashes of everything before the
	 * part, but not that the records there are still what their hashes say. Only the
	 * whole log tells what nodes lost.
	 * @param store the log
	 * @param from the index of the first record; those that have been pruned are left out
	 * @param to the index after the last record
	 * @param held checkpoints that were kept outside of the log, of which it has to be a
	 * continuation; their signatures have been verified
	 * @return what was found out; its size is where the part that was read ends
	 * @throws IllegalArgumentException if {@code from} is negative, or not before
	 * {@code to}
	 */
	public VerificationReport verify(AuditStore store, long from, long to, List<Checkpoint> held) {
		if (from < 0 || from >= to) {
			throw new IllegalArgumentException("a part begins at 0 or later, and before it ends");
		}
		try {
			while (true) {
				long begin = store.getFirstIndex();
				Run run = new Run(store, begin, Math.max(from, begin), to, held);
				Finding missing = run.verify();
				// what was pruned meanwhile is missing for a good reason
				if (missing == null || store.getFirstIndex() == begin) {
					return run.report(missing);
				}
			}
		}
		catch (AuditStoreException ex) {
			if (ex.getKind() != Kind.LOG) {
				throw ex;
			}
			Throwable cause = ex.getCause();
			String text = ex.getMessage() + ((cause != null) ? ": " + cause.getMessage() : "");
			return new VerificationReport(0, 0, 0, List.of(new Finding(0, 1, text)), List.of());
		}
	}

	/**
	 * One verification.
	 */
	private final class Run {

		private final AuditStore store;

		private final VerificationReport.Findings findings = new VerificationReport.Findings();

		private final List<String> notes = new ArrayList<>();

		private final Streams streams = new Streams();

		private final Erasures erasures = new Erasures();

		// where the log says that it begins
		private final long begin;

		private final long first;

		private final long size;

		private final long end;

		private final Deque<StoredCheckpoint> checkpoints = new ArrayDeque<>();

		private final Deque<Checkpoint> held;

		private boolean allCheckpointsRead;

		private long lastCheckpoint;

		private final MerkleHash root;

		private Frontier frontier = Frontier.empty();

		// up to here it is what was signed
		private long lastGood;

		private boolean rewritten;

		Run(AuditStore store, long begin, long from, long to, List<Checkpoint> held) {
			this.store = store;
			this.begin = begin;
			this.held = new ArrayDeque<>(held.stream().sorted(Comparator.comparingLong(Checkpoint::size)).toList());
			Frontier stored = store.getFrontier();
			this.size = stored.getSize();
			this.first = Math.min(from, this.size);
			this.end = end(Math.max(this.first, to));
			this.root = stored.getRoot();
			this.lastGood = this.first;
			this.lastCheckpoint = this.first - 1;
		}

		private long end(long to) {
			List<StoredCheckpoint> signed = (to < this.size) ? this.store.readCheckpoints(to, 1) : List.of();
			return signed.isEmpty() ? this.size : Math.min(signed.get(0).size(), this.size);
		}

		// return what ended it early
		@Nullable Finding verify() {
			try {
				this.frontier = Frontier.at(this.first, this.store);
			}
			catch (IllegalArgumentException ex) {
				return new Finding(0, this.first, "the hashes of the records before are missing");
			}
			checkBegin();
			skipHeld();
			checkCheckpoints();
			try (ReadAhead rows = new ReadAhead(this.store, this.first, this.end)) {
				while (this.frontier.getSize() < this.end) {
					if (!check(rows.take())) {
						return new Finding(this.frontier.getSize(), 1, "the record is missing");
					}
				}
			}
			if (this.end == this.size) {
				checkEnd();
			}
			return null;
		}

		// what is gone is either pruned, and somebody signed for that, or stolen
		private void checkBegin() {
			String fault = LogBegin.findFault(this.store, this.begin, AuditVerifier.this.checkpointVerifier);
			if (fault != null) {
				this.findings.add(0, Math.max(1, this.begin), fault);
			}
		}

		private void skipHeld() {
			while (!this.held.isEmpty() && this.held.peekFirst().size() < this.first) {
				this.notes.add("the checkpoint of size " + this.held.removeFirst().size()
						+ " is older than what was verified, and was not compared");
			}
		}

		private boolean check(List<AuditRecord> chunk) {
			long end = this.frontier.getSize() + chunk.size();
			for (AuditRecord row : chunk) {
				if (row.index() == this.frontier.getSize()) {
					check(row);
				}
				else if (row.index() == this.frontier.getSize() - 1) {
					this.findings.add(row.index(), "there is another record at this index");
					end--;
				}
			}
			return !chunk.isEmpty() && this.frontier.getSize() == end;
		}

		private void checkEnd() {
			if (this.findings.isEmpty() && !this.frontier.getRoot().equals(this.root)) {
				this.findings.add(this.first, this.size - this.first,
						"the records are not what the log's right edge says");
			}
			// signed by now, or signed once and gone since
			StoredCheckpoint next = nextCheckpoint();
			long larger = Math.max((next != null) ? next.size() : 0,
					this.held.isEmpty() ? 0 : this.held.getLast().size());
			if (larger > this.store.getFrontier().getSize()) {
				this.findings.add(this.size, larger - this.size, "a larger log was signed");
			}
			checkStrays();
		}

		// rows that no index of the log leads to, so that nothing else would read them
		private void checkStrays() {
			long pruned = 0;
			for (long stray : this.store.findStrays(MAX_STRAYS)) {
				if (stray >= 0 && stray < this.store.getFirstIndex()) {
					pruned++;
				}
				else if (stray < 0 || stray >= this.store.getFrontier().getSize()) {
					this.findings.add(stray, 1, "a row outside of the log");
				}
			}
			if (pruned > 0) {
				this.notes.add("rows of at least " + pruned + " records that were pruned are still there");
			}
		}

		private void check(AuditRecord row) {
			MerkleHash leafHash = MerkleHash.ofLeaf(row.payload().getBytes(StandardCharsets.UTF_8));
			if (!leafHash.equals(row.leafHash())) {
				this.findings.add(row.index(), "the record is not what its hash says");
			}
			checkColumns(row);
			this.frontier = this.frontier.append(leafHash, (level, index, hash) -> {
				if (level % TileHashes.HEIGHT == 0 && !hash.equals(read(level, index))) {
					this.findings.add(index << level, 1L << level,
							"the hash of a part of the log is not what its records say");
				}
			});
			checkCheckpoints();
		}

		private void checkColumns(AuditRecord row) {
			try {
				Leaf leaf = Leaf.parse(row.payload());
				Projection projection = leaf.project(row.personal());
				if (!projection.equals(row.projection())) {
					this.findings.add(row.index(), "the columns are not what the record says");
				}
				this.erasures.add(row, leaf);
				Finding repeated = this.streams.add(row.index(), leaf, projection);
				if (repeated != null) {
					this.findings.add(repeated.index(), repeated.text());
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

		private void checkCheckpoints() {
			StoredCheckpoint next = nextCheckpoint();
			while (next != null && next.size() <= this.frontier.getSize()) {
				this.checkpoints.removeFirst();
				Checkpoint checkpoint = verify(next);
				if (checkpoint != null && !this.rewritten) {
					check(checkpoint, next.size());
				}
				next = nextCheckpoint();
			}
			while (!this.held.isEmpty() && this.held.peekFirst().size() == this.frontier.getSize()) {
				Checkpoint checkpoint = this.held.removeFirst();
				if (!this.rewritten) {
					check(checkpoint, checkpoint.size());
				}
			}
		}

		private void check(Checkpoint checkpoint, long signed) {
			if (checkpoint.size() == signed && checkpoint.rootHash().equals(this.frontier.getRoot())) {
				this.lastGood = signed;
			}
			else {
				// so are all later ones
				this.rewritten = true;
				this.findings.add(this.lastGood, Math.max(1, signed - this.lastGood), "the log is not what was signed");
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

		VerificationReport report(@Nullable Finding missing) {
			if (this.end == this.size && this.first == this.begin) {
				this.notes.addAll(this.streams.describe(this.first == 0, this.findings));
			}
			if (this.end == this.size && this.first == this.begin && missing == null) {
				this.erasures.describe(this.store, this.end, this.findings, this.notes);
			}
			if (this.size > 0 && this.store.getLatestCheckpoint() == null) {
				this.findings.add(0, this.size, "nothing has been signed");
			}
			if (missing != null) {
				this.findings.add(missing.index(), missing.count(), missing.text());
			}
			if (this.size > 0 && this.frontier.getSize() == this.first && this.findings.isEmpty()) {
				this.findings.add(this.first, "nothing was verified");
			}
			return new VerificationReport(this.first, this.end, this.frontier.getSize() - this.first,
					this.findings.get(), this.notes);
		}

	}

}
