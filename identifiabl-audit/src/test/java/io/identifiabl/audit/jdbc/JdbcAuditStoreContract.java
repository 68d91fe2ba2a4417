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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.LogEntry;
import io.identifiabl.audit.merkle.Frontier;
import io.identifiabl.audit.trail.AuditStoreContract;
import io.identifiabl.audit.trail.Events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What {@link JdbcAuditStore} promises in addition to every store.
 *
 * @author Identifiabl Contributors
 */
abstract class JdbcAuditStoreContract extends AuditStoreContract {

	private DataSource database;

	abstract DataSource createDatabase();

	@BeforeEach
	void createNew() {
		this.database = createDatabase();
	}

	@Override
	protected AuditStore createStore() {
		return open(createDatabase());
	}

	private static JdbcAuditStore open(DataSource database) {
		return JdbcAuditStore.open(database, JdbcAuditStore.DEFAULT_PREFIX, "notes");
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
	void commitWhoseAnswerGotLostIsFoundAgain() {
		AtomicBoolean lose = new AtomicBoolean();
		JdbcAuditStore store = open(losing(this.database, lose));
		store.append(entries(3));
		List<LogEntry> entries = entries(5);
		lose.set(true);
		assertThatExceptionOfType(AuditStoreException.class).isThrownBy(() -> store.append(entries))
			.withMessage("The audit store could not append to its log");
		assertThat(store.append(entries)).containsExactly(3L, 4L, 5L, 6L, 7L);
		assertThat(store.getFrontier().getSize()).isEqualTo(8);
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
		assertThat(store.getFirstIndex()).isZero();
	}

	@Test
	void appendOfNothingIsNothing() {
		assertThat(open(this.database).append(List.of())).isEmpty();
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static List<LogEntry> entries(int count) {
		return LongStream.range(0, count).mapToObj(Events::entry).toList();
	}

	// a connection that breaks after the database has committed
	private static DataSource losing(DataSource real, AtomicBoolean lose) {
		return proxy(DataSource.class, real, (method, result) -> (result instanceof Connection connection)
				? proxy(Connection.class, connection, (inner, value) -> {
					if (inner.equals("commit") && lose.compareAndSet(true, false)) {
						throw new SQLException("connection reset", "08006");
					}
					return value;
				}) : result);
	}

	private static <T> T proxy(Class<T> type, T real, After after) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				try {
					return after.apply(method.getName(), method.invoke(real, arguments));
				}
				catch (InvocationTargetException ex) {
					throw ex.getCause();
				}
			}));
	}

	/**
	 * What happens after a call.
	 */
	private interface After {

		@Nullable Object apply(String method, @Nullable Object result) throws SQLException;

	}

}
