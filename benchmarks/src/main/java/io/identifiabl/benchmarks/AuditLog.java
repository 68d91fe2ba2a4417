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

package io.identifiabl.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariDataSource;

import io.identifiabl.audit.jdbc.JdbcAuditStore;

/**
 * A new log in a database.
 *
 * @author Identifiabl Contributors
 */
final class AuditLog implements Closeable {

	static final String ORIGIN = "benchmarks";

	private static final int POOL_SIZE = 8;

	private final HikariDataSource dataSource = new HikariDataSource();

	AuditLog(String url, String user, String platform) throws IOException, SQLException {
		this.dataSource.setJdbcUrl(url);
		this.dataSource.setUsername(user);
		this.dataSource.setMaximumPoolSize(POOL_SIZE);
		try (InputStream script = JdbcAuditStore.class.getResourceAsStream("schema-" + platform + ".sql");
				Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			if (script == null) {
				throw new IOException("no script for " + platform);
			}
			for (String sql : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";", -1)) {
				if (!sql.isBlank()) {
					statement.execute(sql);
				}
			}
		}
	}

	JdbcAuditStore open() {
		return JdbcAuditStore.open(this.dataSource, JdbcAuditStore.DEFAULT_PREFIX, ORIGIN);
	}

	Connection connect() throws SQLException {
		return this.dataSource.getConnection();
	}

	/**
	 * Ask for a number.
	 * @param sql the query
	 * @return the only value that it finds
	 */
	long query(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			rows.next();
			return rows.getLong(1);
		}
	}

	/**
	 * Have the database look at what it holds, which it otherwise does from time to time.
	 */
	void analyze() throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("ANALYZE");
		}
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
