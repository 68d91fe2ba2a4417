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
import java.util.List;

import javax.sql.DataSource;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.identifiabl.audit.trail.Events;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link JdbcAuditStore} on a real PostgreSQL.
 *
 * @author Identifiabl Contributors
 */
@Tag("database")
class PostgresqlAuditStoreTests extends PlantedRowsContract {

	@Override
	DataSource createDatabase() {
		return AuditDatabases.postgresql();
	}

	@Test
	void nodeThatStandsStillKeepsNoOtherFromWriting() throws Exception {
		FrozenNode.assertThatOthersGoOn(AuditDatabases.postgresql(), List.of(Events.entry(0)),
				List.of(Events.entry(1)));
	}

	// a connection of a pool may be somebody else's next
	@Test
	void limitOfALockEndsWithItsTransaction() throws Exception {
		DataSource database = AuditDatabases.postgresql();
		JdbcAuditStore.open(database, JdbcAuditStore.DEFAULT_PREFIX, "notes");
		try (Connection connection = database.getConnection()) {
			connection.setAutoCommit(false);
			new LogTable("identifiabl_audit_log", "notes", connection.getMetaData().getDatabaseProductName())
				.lock(connection);
			assertThat(showLimit(connection)).isEqualTo("2s");
			connection.commit();
			assertThat(showLimit(connection)).isEqualTo("0");
		}
	}

	// it is off by default in this database, as some operators have it
	@Test
	void whatIsAcknowledgedIsOnTheDiskWhateverTheDatabaseDoesByDefault() throws Exception {
		DataSource database = AuditDatabases.postgresql();
		JdbcAuditStore store = JdbcAuditStore.open(database, JdbcAuditStore.DEFAULT_PREFIX, "notes");
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			assertThat(show(connection, "synchronous_commit")).isEqualTo("off");
			statement.execute("CREATE TABLE seen (setting TEXT)");
			statement.execute("CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
					+ " INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$");
			statement.execute("CREATE TRIGGER see BEFORE INSERT ON identifiabl_audit_event"
					+ " FOR EACH ROW EXECUTE FUNCTION see()");
			store.append(List.of(Events.entry(0)));
			try (ResultSet rows = statement.executeQuery("SELECT setting FROM seen")) {
				assertThat(rows.next()).isTrue();
				assertThat(rows.getString(1)).isEqualTo("on");
			}
		}
	}

	// waiting for a standby is more than waiting for the disk
	@Test
	void databaseThatWaitsForMoreThanTheDiskGoesOnDoingSo() throws Exception {
		DataSource database = AuditDatabases.postgresql();
		JdbcAuditStore.open(database, JdbcAuditStore.DEFAULT_PREFIX, "notes");
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("SET synchronous_commit = 'remote_apply'");
			connection.setAutoCommit(false);
			new LogTable("identifiabl_audit_log", "notes", connection.getMetaData().getDatabaseProductName())
				.lock(connection);
			assertThat(show(connection, "synchronous_commit")).isEqualTo("remote_apply");
		}
	}

	private static String showLimit(Connection connection) throws SQLException {
		return show(connection, "idle_in_transaction_session_timeout");
	}

	private static String show(Connection connection, String setting) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SHOW " + setting)) {
			assertThat(rows.next()).isTrue();
			return rows.getString(1);
		}
	}

}
