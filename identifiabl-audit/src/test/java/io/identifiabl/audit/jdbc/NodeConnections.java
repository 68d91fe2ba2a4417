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

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;

import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;

import com.mysql.cj.jdbc.MysqlConnectionPoolDataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A pool of connections that can be closed under a node, and opened again.
 *
 * @author Identifiabl Contributors
 */
final class NodeConnections implements DataSource {

	private static final int TIMEOUT_SECONDS = 3;

	private final String url;

	private volatile JdbcConnectionPool pool;

	NodeConnections(String url) {
		this.url = url;
		this.pool = create(url);
	}

	private static JdbcConnectionPool create(String url) {
		JdbcConnectionPool pool = JdbcConnectionPool.create(source(url));
		pool.setLoginTimeout(TIMEOUT_SECONDS);
		return pool;
	}

	private static ConnectionPoolDataSource source(String url) {
		if (url.startsWith("jdbc:h2:")) {
			FullDisk.register();
			JdbcDataSource source = new JdbcDataSource();
			source.setURL(url);
			source.setUser("sa");
			return source;
		}
		if (url.startsWith("jdbc:mysql:")) {
			MysqlConnectionPoolDataSource source = new MysqlConnectionPoolDataSource();
			source.setUrl(url);
			return source;
		}
		PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
		source.setUrl(url);
		return source;
	}

	void close() {
		this.pool.dispose();
	}

	void open() {
		this.pool = create(this.url);
	}

	@Override
	public Connection getConnection() throws SQLException {
		return this.pool.getConnection();
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return getConnection();
	}

	@Override
	public @Nullable PrintWriter getLogWriter() {
		return null;
	}

	@Override
	public void setLogWriter(@Nullable PrintWriter out) {
	}

	@Override
	public void setLoginTimeout(int seconds) {
	}

	@Override
	public int getLoginTimeout() {
		return TIMEOUT_SECONDS;
	}

	@Override
	public Logger getParentLogger() {
		return Logger.getGlobal();
	}

	@Override
	public <T> T unwrap(Class<T> type) throws SQLException {
		throw new SQLException("wraps nothing");
	}

	@Override
	public boolean isWrapperFor(Class<?> type) {
		return false;
	}

}
