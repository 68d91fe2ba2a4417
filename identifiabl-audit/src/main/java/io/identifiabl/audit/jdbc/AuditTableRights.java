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
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.identifiabl.audit.AuditStoreException;

/**
 * What a login of the database may do with the tables of the audit trail, in comparison
 * with the scripts {@code grants-*.sql}. Nothing is changed to find that out. What is
 * missing is tried, so that the database itself says it, whatever roles are involved;
 * what is too much is looked up, so that nothing is refused for it.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
public final class AuditTableRights {

	private static final Pattern SIMPLE_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

	private final Transactions transactions;

	private final AuditTables tables;

	/**
	 * Create the rights of a login.
	 * @param dataSource connects with it
	 * @param prefix what the names of the tables begin with
	 */
	public AuditTableRights(DataSource dataSource, String prefix) {
		this(new Transactions(dataSource), AuditTables.of(prefix));
	}

	AuditTableRights(Transactions transactions, AuditTables tables) {
		this.transactions = transactions;
		this.tables = tables;
	}

	/**
	 * Find what the login lacks to append, to sign, to verify and to answer.
	 * @return the statements that give it the rights, none if it has them
	 * @throws AuditStoreException if that cannot be found out
	 */
	public List<String> findMissing() {
		return find((connection) -> {
			List<TableRight> rights = TableRight.ofWriter(this.tables, false);
			List<TableRight> missing = missing(connection, rights);
			if (missing.size() == 1 && missing.get(0).privilege().equals(TableRight.INSERT)
					&& missing.get(0).table().equals(this.tables.log()) && isBegun(connection)) {
				return List.of();
			}
			return grants(connection, missing);
		});
	}

	/**
	 * Find what the login lacks to erase personal data and to prune.
	 * @return the statements that give it the rights, none if it has them
	 * @throws AuditStoreException if that cannot be found out
	 */
	public List<String> findMissingForMaintenance() {
		return find((connection) -> grants(connection, missing(connection, TableRight.ofMaintenance(this.tables))));
	}

	/**
	 * Find what the login may do besides writing, which would let whoever gets hold of it
	 * rewrite or delete what was recorded.
	 * @return the rights, in words; none if nothing is known to be too much
	 * @throws AuditStoreException if that cannot be found out
	 */
	public List<String> findExcess() {
		return find((connection) -> ExcessRights.find(connection, this.tables));
	}

	private List<String> find(Transactions.Work<List<String>> work) {
		return this.transactions.run("be asked for the rights of its login", (connection) -> {
			List<String> found = work.run(connection);
			connection.rollback();
			return found;
		});
	}

	private static List<TableRight> missing(Connection connection, List<TableRight> rights) throws SQLException {
		List<TableRight> missing = new ArrayList<>();
		for (TableRight right : rights) {
			if (isDenied(connection, right)) {
				missing.add(right);
			}
		}
		return missing;
	}

	private static boolean isDenied(Connection connection, TableRight right) throws SQLException {
		try {
			for (String probe : right.toProbes()) {
				try (PreparedStatement statement = Statements.prepare(connection, probe)) {
					statement.execute();
				}
			}
			return false;
		}
		catch (SQLException ex) {
			if (!SqlFailures.isDenied(ex)) {
				throw ex;
			}
			// PostgreSQL does nothing more in a transaction in which something failed
			connection.rollback();
			return true;
		}
	}

	private boolean isBegun(Connection connection) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection,
				"SELECT id FROM " + this.tables.log() + " WHERE id = 1"); ResultSet rows = statement.executeQuery()) {
			return rows.next();
		}
	}

	private List<String> grants(Connection connection, List<TableRight> missing) throws SQLException {
		if (missing.isEmpty()) {
			return List.of();
		}
		String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
		String login = getLogin(connection, product);
		List<String> grants = new ArrayList<>();
		int dot = this.tables.log().lastIndexOf('.');
		if (dot > 0 && product.equals("postgresql")) {
			grants.add("GRANT USAGE ON SCHEMA " + this.tables.log().substring(0, dot) + " TO " + login + ";");
		}
		missing.forEach((right) -> grants.add(right.toGrant(login, !product.equals("h2"))));
		return grants;
	}

	private static String getLogin(Connection connection, String product) throws SQLException {
		try (PreparedStatement statement = Statements.prepare(connection, "SELECT CURRENT_USER");
				ResultSet rows = statement.executeQuery()) {
			String name = rows.next() ? String.valueOf(rows.getString(1)) : "";
			int at = name.lastIndexOf('@');
			if (at >= 0 && (product.equals("mysql") || product.equals("mariadb"))) {
				return "'" + name.substring(0, at) + "'@'" + name.substring(at + 1) + "'";
			}
			boolean simple = product.equals("h2") || SIMPLE_NAME.matcher(name).matches();
			return simple ? name : "\"" + name.replace("\"", "\"\"") + "\"";
		}
	}

}
