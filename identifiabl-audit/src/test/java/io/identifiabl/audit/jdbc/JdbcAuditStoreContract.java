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

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditRecord;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.StoredCheckpoint;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.trail.Events;
import io.identifiabl.test.audit.AuditStoreCompatibilityKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What {@link JdbcAuditStore} promises in addition to every store.
 *
 * @author Identifiabl Contributors
 */
abstract class JdbcAuditStoreContract extends AuditStoreCompatibilityKit {

	static final AtomicLong SEQUENCE = new AtomicLong();

	DataSource database;

	abstract DataSource createDatabase();

	@BeforeEach
	void createNew() {
		this.database = createDatabase();
	}

	@Override
	protected AuditStore createStore() {
		return open(createDatabase());
	}

	static JdbcAuditStore open(DataSource database) {
		return JdbcAuditStore.open(database, JdbcAuditStore.DEFAULT_PREFIX, "notes");
	}

	@Test
	void verificationIsTheTurnOfOneNodeAtATime() {
		VerificationTurns.assertThatOneNodeAtATimeHasIt(() -> open(this.database));
	}

	@Test
	void nodesShareOneLog() throws Exception {
		List<JdbcAuditStore> nodes = List.of(open(this.database), open(this.database), open(this.database));
		ExecutorService threads = Executors.newFixedThreadPool(3);
		List<Future<List<Long>>> appended = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			JdbcAuditStore node = nodes.get(i % 3);
			appended.add(threads.submit(() -> node.append(entries(10))));
		}
		for (Future<List<Long>> indices : appended) {
			List<Long> group = indices.get(60, TimeUnit.SECONDS);
			assertThat(group).isEqualTo(LongStream.range(group.get(0), group.get(0) + 10).boxed().toList());
		}
		threads.shutdown();
		Frontier frontier = nodes.get(0).getFrontier();
		assertThat(frontier.getSize()).isEqualTo(600);
		assertThat(Frontier.at(600, nodes.get(1)).getRoot()).isEqualTo(frontier.getRoot());
	}

	@Test
	void nodesThatBeginAtTheSameTimeShareOneLog() {
		beginAtTheSameTime(this.database);
	}

	static void beginAtTheSameTime(DataSource database) {
		AtomicReference<@Nullable JdbcAuditStore> other = new AtomicReference<>();
		JdbcAuditStore store = open(FailingDatabases.proxy(DataSource.class, database,
				(method, result) -> (result instanceof Connection c)
						? FailingDatabases.watching(c, "INSERT", () -> other.compareAndSet(null, open(database)))
						: result));
		assertThat(store.append(entries(1))).containsExactly(0L);
		assertThat(other.get()).isNotNull();
		assertThat(other.get().append(entries(1))).containsExactly(1L);
	}

	@Test
	void commitWhoseAnswerGotLostIsFoundAgain() {
		AtomicBoolean lose = new AtomicBoolean();
		JdbcAuditStore store = open(FailingDatabases.losing(this.database, lose));
		store.append(entries(3));
		List<LogEntry> entries = entries(5);
		lose.set(true);
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> store.append(entries))
			.withMessage("The audit store could not append to its log (SQLSTATE 08006)");
		assertThat(store.append(entries)).containsExactly(3L, 4L, 5L, 6L, 7L);
		assertThat(store.getFrontier().getSize()).isEqualTo(8);
	}

	@Test
	void eraseLeavesNothingOfAnEventThatIsAppendedMeanwhile() throws Exception {
		JdbcAuditStore other = open(this.database);
		ExecutorService thread = Executors.newSingleThreadExecutor();
		AtomicReference<@Nullable Future<List<Long>>> appended = new AtomicReference<>();
		JdbcAuditStore store = open(
				FailingDatabases
					.proxy(DataSource.class, this.database,
							(method, result) -> (result instanceof Connection c)
									? FailingDatabases.watching(c, "UPDATE",
											() -> appended.compareAndSet(null, appendMeanwhile(thread, other)))
									: result));
		other.append(List.of(touching("alice")));
		assertThat(store.erase("https://issuer.example/", "alice")).isPositive();
		Future<List<Long>> meanwhile = appended.get();
		assertThat(meanwhile).isNotNull();
		assertThat(meanwhile.get(30, TimeUnit.SECONDS)).containsExactly(1L);
		thread.shutdown();
		assertThat(count("SELECT COUNT(*) FROM identifiabl_audit_resource r JOIN identifiabl_audit_event e "
				+ "ON e.idx = r.idx WHERE e.user_id IS NULL"))
			.isZero();
	}

	@Test
	void eraseTakesWhatRefusedTokensClaimToBe() {
		JdbcAuditStore store = open(this.database);
		AuditEvent refused = AuditEvent.builder("identity.rejected", Instant.EPOCH)
			.with(AuditField.CLAIMED, Map.of("iss", "https://issuer.example", "sub", "alice"))
			.build();
		store.append(List.of(Events.entry(refused, SEQUENCE.getAndIncrement()), touching("alice"), touching("bob")));
		assertThat(store.erase("https://issuer.example/", "alice")).isEqualTo(2);
		assertThat(store.read(0, 3)).extracting((row) -> row.personal() == null).containsExactly(true, true, false);
		assertThat(store.read(0, 1)).allSatisfy((row) -> assertThat(row.findFault()).isNull());
	}

	private static Future<List<Long>> appendMeanwhile(ExecutorService thread, JdbcAuditStore other) {
		Future<List<Long>> appending = thread.submit(() -> other.append(List.of(touching("alice"))));
		try {
			appending.get(500, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			// it waits, as it should
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		return appending;
	}

	@Test
	void blanksAtTheEndTellUsersAndTenantsAndResourcesApart() {
		JdbcAuditStore store = open(this.database);
		store.append(List.of(entry("alice", "acme"), entry("alice ", "acme "), entry("alice  ", "acme  ")));
		assertThat(store.find(AuditQuery.all().where(Column.TENANT, "acme")).records()).hasSize(1);
		assertThat(store.find(AuditQuery.all().where(Column.TENANT, "acme ")).records()).singleElement()
			.extracting(AuditRecord::index)
			.isEqualTo(1L);
		assertThat(store.find(AuditQuery.all().where(Column.RESOURCE, "memory/1 ")).records()).hasSize(3);
		assertThat(store.erase("https://issuer.example/", "alice   ")).isZero();
		assertThat(store.erase("https://issuer.example/ ", "alice")).isZero();
		assertThat(store.erase("https://issuer.example/", "alice ")).isOne();
		assertThat(store.read(0, 3)).extracting((row) -> row.personal() == null).containsExactly(false, true, false);
	}

	private static LogEntry entry(String user, String tenant) {
		AuditEvent event = AuditEvent.builder("mcp.tool.call", Instant.EPOCH)
			.with(AuditField.ISSUER, "https://issuer.example/")
			.with(AuditField.TENANT, tenant)
			.with(AuditField.SUBJECT, user)
			.with(AuditField.TOUCHED, List.of("memory"))
			.with(AuditField.TOUCHED_IDS, List.of("memory/1", "memory/1 "))
			.build();
		return Events.entry(event, SEQUENCE.getAndIncrement());
	}

	// an hour that a clock on the wall leaves out there
	@Test
	void timesDoNotDependOnTheZoneOfTheNode() {
		TimeZone before = TimeZone.getDefault();
		try {
			TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
			JdbcAuditStore store = open(this.database);
			Instant time = Instant.parse("2026-03-08T02:30:00.123456Z");
			store.append(List
				.of(Events.entry(AuditEvent.builder("mcp.tool.call", time).build(), SEQUENCE.getAndIncrement())));
			store.save(new StoredCheckpoint(1, "note", time));
			assertThat(store.read(0, 1).get(0).projection().time()).isEqualTo(time);
			TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
			assertThat(store.find(AuditQuery.all().between(time, time.plusNanos(1000))).records()).singleElement()
				.satisfies((row) -> assertThat(row.projection().time()).isEqualTo(time));
			assertThat(store.getLatestCheckpoint()).isEqualTo(new StoredCheckpoint(1, "note", time));
		}
		finally {
			TimeZone.setDefault(before);
		}
	}

	private static LogEntry touching(String user) {
		AuditEvent event = AuditEvent.builder("mcp.tool.call", Instant.EPOCH)
			.with(AuditField.ISSUER, "https://issuer.example/")
			.with(AuditField.SUBJECT, user)
			.with(AuditField.TOUCHED, List.of("memory"))
			.with(AuditField.TOUCHED_IDS, List.of("memory/1"))
			.build();
		return Events.entry(event, SEQUENCE.getAndIncrement());
	}

	private long count(String sql) throws SQLException {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			return rows.next() ? rows.getLong(1) : -1;
		}
	}

	@Test
	void isSchemaPresentWhenTheTableCannotBeReadThenFails() {
		DataSource forbidding = FailingDatabases.proxy(DataSource.class, this.database, (method, result) -> {
			throw new SQLException("permission denied", "42501");
		});
		assertThatExceptionOfType(AuditStoreException.class)
			.isThrownBy(() -> JdbcAuditStore.isSchemaPresent(forbidding, JdbcAuditStore.DEFAULT_PREFIX));
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> JdbcAuditStore
			.isSchemaPresent(FailingDatabases.forbiddingStatements(this.database), JdbcAuditStore.DEFAULT_PREFIX));
	}

	@Test
	void appendIsAllOrNothing() throws Exception {
		JdbcAuditStore store = open(this.database);
		execute("ALTER TABLE identifiabl_audit_tile DROP COLUMN hash");
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> store.append(entries(300)));
		assertThat(store.read(0, 1000)).isEmpty();
		assertThat(store.getFrontier().getSize()).isZero();
	}

	@Test
	void openWhenTheTablesHoldAnotherLogThenSaysSo() {
		open(this.database);
		assertThatIllegalStateException()
			.isThrownBy(() -> JdbcAuditStore.open(this.database, JdbcAuditStore.DEFAULT_PREFIX, "others"))
			.withMessageContaining("'notes'");
	}

	@Test
	void openWhenTheTablesAreNewerThenRefuses() throws Exception {
		open(this.database);
		execute("UPDATE identifiabl_audit_log SET schema_version = 2");
		assertThatIllegalStateException().isThrownBy(() -> open(this.database)).withMessageContaining("version 2");
	}

	@Test
	void openWhenThereAreNoTablesThenFails() throws Exception {
		assertThat(JdbcAuditStore.isSchemaPresent(this.database, JdbcAuditStore.DEFAULT_PREFIX)).isTrue();
		execute("DROP TABLE identifiabl_audit_log");
		assertThat(JdbcAuditStore.isSchemaPresent(this.database, JdbcAuditStore.DEFAULT_PREFIX)).isFalse();
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> open(this.database));
	}

	@Test
	void openWhenThePrefixIsNoneThenRefuses() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> JdbcAuditStore.open(this.database, "x; DROP TABLE y", "notes"));
		assertThatIllegalArgumentException().isThrownBy(() -> JdbcAuditStore.open(this.database, "", "notes"));
	}

	@Test
	void rowOfTheLogThatWasDamagedIsNotAppendedTo() throws Exception {
		JdbcAuditStore store = open(this.database);
		store.append(entries(3));
		execute("UPDATE identifiabl_audit_log SET size = 2");
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> store.append(entries(1)));
		execute("DELETE FROM identifiabl_audit_log");
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> store.append(entries(1)));
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(store::getFirstIndex)
			.satisfies((failure) -> assertThat(failure.getKind()).isEqualTo(Kind.LOG));
	}

	@Test
	void rowAtTheEndThatNoNodeWroteStopsAppendingAndBlamesTheLog() throws Exception {
		JdbcAuditStore store = open(this.database);
		store.append(entries(3));
		execute("UPDATE identifiabl_audit_event SET idx = 3 WHERE idx = 1");
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> store.append(entries(1)))
			.satisfies((failure) -> assertThat(failure.getKind()).isEqualTo(Kind.LOG));
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(store::probe);
		assertThat(store.findStrays(10)).containsExactly(3L);
	}

	@Test
	void resourceThatNoRecordNamesIsSeen() throws Exception {
		JdbcAuditStore store = open(this.database);
		store.append(entries(3));
		execute("INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (1, 'patient/17')");
		execute("INSERT INTO identifiabl_audit_resource (idx, resource) VALUES (-4, 'patient/17')");
		assertThat(store.read(0, 3)).extracting(AuditRecord::findFault)
			.containsExactly(null, "the columns are not what the record says", null);
		assertThat(store.find(AuditQuery.all().where(Column.RESOURCE, "patient/17")).records()).singleElement()
			.extracting(AuditRecord::findFault)
			.isNotNull();
		assertThat(store.findStrays(10)).containsExactly(-4L);
	}

	@Test
	void probeLeavesNothingBehind() {
		JdbcAuditStore store = open(this.database);
		store.append(entries(3));
		store.probe();
		assertThat(store.getFrontier().getSize()).isEqualTo(3);
		assertThat(store.read(0, 10)).hasSize(3);
		assertThat(store.findStrays(10)).isEmpty();
	}

	// of which the last one is not full
	@Test
	void manyRecordsAreErasedAndPrunedInSteps() throws Exception {
		JdbcAuditStore store = open(this.database);
		List<LogEntry> touching = IntStream.range(0, 10_500).mapToObj((i) -> touching("alice")).toList();
		store.append(touching);
		assertThat(store.erase("https://issuer.example/", "alice")).isEqualTo(10_500);
		assertThat(count("SELECT COUNT(*) FROM identifiabl_audit_resource")).isZero();
		store.prune(10_496);
		assertThat(count("SELECT COUNT(*) FROM identifiabl_audit_event")).isEqualTo(4);
		assertThat(store.getFirstIndex()).isEqualTo(10_496);
	}

	@Test
	void appendOfNothingIsNothing() {
		assertThat(open(this.database).append(List.of())).isEmpty();
	}

	void execute(String sql) throws SQLException {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	static List<LogEntry> entries(int count) {
		return Stream.generate(() -> Events.entry(SEQUENCE.getAndIncrement())).limit(count).toList();
	}

}
