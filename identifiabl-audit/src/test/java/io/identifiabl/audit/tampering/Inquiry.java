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

package io.identifiabl.audit.tampering;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.EventIds;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.InvalidNoteException;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.trail.BackgroundRound;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;
import io.identifiabl.audit.trail.VerificationState;
import io.identifiabl.audit.verify.AuditVerifier;
import io.identifiabl.audit.verify.EvidenceBundle;
import io.identifiabl.audit.verify.Finding;
import io.identifiabl.audit.verify.InvalidEvidenceException;
import io.identifiabl.audit.verify.OfflineProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tampers with a log, and asks everybody who may have noticed.
 *
 * @author Identifiabl Contributors
 */
final class Inquiry {

	private static final String NOTHING = "-";

	private static final String FAILED = "fails";

	private static final String NONE = "none";

	// far more than a round takes of so few records
	private static final Duration BOUND = Duration.ofMinutes(10);

	private static final Duration RETENTION = Duration.ofDays(3650);

	private final Platform platform;

	private final Path directory;

	private final GenuineLog log;

	private JdbcConnectionPool database;

	Inquiry(Platform platform, Path directory) {
		this.platform = platform;
		this.directory = directory;
		this.database = platform.create();
		this.log = GenuineLog.write(this.database);
	}

	/**
	 * Tamper, and ask.
	 * @param tampering what is done
	 * @return what each witness says
	 */
	List<String> hold(Tampering tampering) {
		if (tampering.changesTables()) {
			JdbcConnectionPool kept = this.database;
			this.database = this.platform.create();
			try {
				return holdHere(tampering);
			}
			finally {
				this.database.dispose();
				this.database = kept;
			}
		}
		return holdHere(tampering);
	}

	private List<String> holdHere(Tampering tampering) {
		LogTables genuine = tampering.isPruned() ? this.log.pruned() : this.log.whole();
		genuine.restore(this.database);
		SteppedClock clock = new SteppedClock(this.log.end());
		Administrator administrator = new Administrator(this.database, this.platform, clock.instant(),
				this.log.erased());
		String kept = tampering.isPruned() ? this.log.prunedNote() : this.log.wholeNote();
		TamperedNode running = null;
		if (tampering.isRunning()) {
			running = start(clock);
			kept = String.valueOf(running.getTrail().getCheckpoint());
		}
		tampering.action().accept(administrator);
		String start = startAndLeaveNoTrace(List.of());
		String startFile = startAndLeaveNoTrace(List.of(kept));
		if (running == null) {
			if (start.equals("refuses")) {
				return List.of(NOTHING, start, NOTHING, NOTHING, NOTHING, NOTHING, start, startFile);
			}
			running = start(clock);
		}
		try (TamperedNode node = running) {
			List<String> cells = new ArrayList<>(ask(node, clock, kept));
			cells.add(start);
			cells.add(startFile);
			return cells;
		}
	}

	private TamperedNode start(SteppedClock clock) {
		TamperedNode node = new TamperedNode(this.database, clock, List.of());
		node.start();
		if (node.isWriting(EventIds.create(clock.instant()))) {
			node.sign();
		}
		return node;
	}

	// a node that starts, and is asked for no more than whether it signs
	private String startAndLeaveNoTrace(List<String> held) {
		LogTables before = LogTables.read(this.database, "log", "checkpoint");
		try {
			TamperedNode node = new TamperedNode(this.database, new SteppedClock(this.log.end()), held);
			node.sign();
			return trouble(node);
		}
		catch (IllegalStateException | AuditStoreException ex) {
			return "refuses";
		}
		finally {
			before.restore(this.database);
		}
	}

	private static String trouble(TamperedNode node) {
		Trouble trouble = node.getCheckpointer().getState().trouble();
		if (trouble != null) {
			return trouble.name().toLowerCase(Locale.ROOT);
		}
		return (node.getCheckpointer().getState().failures() > 0) ? FAILED : NOTHING;
	}

	private List<String> ask(TamperedNode node, SteppedClock clock, String kept) {
		boolean writing = node.isWriting(TamperedNode.NEXT_ID);
		node.sign();
		String state = trouble(node);
		String query = query(node);
		String background = background(node, clock);
		String verify = verify(node);
		Path bundle = bundle(node);
		String jar = (bundle != null) ? run(bundle) : NONE;
		String older = (bundle != null) ? run(bundle, "--checkpoint", write(kept)) : NONE;
		assertThat(node.prune(RETENTION)).as("pruned").isZero();
		return List.of(query, (state.equals(NOTHING) && !writing) ? "waits" : state, background, verify, jar, older);
	}

	private static String query(TamperedNode node) {
		try {
			return node.getTrail()
				.find(AuditQuery.all().limit(AuditQuery.MAX_LIMIT))
				.records()
				.stream()
				.filter((row) -> row.findFault() != null)
				.map(AuditRecord::index)
				.min(Long::compare)
				.map(String::valueOf)
				.orElse(NOTHING);
		}
		catch (AuditStoreException ex) {
			return FAILED;
		}
	}

	private static String background(TamperedNode node, SteppedClock clock) {
		if (node.getCheckpointer().getState().trouble() != null
				&& !BackgroundRound.isPossible(node.getCheckpointer())) {
			return NONE;
		}
		VerificationState state = BackgroundRound.run(node.getStore(), node.getCheckpointer(), clock, BOUND,
				(pause) -> {
					clock.advance(pause);
					if (pause.compareTo(Duration.ofSeconds(1)) >= 0) {
						node.sign();
					}
				});
		Finding first = state.first();
		if (first != null) {
			return describe(first);
		}
		return (state.verifiedAt() != null) ? NOTHING : (state.failures() > 0) ? FAILED : "late";
	}

	private static String verify(TamperedNode node) {
		AuditVerifier verifier = new AuditVerifier(TamperedNode.VERIFIER);
		try {
			List<Checkpoint> held = new ArrayList<>();
			SignedNote own = node.getTrail().getCheckpoint();
			if (own != null) {
				held.add(verifier.readCheckpoint(own.toString()));
			}
			List<Finding> findings = verifier.verify(node.getStore(), 0, Long.MAX_VALUE, held).findings();
			return findings.isEmpty() ? NOTHING : describe(findings.get(0));
		}
		catch (AuditStoreException ex) {
			return FAILED;
		}
		catch (InvalidNoteException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String describe(Finding finding) {
		return (finding.count() == 1) ? String.valueOf(finding.index())
				: finding.index() + "–" + (finding.index() + finding.count() - 1);
	}

	// what an auditor gets
	private @Nullable Path bundle(TamperedNode node) {
		SignedNote note = node.getTrail().getCheckpoint();
		if (note == null) {
			return null;
		}
		Path bundle = this.directory.resolve("bundle.zip");
		try (OutputStream out = Files.newOutputStream(bundle)) {
			EvidenceBundle.write(node.getStore(), note, out);
			return bundle;
		}
		catch (InvalidEvidenceException | AuditStoreException | IllegalArgumentException ex) {
			return null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String write(String note) {
		try {
			return Files.writeString(this.directory.resolve("older.txt"), note).toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String run(Path bundle, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("verify", bundle.toString(), "--vkey", TamperedNode.SIGNER.getVerifierKey().toString()));
		arguments.addAll(List.of(more));
		String answer = OfflineProgram.run(arguments.toArray(new String[0]));
		if (answer.startsWith("0 ")) {
			return NOTHING;
		}
		String bad = "first bad index ";
		return answer.contains(bad) ? answer.substring(answer.indexOf(bad) + bad.length()).trim() : "refused";
	}

}
