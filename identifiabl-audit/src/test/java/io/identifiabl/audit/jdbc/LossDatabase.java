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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A database of one node, of which everything can fail that an administrator can make
 * fail, without any other one being touched.
 *
 * @author Identifiabl Contributors
 */
abstract class LossDatabase implements AutoCloseable {

	static final String LOCK = "SELECT size FROM identifiabl_audit_log WHERE id = 1 FOR UPDATE";

	private static final String FOREIGN_ROW = "INSERT INTO identifiabl_audit_event (idx, event_id, event_time, stream, seq,"
			+ " type, payload, leaf_hash) SELECT l.size, 'foreign', e.event_time, 'foreign', 0, e.type, e.payload,"
			+ " e.leaf_hash FROM identifiabl_audit_log l, identifiabl_audit_event e WHERE e.idx = 0";

	static final AtomicInteger COUNT = new AtomicInteger();

	final String user = "loss" + COUNT.incrementAndGet();

	private final String adminUrl;

	private final @Nullable SilentProxy proxy;

	private @Nullable Connection holder;

	LossDatabase(String adminUrl, @Nullable SilentProxy proxy) {
		this.adminUrl = adminUrl;
		this.proxy = proxy;
	}

	String getAdminUrl() {
		return this.adminUrl;
	}

	/** Where the node finds it. */
	abstract String getUrl();

	void begin(Outage outage) throws SQLException {
		switch (outage) {
			case FOREIGN_ROW -> inOneTransaction(LOCK, FOREIGN_ROW);
			case LOCK_HELD -> hold();
			case NETWORK_SILENT -> proxy().setSilent(true);
			default -> fail(outage);
		}
	}

	void end(Outage outage) throws SQLException {
		switch (outage) {
			case FOREIGN_ROW -> inOneTransaction("DELETE FROM identifiabl_audit_event WHERE event_id = 'foreign'");
			case LOCK_HELD -> release();
			case NETWORK_SILENT -> proxy().setSilent(false);
			default -> repair(outage);
		}
	}

	abstract void fail(Outage outage) throws SQLException;

	abstract void repair(Outage outage) throws SQLException;

	private SilentProxy proxy() {
		if (this.proxy == null) {
			throw new IllegalStateException("there is no network");
		}
		return this.proxy;
	}

	void hold() throws SQLException {
		Connection connection = AuditDatabases.connect(this.adminUrl).getConnection();
		connection.setAutoCommit(false);
		try (Statement statement = connection.createStatement()) {
			statement.execute(LOCK);
		}
		this.holder = connection;
	}

	void release() throws SQLException {
		Connection connection = this.holder;
		if (connection != null) {
			this.holder = null;
			connection.rollback();
			connection.close();
		}
	}

	void execute(String... statements) throws SQLException {
		try (Connection connection = AuditDatabases.connect(this.adminUrl).getConnection();
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
	}

	private void inOneTransaction(String... statements) throws SQLException {
		try (Connection connection = AuditDatabases.connect(this.adminUrl).getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			for (String sql : statements) {
				statement.execute(sql);
			}
			connection.commit();
		}
	}

	@Override
	public void close() throws SQLException {
		release();
		if (this.proxy != null) {
			this.proxy.close();
		}
	}

}
