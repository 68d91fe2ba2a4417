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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What {@code SHOW GRANTS} says, of MySQL and MariaDB, about whoever is connected and the
 * roles that are active.
 *
 * @author Identifiabl Contributors
 */
final class MysqlGrants {

	private static final Pattern GRANT = Pattern
		.compile("GRANT (.+?) ON (?:TABLE )?(\\*|`[^`]*`)\\.(\\*|`[^`]*`) TO .*", Pattern.DOTALL);

	// a privilege, and maybe its columns
	private static final Pattern PRIVILEGE = Pattern.compile("([A-Z][A-Z ]*[A-Z])(?: \\(([^)]*)\\))?");

	// with which records can be changed or removed, or somebody made who can do that
	private static final Set<String> DANGEROUS = Set.of("ALL PRIVILEGES", "ALL", TableRight.UPDATE, TableRight.DELETE,
			"DROP", "ALTER", "TRIGGER", "SUPER", "CREATE USER");

	private static final String NO_ROLE = "NONE";

	private final List<String> lines;

	MysqlGrants(List<String> lines) {
		this.lines = List.copyOf(lines);
	}

	static MysqlGrants read(Connection connection) throws SQLException {
		if (query(connection, "SELECT VERSION()").get(0).toLowerCase(Locale.ROOT).contains("mariadb")) {
			return new MysqlGrants(query(connection, "SHOW GRANTS"));
		}
		// which names roles, and says what they may only if it is told their names
		String role = activeRoles(connection);
		return new MysqlGrants(query(connection,
				role.equals(NO_ROLE) ? "SHOW GRANTS" : "SHOW GRANTS FOR CURRENT_USER() USING " + role));
	}

	// of MySQL 8; there were none before
	private static String activeRoles(Connection connection) {
		try {
			return query(connection, "SELECT CURRENT_ROLE()").get(0);
		}
		catch (SQLException ex) {
			return NO_ROLE;
		}
	}

	private static List<String> query(Connection connection, String sql) throws SQLException {
		List<String> lines = new ArrayList<>();
		try (PreparedStatement statement = Statements.prepare(connection, sql);
				ResultSet rows = statement.executeQuery()) {
			while (rows.next()) {
				lines.add(String.valueOf(rows.getString(1)));
			}
		}
		return lines;
	}

	List<String> findExcess(@Nullable String database, AuditTables tables) {
		List<String> excess = new ArrayList<>();
		for (String line : this.lines) {
			Matcher grant = GRANT.matcher(line);
			if (!grant.matches()) {
				continue;
			}
			String scope = unquote(grant.group(2));
			String name = unquote(grant.group(3));
			for (String table : tables.all()) {
				int dot = table.lastIndexOf('.');
				String schema = (dot > 0) ? table.substring(0, dot) : String.valueOf(database);
				if (isIn(schema, scope) && (name.equals("*") || name.equals(table.substring(dot + 1)))) {
					String object = name.equals("*") ? scope + ".*" : table;
					excess.addAll(find(grant.group(1), ExcessRights.updatable(tables, table), object));
				}
			}
		}
		return excess.stream().distinct().toList();
	}

	private static List<String> find(String privileges, List<String> updatable, String object) {
		List<String> excess = new ArrayList<>();
		Matcher privilege = PRIVILEGE.matcher(privileges);
		while (privilege.find()) {
			String columns = privilege.group(2);
			if (!DANGEROUS.contains(privilege.group(1))) {
				continue;
			}
			List<String> more = (columns != null) ? moreThan(columns, updatable) : List.of();
			if (columns == null || !more.isEmpty()) {
				excess.add(privilege.group(1) + (more.isEmpty() ? "" : " (" + String.join(", ", more) + ")") + " on "
						+ object);
			}
		}
		return excess;
	}

	private static List<String> moreThan(String columns, List<String> needed) {
		return Pattern.compile(",")
			.splitAsStream(columns)
			.map((column) -> unquote(column.strip()))
			.filter((column) -> !needed.contains(column))
			.toList();
	}

	// the name of a database may be a pattern
	private static boolean isIn(String schema, String scope) {
		if (scope.equals("*")) {
			return true;
		}
		StringBuilder regex = new StringBuilder();
		for (int i = 0; i < scope.length(); i++) {
			char c = scope.charAt(i);
			if (c == '\\' && i + 1 < scope.length()) {
				i++;
				regex.append(Pattern.quote(String.valueOf(scope.charAt(i))));
			}
			else {
				regex.append(switch (c) {
					case '%' -> ".*";
					case '_' -> ".";
					default -> Pattern.quote(String.valueOf(c));
				});
			}
		}
		return schema.matches(regex.toString());
	}

	private static String unquote(String name) {
		return name.startsWith("`") ? name.substring(1, name.length() - 1) : name;
	}

}
