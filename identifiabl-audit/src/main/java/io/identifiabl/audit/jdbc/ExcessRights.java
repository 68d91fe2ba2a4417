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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rights that a writer does not need, as the catalogs of databases know them.
 *
 * @author Identifiabl Contributors
 */
final class ExcessRights {

	private static final List<String> TABLE_PRIVILEGES = List.of(TableRight.DELETE, "TRUNCATE", "TRIGGER");

	private ExcessRights() {
	}

	static List<String> find(Connection connection, AuditTables tables) throws SQLException {
		return switch (connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT)) {
			case "postgresql" -> findInPostgresql(connection, tables);
			case "mysql", "mariadb" -> MysqlGrants.read(connection).findExcess(connection.getCatalog(), tables);
			case "h2" -> findInH2(connection, tables);
			default -> List.of();
		};
	}

	private static List<String> findInPostgresql(Connection connection, AuditTables tables) throws SQLException {
		if (is(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
			return List.of("SUPERUSER");
		}
		List<String> excess = new ArrayList<>();
		for (String table : tables.all()) {
			if (is(connection,
					"SELECT pg_has_role(c.relowner, 'MEMBER') OR pg_has_role(n.nspowner, 'MEMBER') FROM pg_class c "
							+ "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)",
					table)) {
				excess.add("ownership of " + table);
				continue;
			}
			for (String privilege : TABLE_PRIVILEGES) {
				if (is(connection, "SELECT has_table_privilege(?, '" + privilege + "')", table)) {
					excess.add(privilege + " on " + table);
				}
			}
			addUpdates(connection, tables, table, excess);
		}
		return excess;
	}

	private static void addUpdates(Connection connection, AuditTables tables, String table, List<String> excess)
			throws SQLException {
		Set<String> columns = new TreeSet<>();
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped "
						+ "AND has_column_privilege(attrelid, attnum, 'UPDATE')")) {
			statement.setString(1, table);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					columns.add(rows.getString(1));
				}
			}
		}
		columns.removeAll(updatable(tables, table));
		if (!columns.isEmpty()) {
			excess.add("UPDATE (" + String.join(", ", columns) + ") on " + table);
		}
	}

	// which columns of a table a writer has to update
	static List<String> updatable(AuditTables tables, String table) {
		return TableRight.ofWriter(tables, true)
			.stream()
			.filter((right) -> right.privilege().equals(TableRight.UPDATE) && right.table().equals(table))
			.flatMap((right) -> right.columns().stream())
			.toList();
	}

	// which knows no rights for columns, and has no log of what it refuses
	private static List<String> findInH2(Connection connection, AuditTables tables) throws SQLException {
		if (is(connection, "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER")) {
			return List.of("ADMIN");
		}
		List<String> excess = new ArrayList<>();
		for (String table : tables.all()) {
			if (isAllowed(connection, "DELETE FROM " + table + " WHERE 1 = 0")) {
				excess.add("DELETE on " + table);
			}
		}
		if (isAllowed(connection, "UPDATE " + tables.event() + " SET idx = idx WHERE 1 = 0")) {
			excess.add("UPDATE on " + tables.event());
		}
		return excess;
	}

	private static boolean isAllowed(Connection connection, String sql) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			statement.execute();
			return true;
		}
		catch (SQLException ex) {
			if (!SqlFailures.isDenied(ex)) {
				throw ex;
			}
			return false;
		}
	}

	private static boolean is(Connection connection, String sql, String... parameters) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection, sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setString(i + 1, parameters[i]);
			}
			try (ResultSet rows = statement.executeQuery()) {
				return rows.next() && rows.getBoolean(1);
			}
		}
	}

}
