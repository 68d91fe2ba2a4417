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

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.jdbc.AuditLogins.Login;
import io.identifiabl.audit.trail.AuditWriter;
import io.identifiabl.audit.trail.Checkpointer;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.trail.SpillSettings;
import io.identifiabl.audit.trail.VerificationSettings;
import io.identifiabl.audit.trail.WriterSettings;
import io.identifiabl.audit.verify.AuditVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the logins of the scripts {@code grants-*.sql} can do, and what they cannot.
 *
 * @author Identifiabl Contributors
 */
abstract class AuditRightsContract {

	private static final String PREFIX = JdbcAuditStore.DEFAULT_PREFIX;

	private static final String ORIGIN = "notes";

	private static final List<String> COLUMNS = List.of("idx", "event_id", "event_time", "stream", "seq", "type",
			"issuer", "user_id", "org_id", "tenant", "tool", "client_id", "claimed", "decision", "outcome", "trace_id",
			"payload", "personal", "leaf_hash");

	private final Ed25519CheckpointSigner signer = AuditPromisesContract.newSigner();

	private final Ed25519CheckpointSigner nextSigner = AuditPromisesContract.newSigner();

	private final CheckpointVerifier verifier = new CheckpointVerifier(ORIGIN,
			List.of(this.signer.getVerifierKey(), this.nextSigner.getVerifierKey()));

	@TempDir
	private Path directory;

	@SuppressWarnings("NullAway.Init")
	private AuditLogins logins;

	@SuppressWarnings("NullAway.Init")
	private Login writer;

	abstract AuditLogins createDatabase();

	// statements that change or delete what a writer has written, or let it do that
	abstract List<String> forbidden();

	boolean hasRightsForColumns() {
		return true;
	}

	@BeforeEach
	void createWriter() {
		this.logins = createDatabase();
		this.writer = this.logins.create("writer");
	}

	@Test
	void writerHasNeitherTooFewRightsNorTooMany() {
		assertThat(rights(this.writer).findMissing()).isEmpty();
		assertThat(rights(this.writer).findExcess()).isEmpty();
	}

	@Test
	void nodeOfAWriterAppendsSignsVerifiesAndAnswers() throws Exception {
		JdbcAuditStore store = JdbcAuditStore.open(this.writer.dataSource(), PREFIX, ORIGIN);
		try (DurableAuditTrail trail = createTrail(store, this.signer)) {
			trail.start(Duration.ofMillis(20));
			for (int i = 0; i < 300; i++) {
				var ignored = trail.append(NodeWork.event("user-" + i % 3), Urgency.ORDINARY);
			}
			long last = trail.require(NodeWork.event("user-1"), Urgency.AWAITED);
			NodeWork.awaitSigned(trail, last + 1);
			NodeWork.awaitHeartbeat(trail);
			trail.startVerification(new VerificationSettings(1_000_000, Duration.ofMinutes(1)));
			while (trail.getVerificationState().verifiedAt() == null) {
				Thread.onSpinWait();
			}
			assertThat(trail.getVerificationState().first()).isNull();
			assertThat(trail.find(AuditQuery.all().where(Column.RESOURCE, "note/7")).records()).isNotEmpty();
			assertThat(trail.getCheckpointerState().failures()).isZero();
		}
		try (DurableAuditTrail trail = createTrail(store, this.nextSigner)) {
			trail.start(Duration.ofMillis(20));
			NodeWork.awaitHeartbeat(trail);
			assertThat(trail.getCheckpointerState().trouble()).isNull();
			assertThat(new AuditVerifier(this.verifier).verify(store).findings()).isEmpty();
		}
	}

