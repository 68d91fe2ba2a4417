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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

import io.identifiabl.revocation.Revocation;

/**
 * The table of revocations. Rows are only ever added and, when they have expired,
 * deleted. Values are never compared by the database, whose collation might take two of
 * them for one.
 *
 * @author Identifiabl Contributors
 */
final class RevocationTable {

	private static final int QUERY_TIMEOUT = (int) Duration.ofSeconds(10).toSeconds();

	private final DataSource dataSource;

	private final JdbcTemplate template;

	private final String name;

	RevocationTable(DataSource dataSource, String name) {
		this.dataSource = dataSource;
		this.template = new JdbcTemplate(dataSource);
		this.template.setQueryTimeout(QUERY_TIMEOUT);
		this.name = name;
	}

	boolean exists() {
		try {
			readAfter(Long.MAX_VALUE, Instant.EPOCH, (row) -> {
			});
			return true;
		}
		catch (BadSqlGrammarException ex) {
			return false;
		}
	}

	long getHighestId() {
		Long highest = this.template.queryForObject("SELECT MAX(id) FROM " + this.name, Long.class);
		return (highest != null) ? highest : 0;
	}

	void readAfter(long id, Instant expiringFrom, RowCallbackHandler handler) {
		this.template.query("SELECT id, kind, issuer, revoked_value, revoked_at, expires_at FROM " + this.name
				+ " WHERE id > ? AND expires_at >= ?", handler, id, expiringFrom.getEpochSecond());
	}

	void insert(Revocation revocation, Instant expiresAt) {
		update("INSERT INTO " + this.name
				+ " (kind, issuer, revoked_value, revoked_at, expires_at) VALUES (?, ?, ?, ?, ?)",
				revocation.getKind().name(), revocation.getIssuer(), revocation.getValue(),
				revocation.getRevokedAt().getEpochSecond(), expiresAt.getEpochSecond());
	}

	void deleteExpired(Instant before) {
		update("DELETE FROM " + this.name + " WHERE expires_at < ?", before.getEpochSecond());
	}

	// on a connection of its own: other nodes must see it at once, whatever becomes of
	// the
	// caller's transaction
	private void update(String sql, Object... arguments) {
		try (Connection connection = this.dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setQueryTimeout(QUERY_TIMEOUT);
			for (int i = 0; i < arguments.length; i++) {
				statement.setObject(i + 1, arguments[i]);
			}
			statement.executeUpdate();
			if (!connection.getAutoCommit()) {
				connection.commit();
			}
		}
		catch (SQLException ex) {
			throw translate(sql, ex);
		}
	}

	private DataAccessException translate(String sql, SQLException failure) {
		DataAccessException translated = this.template.getExceptionTranslator().translate("Revocation", sql, failure);
		return (translated != null) ? translated : new UncategorizedSQLException("Revocation", sql, failure);
	}

}
