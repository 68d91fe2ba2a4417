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

package io.identifiabl.security.revocation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.identifiabl.identity.Identity;
import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.revocation.Revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for revocations in a database, for each kind of database.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class AbstractJdbcTokenRevocationsTests {

	private static final String TABLE = "identifiabl_token_revocation";

	private static final String ISSUER = "https://idp.example.com";

	private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

	private static final Duration WINDOW = Duration.ofHours(1);

	private final AtomicLong nanoTime = new AtomicLong();

	private final Consumer<DataSource> script;

	private final DataSource dataSource;

	private final JdbcTemplate jdbc;

	private final JdbcTokenRevocations node;

	private final JdbcTokenRevocations otherNode;

	/**
	 * Create the tests.
	 * @param dataSource a database without the table
	 * @param script creates it
	 */
	AbstractJdbcTokenRevocationsTests(DataSource dataSource, Consumer<DataSource> script) {
		this.dataSource = dataSource;
		this.script = script;
		script.accept(dataSource);
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.node = node(this.dataSource, NOW);
		this.otherNode = node(this.dataSource, NOW);
		this.node.refresh();
		this.otherNode.refresh();
	}

	@Test
	void nodeThatRevokesKnowsAtOnce() {
		this.node.revoke(subject("alice"));
		assertThat(isRevoked(this.node, "alice")).isTrue();
	}

	@Test
	void otherNodeKnowsAfterReading() {
		this.node.revoke(subject("alice"));
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
		assertThat(isRevoked(this.otherNode, "Alice")).isFalse();
	}

	@Test
	void everyKindSurvivesTheDatabase() {
		for (Revocation.Kind kind : Revocation.Kind.values()) {
			this.node.revoke(Revocation.of(kind, ISSUER, "x", NOW));
		}
		this.otherNode.refresh();
		assertThat(this.otherNode.getState().size()).isEqualTo(Revocation.Kind.values().length);
	}

	@Test
	void valuesThatACollationTakesForOneStayTwo() {
		this.node.revoke(subject("alice"));
		this.node.revoke(subject("ALICE"));
		this.node.revoke(subject("alicé"));
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
		assertThat(isRevoked(this.otherNode, "ALICE")).isTrue();
		assertThat(isRevoked(this.otherNode, "alicé")).isTrue();
		assertThat(isRevoked(this.otherNode, "Alice")).isFalse();
	}

	@Test
	void longestValueSurvivesTheDatabase() {
		String longest = "\u00fc".repeat(Revocation.MAX_LENGTH);
		this.node.revoke(subject(longest));
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, longest)).isTrue();
	}

	@Test
	void timeOfRevocationSurvivesTheDatabase() {
		this.node.revoke(subject("alice"));
		this.otherNode.refresh();
		Identity alice = identity("alice");
		assertThat(this.otherNode.isRevoked(alice, NOW)).isTrue();
		assertThat(this.otherNode.isRevoked(alice, NOW.plusSeconds(1))).isFalse();
	}

	@Test
	void nodeThatStartsLaterKnows() {
		this.node.revoke(subject("alice"));
		JdbcTokenRevocations late = node(this.dataSource, NOW);
		late.refresh();
		assertThat(isRevoked(late, "alice")).isTrue();
	}

	@Test
	void rowThatIsCommittedLateIsNotLost() throws SQLException {
		letOverlapSettle();
		try (Connection slow = this.dataSource.getConnection()) {
			slow.setAutoCommit(false);
			insert(slow, "alice");
			this.node.revoke(subject("bob"));
			this.otherNode.refresh();
			assertThat(isRevoked(this.otherNode, "bob")).isTrue();
			assertThat(isRevoked(this.otherNode, "alice")).isFalse();
			slow.commit();
		}
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
	}

	@Test
	void rowThatIsCommittedAfterTheOverlapIsFoundByReadingEverything() throws SQLException {
		try (Connection slow = this.dataSource.getConnection()) {
			slow.setAutoCommit(false);
			insert(slow, "alice");
			this.node.revoke(subject("bob"));
			letOverlapSettle();
			slow.commit();
		}
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isFalse();
		pass(ReadPosition.FULL_READ_INTERVAL);
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
	}

	@Test
	void clockOfTheNodeThatRevokesDoesNotMatter() {
		JdbcTokenRevocations behind = node(this.dataSource, NOW.minus(Duration.ofHours(1)));
		letOverlapSettle();
		behind.revoke(subject("alice"));
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
	}

	@Test
	void rollbackOfTheCallerDoesNotUndoIt() {
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(this.dataSource));
		transaction.executeWithoutResult((status) -> {
			this.jdbc.queryForObject("SELECT COUNT(*) FROM " + TABLE, Long.class);
			this.node.revoke(subject("alice"));
			status.setRollbackOnly();
		});
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
	}

	@Test
	void otherNodeKnowsBeforeTheTransactionOfTheCallerEnds() {
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(this.dataSource));
		transaction.executeWithoutResult((status) -> {
			this.node.revoke(subject("alice"));
			this.otherNode.refresh();
			assertThat(isRevoked(this.otherNode, "alice")).isTrue();
		});
	}

	@Test
	void poolThatDoesNotCommitByItselfIsCommitted() {
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setDataSource(this.dataSource);
			pool.setAutoCommit(false);
			node(pool, NOW).revoke(subject("alice"));
			JdbcTokenRevocations reader = node(pool, NOW);
			reader.refresh();
			assertThat(isRevoked(reader, "alice")).isTrue();
		}
	}

	@Test
	void whatIsKnownStaysInForceWhileTheTableCannotBeRead(CapturedOutput output) {
		this.node.revoke(subject("alice"));
		this.otherNode.refresh();
		this.jdbc.execute("ALTER TABLE " + TABLE + " RENAME TO elsewhere");
		this.otherNode.refresh();
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
		assertThat(isRevoked(this.otherNode, "bob")).isFalse();
		assertThat(this.otherNode.getState().lastError()).isEqualTo("BadSqlGrammarException");
		assertThat(output.getAll())
			.containsOnlyOnce("Revocations cannot be read; those that are known stay in force. If this");
	}

	@Test
	void troubleEndsWhenTheTableIsBack(CapturedOutput output) {
		this.jdbc.execute("ALTER TABLE " + TABLE + " RENAME TO elsewhere");
		this.otherNode.refresh();
		this.jdbc.execute("ALTER TABLE elsewhere RENAME TO " + TABLE);
		this.node.revoke(subject("alice"));
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
		assertThat(this.otherNode.getState().lastError()).isNull();
		assertThat(output.getAll()).containsOnlyOnce("Revocations can be read again.");
	}

	@Test
	void revokeWhenItCannotBeWrittenThenThrowsAndHoldsHere() {
		this.jdbc.execute("ALTER TABLE " + TABLE + " RENAME TO elsewhere");
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.node.revoke(subject("alice")));
		assertThat(isRevoked(this.node, "alice")).isTrue();
	}

	@Test
	void nothingIsGoodBeforeTheFirstReadWhereItIsRequired() {
		JdbcTokenRevocations unread = node(this.dataSource, NOW);
		assertThatIllegalStateException().isThrownBy(() -> isRevoked(unread, "alice"));
		unread.refresh();
		assertThat(isRevoked(unread, "alice")).isFalse();
	}

	@Test
	void nothingIsRevokedBeforeTheFirstReadWhereItIsNotRequired() {
		Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
		JdbcTokenRevocations optional = new JdbcTokenRevocations(this.dataSource, TABLE, memory(clock), false, WINDOW,
				clock, this.nanoTime::get);
		assertThat(isRevoked(optional, "alice")).isFalse();
	}

	@Test
	void stateTellsTheAge() {
		pass(Duration.ofSeconds(3));
		assertThat(this.node.getState())
			.isEqualTo(new JdbcRevocationsState(true, false, 0, Duration.ofSeconds(3), null));
		assertThat(node(this.dataSource, NOW).getState())
			.isEqualTo(new JdbcRevocationsState(false, false, 0, null, null));
	}

	@Test
	void rowThatMakesNoSenseDoesNotHideTheOthers(CapturedOutput output) {
		insertRow("session_group", "x", 0);
		insertRow("SUBJECT", " ", 0);
		insertRow("SUBJECT", "x", Long.MAX_VALUE);
		insertRow("subject", "alice", NOW.getEpochSecond());
		this.otherNode.refresh();
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
		assertThat(output.getAll()).containsOnlyOnce("The revocation with the id 3 cannot be read and has no effect.");
	}

	@Test
	void expiredRowsAreDeletedLongAfter() {
		this.node.revoke(subject("alice"));
		deleteAt(NOW.plus(Duration.ofHours(25)));
		assertThat(this.jdbc.queryForObject("SELECT COUNT(*) FROM " + TABLE, Long.class)).isOne();
		deleteAt(NOW.plus(Duration.ofHours(26)));
		assertThat(this.jdbc.queryForObject("SELECT COUNT(*) FROM " + TABLE, Long.class)).isZero();
	}

	@Test
	void tableIsPresentOnlyIfItIs() {
		assertThat(this.node.isTablePresent()).isTrue();
		this.jdbc.execute("DROP TABLE " + TABLE);
		assertThat(this.node.isTablePresent()).isFalse();
	}

	@Test
	void scriptCanRunTwice() {
		this.node.revoke(subject("alice"));
		this.script.accept(this.dataSource);
		this.otherNode.refresh();
		assertThat(isRevoked(this.otherNode, "alice")).isTrue();
	}

	private void deleteAt(Instant now) {
		JdbcTokenRevocations old = node(this.dataSource, now);
		pass(Duration.ofMinutes(10));
		old.refresh();
	}

	// from now on the other node does not read the table from its beginning
	private void letOverlapSettle() {
		insertRow("SUBJECT", "somebody", 0);
		for (int i = 0; i < 3; i++) {
			this.otherNode.refresh();
			pass(ReadPosition.OVERLAP);
		}
		this.otherNode.refresh();
	}

	private void insert(Connection connection, String subject) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(row("SUBJECT", subject, NOW.getEpochSecond()));
		}
	}

	private void insertRow(String kind, String value, long revokedAt) {
		this.jdbc.execute(row(kind, value, revokedAt));
	}

	private static String row(String kind, String value, long revokedAt) {
		return "INSERT INTO %s (kind, issuer, revoked_value, revoked_at, expires_at) VALUES ('%s', '%s', '%s', %d, %d)"
			.formatted(TABLE, kind, ISSUER, value, revokedAt, NOW.plusSeconds(3600).getEpochSecond());
	}

	private JdbcTokenRevocations node(DataSource dataSource, Instant now) {
		Clock clock = Clock.fixed(now, ZoneOffset.UTC);
		return new JdbcTokenRevocations(dataSource, TABLE, memory(clock), true, WINDOW, clock, this.nanoTime::get);
	}

	private static InMemoryTokenRevocations memory(Clock clock) {
		return new InMemoryTokenRevocations(Duration.ofHours(24), Duration.ofMinutes(1), clock);
	}

	private void pass(Duration duration) {
		this.nanoTime.addAndGet(duration.toNanos());
	}

	private static Revocation subject(String subject) {
		return Revocation.ofSubject(ISSUER, subject, NOW);
	}

	private static Identity identity(String subject) {
		return Identity.builder(ISSUER, subject).build();
	}

	private static boolean isRevoked(JdbcTokenRevocations node, String subject) {
		return node.isRevoked(identity(subject), null);
	}

}