	@Test
	void nodeOfAWriterSpillsAndRecovers() throws Exception {
		JdbcAuditStore store = JdbcAuditStore.open(this.writer.dataSource(), PREFIX, ORIGIN);
		try (DurableAuditTrail trail = createTrail(store, this.signer)) {
			trail.start(Duration.ofMillis(20));
			trail.require(NodeWork.event("user-1"), Urgency.AWAITED);
			this.logins.execute("REVOKE INSERT ON identifiabl_audit_event FROM identifiabl_audit_writer");
			var ignored = trail.append(NodeWork.event("user-2"), Urgency.ORDINARY);
			while (trail.getWriterState().spilled() == 0) {
				Thread.onSpinWait();
			}
			assertThat(trail.getWriterState().failure())
				.isInstanceOfSatisfying(AuditStoreException.class,
						(failure) -> assertThat(failure.getKind()).isEqualTo(Kind.DENIED))
				.hasMessageContaining("since its login lacks a right")
				.message()
				.containsIgnoringCase("identifiabl_audit_event")
				.doesNotContain("user-2");
			assertThat(rights(this.writer).findMissing())
				.containsExactly("GRANT INSERT ON identifiabl_audit_event TO " + login(this.writer) + ";");
			this.logins.execute("GRANT INSERT ON identifiabl_audit_event TO identifiabl_audit_writer");
			while (trail.getWriterState().spilled() > 0) {
				Thread.onSpinWait();
			}
			assertThat(trail.getWriterState().failure()).isNull();
			assertThat(trail.getWriterState().dropped()).isZero();
		}
	}

	@Test
	void writerCanNeitherRewriteNorDelete() {
		JdbcAuditStore store = JdbcAuditStore.open(this.writer.dataSource(), PREFIX, ORIGIN);
		NodeWork.work(store);
		List<AuditRecord> before = store.read(0, 1000);
		assertThat(before).hasSize(260);
		assertRefused(this.writer.dataSource(), allForbidden());
		assertThat(store.read(0, 1000)).isEqualTo(before);
		assertThat(JdbcAuditStore.open(this.logins.owner(), PREFIX, ORIGIN).getFirstIndex()).isZero();
	}

	@Test
	void writerNeitherErasesNorPrunesAndRecordsNoneOfIt() {
		JdbcAuditStore store = JdbcAuditStore.open(this.writer.dataSource(), PREFIX, ORIGIN);
		try (DurableAuditTrail trail = createTrail(store, this.signer)) {
			trail.start(Duration.ofMillis(20));
			trail.require(NodeWork.event("user-1"), Urgency.AWAITED);
			AuditEvent.Builder erasure = AuditEvent.builder(EventTypes.SUBJECT_ERASED, Instant.now());
			assertThatExceptionOfType(AuditStoreException.class)
				.isThrownBy(() -> trail.erase(NodeWork.ISSUER, "user-1", erasure))
				.withMessageContaining("GRANT DELETE ON identifiabl_audit_event TO " + login(this.writer))
				.satisfies((denied) -> assertThat(denied.getKind()).isEqualTo(Kind.DENIED));
			assertThat(trail.prune(Duration.ofNanos(1))).failsWithin(Duration.ofSeconds(10))
				.withThrowableThat()
				.withMessageContaining("GRANT DELETE ON identifiabl_audit_event");
			assertThat(trail.getMaintenanceDenial()).isNotNull();
		}
		assertThat(store.read(0, 100)).extracting((row) -> row.projection().type())
			.doesNotContain(EventTypes.SUBJECT_ERASED, EventTypes.PRUNED);
	}

	@Test
	void loginOfMaintenanceErasesAndPrunesForAWriter() throws Exception {
		Login maintenance = this.logins.create("maintenance");
		JdbcAuditStore store = JdbcAuditStore.open(this.writer.dataSource(), maintenance.dataSource(), PREFIX, ORIGIN);
		try (DurableAuditTrail trail = createTrail(store, this.signer)) {
			trail.start(Duration.ofMillis(20));
			assertThat(trail.checkMaintenance()).isNull();
			for (int i = 0; i < 300; i++) {
				var ignored = trail.append(NodeWork.event("user-" + i % 3), Urgency.ORDINARY);
			}
			long last = trail.require(NodeWork.event("user-1"), Urgency.AWAITED);
			NodeWork.awaitSigned(trail, last + 1);
			assertThat(trail.erase(NodeWork.ISSUER, "user-2",
					AuditEvent.builder(EventTypes.SUBJECT_ERASED, Instant.now())))
				.isEqualTo(100);
			NodeWork.awaitPruned(trail);
			assertThat(store.getFirstIndex()).isEqualTo(256);
			assertThat(new AuditVerifier(this.verifier).verify(store).findings()).isEmpty();
		}
	}

