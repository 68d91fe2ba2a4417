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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Makes durable what H2 says it has committed: it writes a commit to its file up to a
 * second later, and a process that is killed before loses it. Other databases wait.
 *
 * @author Identifiabl Contributors
 */
final class DiskSync {

	private static final String STATEMENT = "CHECKPOINT SYNC";

	private DiskSync() {
	}

	/**
	 * Return whether it takes a statement to make a commit durable.
	 * @param connection the database
	 * @return whether it is an H2 in a file, whose user may say that
	 */
	static boolean isNeeded(Connection connection) throws SQLException {
		String url = String.valueOf(connection.getMetaData().getURL()).toLowerCase(Locale.ROOT);
		if (!url.startsWith("jdbc:h2:") || url.startsWith("jdbc:h2:mem:")) {
			return false;
		}
		try {
			run(connection);
			return true;
		}
		catch (SQLException ex) {
			// only administrators may
			return false;
		}
	}

	static void run(Connection connection) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection, STATEMENT)) {
			statement.execute();
		}
	}

}
