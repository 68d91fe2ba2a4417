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

	private static String showLimit(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
			assertThat(rows.next()).isTrue();
			return rows.getString(1);
		}
	}

}