	@Test
	void loginOfMaintenanceAppendsNothingAndChangesNoLeaf() {
		JdbcAuditStore store = JdbcAuditStore.open(this.writer.dataSource(), PREFIX, ORIGIN);
		NodeWork.work(store);
		DataSource maintenance = this.logins.create("maintenance").dataSource();
		List<String> statements = new ArrayList<>(List.of("INSERT INTO identifiabl_audit_resource VALUES (0, 'note/1')",
				"INSERT INTO identifiabl_audit_event SELECT * FROM identifiabl_audit_event WHERE idx = 0",
				"DELETE FROM identifiabl_audit_log", "DELETE FROM identifiabl_audit_tile"));
		if (hasRightsForColumns()) {
			COLUMNS.stream()
				.filter((column) -> !EventTable.ERASABLE.contains(column))
				.forEach((column) -> statements.add("UPDATE identifiabl_audit_event SET " + column + " = " + column));
			statements.add("UPDATE identifiabl_audit_log SET size = 1");
		}
		assertRefused(maintenance, statements);
	}

	@Test
	void readerOnlyReads() {
		JdbcAuditStore store = JdbcAuditStore.open(this.writer.dataSource(), PREFIX, ORIGIN);
		NodeWork.work(store);
		DataSource reader = this.logins.create("reader").dataSource();
		assertThat(JdbcAuditStore.open(reader, PREFIX, ORIGIN).read(0, 1000)).hasSize(260);
		AuditTables.of(PREFIX)
			.all()
			.forEach((table) -> assertRefused(reader, "INSERT INTO " + table + " SELECT * FROM " + table));
		assertRefused(reader, allForbidden());
	}

	// none of the rights could be left out, and those that are named are all
	@Test
	void everyRightOfTheScriptIsNeededAndNamedWhereItIsMissing() {
		AuditTables tables = AuditTables.of(PREFIX);
		List<TableRight> all = Stream
			.concat(TableRight.ofWriter(tables, true).stream(), TableRight.ofMaintenance(tables).stream())
			.distinct()
			.toList();
		Login created = this.logins.create(null);
		all.forEach((right) -> this.logins.execute(grant(right, created)));
		Login login = created.withOneConnection();
		JdbcAuditStore.open(this.logins.owner(), PREFIX, ORIGIN);
		for (TableRight left : all) {
			this.logins.execute(grant(left, login).replaceFirst("GRANT", "REVOKE")
				.replace(" TO " + login.name(), " FROM " + login.name()));
			assertThatExceptionOfType(AuditStoreException.class).as("without %s", left)
				.isThrownBy(() -> workAndMaintain(login))
				.satisfies((denied) -> assertThat(denied.getKind()).isEqualTo(Kind.DENIED));
			Stream.of(rights(login).findMissing(), rights(login).findMissingForMaintenance())
				.flatMap(List::stream)
				.distinct()
				.forEach((statement) -> this.logins.execute(statement.replace(";", "")));
			assertThat(rights(login).findMissing()).isEmpty();
			assertThat(rights(login).findMissingForMaintenance()).isEmpty();
		}
		assertThatCode(() -> workAndMaintain(login)).doesNotThrowAnyException();
	}

	private void workAndMaintain(Login login) {
		this.logins.execute("DELETE FROM identifiabl_audit_turn");
		JdbcAuditStore store = JdbcAuditStore.open(login.dataSource(), PREFIX, ORIGIN);
		NodeWork.work(store);
		long size = store.getFrontier().getSize();
		store.erase(NodeWork.ISSUER, "user-1");
		store.prune(size - size % 256);
		store.removeCheckpoints(List.of(size));
	}

	@Test
	void logThatWasBegunNeedsNoRightToBeginOne() {
		JdbcAuditStore.open(this.logins.owner(), PREFIX, ORIGIN);
		this.logins.execute("REVOKE INSERT ON identifiabl_audit_log FROM identifiabl_audit_writer");
		assertThat(rights(this.writer).findMissing()).isEmpty();
		JdbcAuditStore store = JdbcAuditStore.open(this.writer.dataSource(), PREFIX, ORIGIN);
		assertThatCode(() -> NodeWork.work(store)).doesNotThrowAnyException();
		this.logins.execute("GRANT INSERT ON identifiabl_audit_log TO identifiabl_audit_writer");
	}

