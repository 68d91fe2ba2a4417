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

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.Checkpoint;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.checkpoint.SignedNote;
import io.identifiabl.audit.merkle.InclusionProof;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.Checkpointer;
import io.identifiabl.audit.trail.CheckpointerState.Trouble;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.Events;
import io.identifiabl.audit.trail.VerificationSettings;
import io.identifiabl.audit.trail.WriterSettings;
import io.identifiabl.audit.verify.AuditVerifier;
import io.identifiabl.audit.verify.BundleVerifier;
import io.identifiabl.audit.verify.EvidenceBundle;
import io.identifiabl.audit.verify.Finding;
import io.identifiabl.audit.verify.TlogProof;
import io.identifiabl.audit.verify.VerificationReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the trail promises about a database whose administrator is not trusted, one test
 * for each promise.
 *
 * @author Identifiabl Contributors
 */
abstract class AuditPromisesContract {

	private static final String ORIGIN = "notes";

	private static final String ISSUER = "https://issuer.example/";

	private static final Duration HEARTBEAT = Duration.ofMillis(100);

	private static final int EVENTS = 600;

	private static final int EDITED = 300;

	private final Ed25519CheckpointSigner signer = newSigner();

	private final CheckpointVerifier verifier = new CheckpointVerifier(ORIGIN, List.of(this.signer.getVerifierKey()));

	@SuppressWarnings("NullAway.Init")
	private DataSource database;

	@SuppressWarnings("NullAway.Init")
	private JdbcAuditStore store;

	@SuppressWarnings("NullAway.Init")
	private DurableAuditTrail trail;

	abstract DataSource createDatabase();

	@BeforeEach
	void writeALog() {
		this.database = createDatabase();
		this.store = JdbcAuditStore.open(this.database, JdbcAuditStore.DEFAULT_PREFIX, ORIGIN);
		this.trail = createTrail(List.of());
		this.trail.start(Duration.ofMillis(50));
		for (int i = 0; i < EVENTS; i++) {
			CompletableFuture<Long> ignored = this.trail.append(event("user-" + i % 3), Urgency.ORDINARY);
		}
		long last = this.trail.require(event("last"), Urgency.AWAITED);
		awaitSigned(last + 1);
	}

