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

package io.identifiabl.audit.trail;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.checkpoint.CheckpointVerifier;
import io.identifiabl.audit.checkpoint.Ed25519CheckpointSigner;
import io.identifiabl.audit.jdbc.JdbcAuditStore;
import io.identifiabl.audit.merkle.MerkleHash;
import io.identifiabl.audit.verify.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RollingVerification} on a database whose administrator changes it,
 * while the node goes on to write and to sign.
 *
 * @author Identifiabl Contributors
 */
@Tag("tamper")
class VerifiedDatabaseTests {

	private static final AtomicInteger COUNT = new AtomicInteger();

	private static final Ed25519CheckpointSigner SIGNER = Signers.create("notes");

	private static final int SIZE = 900;

	private static final int EDITED = 300;

	private final DataSource database = JdbcConnectionPool.create("jdbc:h2:mem:verified" + COUNT.incrementAndGet()
			+ ";INIT=RUNSCRIPT FROM 'classpath:io/identifiabl/audit/jdbc/schema-h2.sql'", "sa", "");

	private final JdbcAuditStore store = JdbcAuditStore.open(this.database, JdbcAuditStore.DEFAULT_PREFIX, "notes");

	private final MutableClock clock = new MutableClock();

	private final Checkpointer checkpointer = new Checkpointer(this.store, "notes", SIGNER.withTime(this.clock),
			new CheckpointVerifier("notes", List.of(SIGNER.getVerifierKey())), List.of(), Duration.ofSeconds(60),
			this.clock, null);

	private final RollingVerification verification = verification("node-1");

	@BeforeEach
	void write() {
		this.checkpointer.run(List.of());
		this.store.append(LongStream.range(0, SIZE).mapToObj(VerifiedDatabaseTests::entry).toList());
		this.checkpointer.run(List.of());
	}

	@Test
	void logThatNobodyTouchedIsFine() {
		assertThat(verify()).isNull();
		assertThat(this.verification.getState().verified()).isEqualTo(SIZE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "payload = REPLACE(payload, 'save', 'read')", "payload = '[[[['",
			"personal = REPLACE(personal, 'user', 'usar')", "personal = NULL",
			"leaf_hash = (SELECT e.leaf_hash FROM identifiabl_audit_event e WHERE e.idx = 7)", "leaf_hash = X'00'",
			"event_id = 'x'", "event_time = TIMESTAMP '2020-01-01 00:00:00'", "stream = 'x'", "seq = 1000000",
			"type = 'http.request'", "issuer = 'x'", "user_id = 'x'", "user_id = NULL", "org_id = 'x'", "tenant = 'x'",
			"tool = 'x'", "client_id = 'x'", "decision = 'deny'", "outcome = 'failure'", "trace_id = 'x'",
			"email = 'x'", "address = 'x'", "client_claimed = 'x'", "route = 'x'", "reason = 'x'" })
	void everyEditOfARowIsFoundWithItsIndex(String edit) {
		execute("UPDATE identifiabl_audit_event SET " + edit + " WHERE idx = " + EDITED);
		assertThat(verify()).satisfies((finding) -> {
			assertThat(finding.index()).isEqualTo(EDITED);
			assertThat(finding.count()).isEqualTo(1);
		});
	}