	@Test
	void loginThatOnlyReadsAndInsertsIsToldWhatItLacks() {
		Login login = this.logins.create(null);
		AuditTables.of(PREFIX)
			.all()
			.forEach((table) -> this.logins.execute("GRANT SELECT, INSERT ON " + table + " TO " + login.name()));
		assertThat(rights(login).findMissing()).hasSize(3).allMatch((grant) -> grant.startsWith("GRANT UPDATE"));
	}

	@Test
	void rightsThatAreTooManyAreNamed() {
		assertThat(rights(new Login("owner", this.logins.owner())).findExcess()).isNotEmpty();
		this.logins.execute("GRANT DELETE ON identifiabl_audit_event TO " + this.writer.name());
		assertThat(rights(this.writer).findExcess()).containsExactly("DELETE on identifiabl_audit_event");
		this.logins.execute(
				hasRightsForColumns() ? "GRANT UPDATE (payload) ON identifiabl_audit_event TO " + this.writer.name()
						: "GRANT UPDATE ON identifiabl_audit_event TO " + this.writer.name());
		assertThat(rights(this.writer).findExcess()).hasSize(2).anyMatch((right) -> right.startsWith("UPDATE"));
	}

	private String grant(TableRight right, Login login) {
		return right.toGrant(login.name(), hasRightsForColumns()).replace(";", "");
	}

	private List<String> allForbidden() {
		List<String> statements = new ArrayList<>(forbidden());
		COLUMNS.forEach((column) -> statements.add("UPDATE identifiabl_audit_event SET " + column + " = " + column));
		for (String table : AuditTables.of(PREFIX).all()) {
			statements.addAll(List.of("DELETE FROM " + table, "TRUNCATE TABLE " + table, "DROP TABLE " + table,
					"ALTER TABLE " + table + " ADD COLUMN more INT"));
		}
		statements.addAll(List.of("UPDATE identifiabl_audit_resource SET resource = 'x'",
				"UPDATE identifiabl_audit_tile SET n = 7"));
		if (hasRightsForColumns()) {
			statements.addAll(List.of("UPDATE identifiabl_audit_log SET first_index = 256",
					"UPDATE identifiabl_audit_log SET origin = 'x'",
					"UPDATE identifiabl_audit_checkpoint SET size = 7"));
		}
		return statements;
	}

	private static void assertRefused(DataSource login, String... statements) {
		assertRefused(login, List.of(statements));
	}

	private static void assertRefused(DataSource login, List<String> statements) {
		try (Connection connection = login.getConnection(); Statement statement = connection.createStatement()) {
			assertThat(statements).allSatisfy((sql) -> assertThatExceptionOfType(SQLException.class).as(sql)
				.isThrownBy(() -> statement.execute(sql))
				.matches(SqlFailures::isDenied));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static AuditTableRights rights(Login login) {
		return new AuditTableRights(login.dataSource(), PREFIX);
	}

	// as the database itself spells it
	private String login(Login login) {
		return (this.logins.product() == AuditLogins.Product.H2) ? login.name().toUpperCase(Locale.ROOT) : login.name();
	}

	private DurableAuditTrail createTrail(JdbcAuditStore store, Ed25519CheckpointSigner with) {
		Checkpointer checkpointer = new Checkpointer(store, ORIGIN, with.withTime(Clock.systemUTC()), this.verifier,
				List.of(), Duration.ofMillis(100), Clock.systemUTC(), null);
		AuditWriter auditWriter = new AuditWriter(store,
				new WriterSettings(ORIGIN, "node", 10_000, Duration.ofSeconds(1),
						new SpillSettings(this.directory.resolve("spill"), 1_000_000, ORIGIN, List.of(new byte[32])),
						Clock.systemUTC()),
				new WritingProcess.Committed(checkpointer));
		return new DurableAuditTrail(store, auditWriter, checkpointer, List.of(), Clock.systemUTC(),
				Duration.ofSeconds(5));
	}

}