	@AfterEach
	void close() {
		this.trail.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "payload = REPLACE(payload, 'save', 'read')",
			"personal = REPLACE(personal, 'user', 'usar')", "personal = NULL",
			"leaf_hash = (SELECT e.leaf_hash FROM identifiabl_audit_event e WHERE e.idx = 7)", "event_id = 'x'",
			"event_time = TIMESTAMP '2020-01-01 00:00:00'", "stream = 'x'", "seq = 1000000", "type = 'http.request'",
			"issuer = 'x'", "user_id = 'x'", "user_id = NULL", "org_id = 'x'", "tenant = 'x'", "tool = 'x'",
			"client_id = 'x'", "claimed = 'x'", "decision = 'deny'", "outcome = 'failure'", "trace_id = 'x'",
			"email = 'x'", "address = 'x'", "client_claimed = 'x'", "route = 'x'", "reason = 'x'" })
	void everyEditOfARowIsReportedWithItsIndex(String edit) {
		execute("UPDATE identifiabl_audit_event SET " + edit + " WHERE idx = " + EDITED);
		assertThat(verify().getFirstBadIndex()).isEqualTo(EDITED);
	}

	@Test
	void editOfAPartIsReported() {
		execute("UPDATE identifiabl_audit_tile SET hash = (SELECT e.leaf_hash FROM identifiabl_audit_event e "
				+ "WHERE e.idx = 7) WHERE n = 1");
		assertThat(verify().isValid()).isFalse();
	}

	@Test
	void rowThatIsDeletedIsReported() {
		execute("DELETE FROM identifiabl_audit_event WHERE idx = " + EDITED);
		assertThat(verify().getFirstBadIndex()).isEqualTo(EDITED);
	}

	@Test
	void nodeThatRunsNoticesThatOldRecordsAreGone() {
		execute("DELETE FROM identifiabl_audit_event");
		this.trail.startVerification(new VerificationSettings(1_000_000, Duration.ofMinutes(1)));
		awaitVerified();
		assertThat(this.trail.getVerificationState().first()).satisfies((first) -> assertThat(first.index()).isZero());
	}

	@Test
	void nodeThatRunsTakesNeitherErasureNorPruningForAChange() throws Exception {
		this.trail.startVerification(new VerificationSettings(3000, Duration.ofMinutes(1)));
		this.trail.erase(ISSUER, "user-2", AuditEvent.builder(EventTypes.SUBJECT_ERASED, Instant.now()));
		awaitPruned(512);
		awaitVerified();
		assertThat(this.trail.getVerificationState().first()).isNull();
		assertThat(this.trail.getVerificationState().failures()).isZero();
	}

	private void awaitVerified() {
		while (this.trail.getVerificationState().verifiedAt() == null) {
			Thread.onSpinWait();
		}
	}

	@Test
	void logThatIsRewrittenWithoutTheKeyIsRefutedByAHeldCheckpoint() throws Exception {
		SignedNote held = this.trail.getCheckpoint();
		this.trail.close();
		rewrite(List.of(entry("nobody", 0), entry("nobody", 1)), newSigner());
		assertThat(verify().isValid()).isFalse();
		assertThat(held).isNotNull();
		assertThat(this.verifier.verify(held.toString().getBytes(StandardCharsets.UTF_8)).rootHash())
			.isNotEqualTo(this.store.getFrontier().getRoot());
	}

	@Test
	void nodeThatRunsNoticesThatTheEndIsGone() {
		cutOff(256);
		awaitTrouble(this.trail);
		assertThat(this.trail.getCheckpointerState().trouble()).isEqualTo(Trouble.ROLLED_BACK);
	}

	@Test
	void nodeThatRunsNoticesThatItsLogHasAnotherName() {
		execute("UPDATE identifiabl_audit_log SET origin = 'other'");
		awaitTrouble(this.trail);
		assertThat(this.trail.getCheckpointerState().trouble()).isEqualTo(Trouble.REWRITTEN);
		assertThat(verify().findings()).extracting(Finding::text)
			.singleElement()
			.asString()
			.contains("the name of another log than 'notes'");
		// who only appends loses nothing
		assertThat(this.store.append(List.of(entry("nobody", 0)))).hasSize(1);
		execute("UPDATE identifiabl_audit_log SET origin = 'notes'");
		while (this.trail.getCheckpointerState().trouble() != null) {
			Thread.onSpinWait();
		}
	}

	@Test
	void nodeThatStartsNoticesThatTheEndIsGoneByWhatItHolds() {
		String held = String.valueOf(this.trail.getCheckpoint());
		this.trail.close();
		cutOff(256);
		this.trail = createTrail(List.of(held));
		this.trail.start(Duration.ofMillis(50));
		awaitTrouble(this.trail);
		assertThat(this.trail.getCheckpoint()).isNotNull().hasToString(held);
	}

	@Test
	void proofsOutliveTheErasureOfAUser() throws Exception {
		SignedNote note = this.trail.getCheckpoint();
		assertThat(note).isNotNull();
		long size = this.verifier.verify(note.toString().getBytes(StandardCharsets.UTF_8)).size();
		String proof = TlogProof.write(this.trail.prove(EDITED, size), note);
		this.trail.erase(ISSUER, "user-2", AuditEvent.builder(EventTypes.SUBJECT_ERASED, Instant.now()));
		AuditRecord record = this.store.read(EDITED, 1).get(0);
		assertThat(record.personal()).isNull();
		assertThat(TlogProof.verify(proof.getBytes(StandardCharsets.UTF_8),
				record.payload().getBytes(StandardCharsets.UTF_8), this.verifier))
			.isEqualTo(EDITED);
		assertThat(verify().findings()).isEmpty();
	}

	@Test
	void erasureThatIsImitatedIsReported() {
		this.trail.erase(ISSUER, "user-2", AuditEvent.builder(EventTypes.SUBJECT_ERASED, Instant.now()));
		assertThat(verify().findings()).isEmpty();
		execute("UPDATE identifiabl_audit_event SET " + String.join(" = NULL, ", EventTable.ERASABLE)
				+ " = NULL WHERE user_id = 'user-1'");
		assertThat(verify().findings()).extracting(Finding::text)
			.containsExactly("400 records have no personal data, and erasures of 200 are recorded");
	}

	@Test
	void logThatIsPrunedIsStillVerifiedAndProves() throws Exception {
		awaitPruned(512);
		awaitSigned(this.store.getFrontier().getSize());
		assertThat(verify().findings()).isEmpty();
		assertThat(this.store.getFirstIndex()).isEqualTo(512);
		long size = this.store.getFrontier().getSize();
		assertThat(InclusionProof.of(513, size, this.store)
			.isValid(this.store.read(513, 1).get(0).leafHash(), this.store.getFrontier().getRoot())).isTrue();
	}

	@Test
	void bundleIsVerifiedOfflineAndHoldsNothingPersonal(@TempDir Path directory) throws Exception {
		Path bundle = directory.resolve("bundle.zip");
		SignedNote note = this.trail.getCheckpoint();
		assertThat(note).isNotNull();
		try (OutputStream out = Files.newOutputStream(bundle)) {
			EvidenceBundle.write(this.store, note, out);
		}
		assertThat(new BundleVerifier(this.verifier).verify(bundle).findings()).isEmpty();
		assertThat(this.store.read(0, EVENTS))
			.allSatisfy((record) -> assertThat(record.payload()).doesNotContain("user-", "192.0.2.1", "client-1"));
	}

	// as soon as this node knows that its clock is right, and a second is over
	private void awaitPruned(long count) throws Exception {
		long pruned = 0;
		while (pruned < count) {
			try {
				pruned += this.trail.prune(Duration.ofNanos(1)).get(10, TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				assertThat(ex).hasMessageContaining("not known yet");
			}
		}
	}

	private VerificationReport verify() {
		return new AuditVerifier(this.verifier).verify(this.store);
	}

	private void awaitSigned(long size) {
		while (this.trail.getCheckpointerState().size() < size) {
			Thread.onSpinWait();
		}
	}

	// within two seconds
	private static void awaitTrouble(DurableAuditTrail trail) {
		long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
		while (trail.getCheckpointerState().trouble() == null && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(trail.getCheckpointerState().trouble()).isNotNull();
	}

	// to a state that was valid once, with all that would tell of a later one
	private void cutOff(int size) {
		execute("DELETE FROM identifiabl_audit_event WHERE idx >= " + size, "DELETE FROM identifiabl_audit_checkpoint",
				"DELETE FROM identifiabl_audit_tile WHERE n > 0", "UPDATE identifiabl_audit_log SET size = " + size
						+ ", frontier = (SELECT t.hash FROM identifiabl_audit_tile t WHERE t.n = 0)");
	}

	private void rewrite(List<LogEntry> entries, Ed25519CheckpointSigner other) {
		execute("DELETE FROM identifiabl_audit_event", "DELETE FROM identifiabl_audit_checkpoint",
				"DELETE FROM identifiabl_audit_tile", "DELETE FROM identifiabl_audit_log");
		this.store = JdbcAuditStore.open(this.database, JdbcAuditStore.DEFAULT_PREFIX, ORIGIN);
		this.store.append(entries);
		SignedNote note = other.sign(new Checkpoint(ORIGIN, entries.size(), this.store.getFrontier().getRoot()));
		this.store.save(new StoredCheckpoint(entries.size(), note.toString(), Instant.now()));
	}

	private void execute(String... statements) {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private DurableAuditTrail createTrail(List<String> held) {
		Checkpointer checkpointer = new Checkpointer(this.store, ORIGIN, this.signer.withTime(Clock.systemUTC()),
				this.verifier, List.of(), HEARTBEAT, Clock.systemUTC(), null);
		AuditWriter writer = new AuditWriter(this.store,
				new WriterSettings(ORIGIN, "node", 10_000, Duration.ofSeconds(1), null, Clock.systemUTC()),
				new WritingProcess.Committed(checkpointer));
		return new DurableAuditTrail(this.store, writer, checkpointer, held, Clock.systemUTC(), Duration.ofSeconds(5));
	}

	private static AuditEvent event(String user) {
		return AuditEvent.builder("mcp.tool.call", Instant.now())
			.with(AuditField.ISSUER, ISSUER)
			.with(AuditField.ORG, "org")
			.with(AuditField.TENANT, "acme")
			.with(AuditField.TOOL, "saveMemory")
			.with(AuditField.DECISION, "permit")
			.with(AuditField.OUTCOME, "success")
			.with(AuditField.TRACE, "abc")
			.with(AuditField.SUBJECT, user)
			.with(AuditField.CLIENT, "client-1")
			.with(AuditField.ADDRESS, "192.0.2.1")
			.build();
	}

	private static LogEntry entry(String user, long sequence) {
		return Events.entry(event(user), sequence);
	}

	static Ed25519CheckpointSigner newSigner() {
		try {
			return Ed25519CheckpointSigner.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
					ORIGIN);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
