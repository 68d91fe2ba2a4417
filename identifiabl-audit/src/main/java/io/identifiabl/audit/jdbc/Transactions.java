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
import java.time.Duration;

import javax.sql.DataSource;

/**
 * Runs work on a connection of its own, so that it is committed whatever becomes of the
 * caller's transaction.
 *
 * @author Identifiabl Contributors
 */
final class Transactions {

	// longer than any statement may take
	private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(Statements.TIMEOUT_SECONDS + 5L);

	private final DataSource dataSource;

	private final int networkTimeout;

	Transactions(DataSource dataSource) {
		this(dataSource, NETWORK_TIMEOUT);
	}

	/**
	 * Create transactions.
	 * @param dataSource where connections come from
	 * @param networkTimeout how long a database may send nothing before its connection is
	 * given up: the time-out of a statement is told through the same network
	 */
	Transactions(DataSource dataSource, Duration networkTimeout) {
		this.dataSource = dataSource;
		this.networkTimeout = (int) networkTimeout.toMillis();
	}

	<T> T run(String what, Work<T> work) {
		try {
			return execute(work);
		}
		catch (SQLException ex) {
			throw SqlFailures.translate(what, ex);
		}
	}

	// what another attempt can solve that looks before it inserts
	<T> T run(String what, Work<T> work, Work<T> ifViolated) {
		try {
			return execute(work);
		}
		catch (SQLException ex) {
			if (!SqlFailures.isViolation(ex)) {
				throw SqlFailures.translate(what, ex);
			}
			return run(what, ifViolated);
		}
	}

	// what is only tried
	void runAndUndo(String what, Work<?> work) {
		run(what, (connection) -> {
			work.run(connection);
			connection.rollback();
			return true;
		});
	}

	private <T> T execute(Work<T> work) throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			int patience = limit(connection, this.networkTimeout);
			boolean autoCommit = connection.getAutoCommit();
			connection.setAutoCommit(false);
			boolean done = false;
			try {
				T result = work.run(connection);
				connection.commit();
				done = true;
				return result;
			}
			finally {
				if (done || rollback(connection)) {
					restore(connection, autoCommit);
					if (patience >= 0) {
						limit(connection, patience);
					}
				}
			}
		}
	}

	// return what it was before, -1 if the driver has no such thing, or the connection is
	// broken
	private static int limit(Connection connection, int milliseconds) {
		try {
			int before = connection.getNetworkTimeout();
			if (before != milliseconds) {
				connection.setNetworkTimeout(Runnable::run, milliseconds);
			}
			return before;
		}
		catch (SQLException | AbstractMethodError ex) {
			return -1;
		}
	}

	// whatever a broken connection is asked for: one to an H2 whose disk was full would
	// never answer
	private static boolean rollback(Connection connection) {
		try {
			connection.rollback();
			return true;
		}
		catch (SQLException ex) {
			// what broke it is what is reported
			return false;
		}
	}

	private static void restore(Connection connection, boolean autoCommit) {
		try {
			connection.setAutoCommit(autoCommit);
		}
		catch (SQLException ex) {
			// a pool will notice
		}
	}

	/**
	 * Work on a connection.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	interface Work<T> {

		T run(Connection connection) throws SQLException;

	}

}
