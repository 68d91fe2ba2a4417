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

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link Transactions} on a connection over which nothing comes any longer, without being
 * told that it is broken.
 *
 * @author Identifiabl Contributors
 */
@Tag("database")
class NetworkTimeoutTests {

	private static final Duration TIMEOUT = Duration.ofMillis(500);

	@ParameterizedTest
	@ValueSource(strings = { "postgresql", "mariadb" })
	void runWhenNothingComesAnyLongerThenGivesUp(String kind) {
		String url = kind.equals("mariadb") ? AuditDatabases.mariadbUrl() : AuditDatabases.postgresqlUrl();
		URI uri = URI.create(url.substring("jdbc:".length()));
		try (SilentProxy proxy = SilentProxy.start(uri.getPort())) {
			DataSource database = AuditDatabases
				.connect(url.replace(uri.getHost() + ":" + uri.getPort(), "127.0.0.1:" + proxy.getPort()));
			CountDownLatch silent = new CountDownLatch(1);
			CompletableFuture<Boolean> work = CompletableFuture
				.supplyAsync(() -> new Transactions(database, TIMEOUT).run("be asked", (connection) -> {
					ask(connection);
					proxy.setSilent(true);
					silent.countDown();
					return ask(connection);
				}));
			assertThat(work).failsWithin(20, TimeUnit.SECONDS)
				.withThrowableThat()
				.havingCause()
				.isInstanceOfSatisfying(AuditStoreException.class,
						(failure) -> assertThat(failure.getKind()).isEqualTo(Kind.STORE));
			assertThat(silent.getCount()).isZero();
		}
	}

	// a connection of a pool may be somebody else's next
	@ParameterizedTest
	@ValueSource(strings = { "postgresql", "mariadb", "h2" })
	void runThenLeavesTheConnectionAsItWas(String kind) throws Exception {
		DataSource database = switch (kind) {
			case "postgresql" -> AuditDatabases.postgresql();
			case "mariadb" -> AuditDatabases.mariadb("");
			default -> AuditDatabases.h2();
		};
		try (Connection connection = database.getConnection()) {
			int before = connection.getNetworkTimeout();
			AtomicInteger meanwhile = new AtomicInteger();
			new Transactions(keeping(database, connection), TIMEOUT).run("be asked", (own) -> {
				meanwhile.set(own.getNetworkTimeout());
				return ask(own);
			});
			assertThat(connection.getNetworkTimeout()).isEqualTo(before);
			assertThat(meanwhile).hasValue(kind.equals("h2") ? before : (int) TIMEOUT.toMillis());
		}
	}

	private static boolean ask(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			return statement.execute("SELECT size FROM identifiabl_audit_log");
		}
	}

	private static DataSource keeping(DataSource database, Connection connection) {
		Connection open = FailingDatabases.keptOpen(connection);
		return FailingDatabases.proxy(DataSource.class, database,
				(method, result) -> method.equals("getConnection") ? open : result);
	}

}