	@Test
	void recordThatWasReplacedTogetherWithItsHashIsFoundInItsSlice() {
		AuditRecord row = this.store.read(EDITED, 1).get(0);
		String payload = row.payload().replace("\"service\":\"notes\"", "\"service\":\"other\"");
		assertThat(payload).isNotEqualTo(row.payload());
		replace(payload);
		assertThat(this.store.read(EDITED, 1).get(0).findFault()).isNull();
		assertThat(verify()).isEqualTo(new Finding(256, 256, "the records are not what was signed"));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, EDITED, 255, 256, SIZE - 1 })
	void rowThatIsGoneIsFound(long index) {
		execute("DELETE FROM identifiabl_audit_event WHERE idx = " + index);
		assertThat(verify()).isEqualTo(new Finding(index, 1, "the record is missing"));
	}

	@Test
	void logThatWasEmptiedIsFoundAndIsFineAgainOnceItIsRestored() {
		execute("CREATE TABLE backup AS SELECT * FROM identifiabl_audit_event");
		execute("DELETE FROM identifiabl_audit_event");
		this.store.append(List.of(entry(SIZE)));
		this.checkpointer.run(List.of());
		assertThat(this.checkpointer.getState().trouble()).isNull();
		assertThat(verify()).isEqualTo(new Finding(0, 256, "the records are missing"));
		execute("INSERT INTO identifiabl_audit_event SELECT * FROM backup");
		assertThat(verify()).isNull();
		assertThat(this.verification.getState().verified()).isEqualTo(SIZE + 1);
	}

	@Test
	void resourceThatWasAddedIsFound() {
		execute("INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (" + EDITED + ", 'memory/x')");
		assertThat(verify()).isEqualTo(new Finding(EDITED, 1, "the columns are not what the record says"));
	}

	@Test
	void resourceThatIsGoneIsFound() {
		execute("DELETE FROM identifiabl_audit_resource WHERE idx = " + EDITED);
		assertThat(verify()).isEqualTo(new Finding(EDITED, 1, "the columns are not what the record says"));
	}

	// of two parts below one that was signed, and of one beside it
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2 })
	void hashOfAPartThatWasChangedIsFound(int part) {
		execute("UPDATE identifiabl_audit_tile SET hash = X'" + "00".repeat(32) + "' WHERE n = " + part);
		long from = (part == 2) ? 512 : 0;
		assertThat(verify()).isEqualTo(
				new Finding(from, (part == 2) ? 256 : 512, "the hash of a part of the log is not what was signed"));
		assertThat(this.verification.getState().findings()).isEqualTo(1);
	}

	@Test
	void hashesOfAllPartsThatAreGoneAreFoundAndEveryRecordIsReadAllTheSame() {
		execute("DELETE FROM identifiabl_audit_tile");
		execute("DELETE FROM identifiabl_audit_event WHERE idx = " + EDITED);
		assertThat(verify()).isNotNull();
		assertThat(this.verification.getState().findings()).isEqualTo(3);
		assertThat(this.verification.getState().verified()).isEqualTo(SIZE);
	}

	@Test
	void rowOutsideOfTheLogIsFound() {
		execute("UPDATE identifiabl_audit_resource SET idx = 100000 WHERE idx = " + EDITED);
		verify();
		assertThat(this.verification.getState().findings()).isEqualTo(2);
	}

	@Test
	void beginningThatWasCutIsFoundSinceNobodySignedForIt() {
		execute("UPDATE identifiabl_audit_log SET first_index = 256");
		execute("DELETE FROM identifiabl_audit_event WHERE idx < 256");
		assertThat(this.verification.step()).isEqualTo(Duration.ofSeconds(2));
		this.checkpointer.run(List.of());
		assertThat(this.checkpointer.getState().trouble()).isEqualTo(CheckpointerState.Trouble.TRUNCATED);
		assertThat(verify()).isEqualTo(new Finding(0, 256, "the records are missing"));
	}

	@Test
	void turnThatNoNodeTookKeepsNobodyFromVerifying() {
		this.store.takeVerificationTurn("nobody", 0, this.clock.instant(), this.clock.instant());
		execute("UPDATE identifiabl_audit_turn SET ends_at = " + Long.MAX_VALUE / 2 + ", next_index = -7");
		assertThat(verify()).isNull();
		assertThat(this.verification.getState().verified()).isEqualTo(SIZE);
	}

	@Test
	void databaseWithoutTheTableOfTurnsIsVerifiedAllTheSame() {
		execute("DROP TABLE identifiabl_audit_turn");
		execute("CREATE VIEW identifiabl_audit_turn AS SELECT 1 AS id");
		assertThat(verify()).isNull();
		assertThat(this.verification.getState().verified()).isEqualTo(SIZE);
		assertThat(this.verification.getState().failures()).isPositive();
	}

	@Test
	void restartedNodeGoesOnWhereItWas() {
		this.verification.step();
		this.verification.step();
		this.clock.advance(Duration.ofSeconds(20));
		this.verification.step();
		this.clock.advance(RollingVerification.TURN);
		RollingVerification restarted = verification("node-2");
		restarted.step();
		// the last time that others were told is not long ago
		assertThat(restarted.getState().position()).isEqualTo(768);
	}

	private RollingVerification verification(String node) {
		return new RollingVerification(this.store, this.checkpointer,
				new VerificationSettings(2000, Duration.ofMinutes(1)), this.clock, node);
	}

	// a whole round
	private @Nullable Finding verify() {
		var before = this.verification.getState().verifiedAt();
		do {
			this.clock.advance(this.verification.step());
		}
		while (Objects.equals(this.verification.getState().verifiedAt(), before));
		return this.verification.getState().first();
	}

	private void replace(String payload) {
		try (Connection connection = this.database.getConnection();
				PreparedStatement statement = connection
					.prepareStatement("UPDATE identifiabl_audit_event SET payload = ?, leaf_hash = ? WHERE idx = ?")) {
			statement.setString(1, payload);
			statement.setBytes(2, MerkleHash.ofLeaf(payload.getBytes(StandardCharsets.UTF_8)).toBytes());
			statement.setInt(3, EDITED);
			assertThat(statement.executeUpdate()).isEqualTo(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void execute(String sql) {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static LogEntry entry(long sequence) {
		return Events.entry(AuditEvent.builder("mcp.tool.call", Events.NOW)
			.with(AuditField.ISSUER, "https://issuer.example/")
			.with(AuditField.ORG, "org")
			.with(AuditField.TENANT, "acme")
			.with(AuditField.TOOL, "saveMemory")
			.with(AuditField.DECISION, "permit")
			.with(AuditField.OUTCOME, "success")
			.with(AuditField.TRACE, "abc")
			.with(AuditField.SUBJECT, "user-" + sequence % 3)
			.with(AuditField.CLIENT, "client-1")
			.with(AuditField.TOUCHED_IDS, List.of("memory/" + sequence))
			.build(), sequence);
	}

}
