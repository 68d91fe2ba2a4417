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

import java.util.ArrayList;
import java.util.List;

/**
 * What a login may do with a table, or with some of its columns.
 *
 * @param privilege the word for it in a {@code GRANT}
 * @param table the table
 * @param columns the columns, none if it is for all of them
 * @param locking whether rows are locked by it as well
 * @author Identifiabl Contributors
 */
record TableRight(String privilege, String table, List<String> columns, boolean locking) {

	static final String SELECT = "SELECT";

	static final String INSERT = "INSERT";

	static final String UPDATE = "UPDATE";

	static final String DELETE = "DELETE";

	/**
	 * Return what a node needs to append, to sign, to verify and to answer.
	 * @param tables the tables
	 * @param begun whether the log was begun, which nobody has to do again
	 * @return the rights
	 */
	static List<TableRight> ofWriter(AuditTables tables, boolean begun) {
		List<TableRight> rights = new ArrayList<>();
		tables.all().forEach((table) -> rights.add(of(SELECT, table)));
		tables.all()
			.stream()
			.filter((table) -> !begun || !table.equals(tables.log()))
			.forEach((table) -> rights.add(of(INSERT, table)));
		rights.add(new TableRight(UPDATE, tables.log(), List.of("size", "frontier"), true));
		rights.add(of(UPDATE, tables.checkpoint(), "note", "created"));
		rights.add(new TableRight(UPDATE, tables.turn(), List.of("node", "ends_at", "next_index"), true));
		return rights;
	}

	/**
	 * Return what it takes to erase personal data and to prune.
	 * @param tables the tables
	 * @return the rights
	 */
	static List<TableRight> ofMaintenance(AuditTables tables) {
		return List.of(of(SELECT, tables.log()), of(SELECT, tables.event()), of(SELECT, tables.resource()),
				of(SELECT, tables.checkpoint()), new TableRight(UPDATE, tables.log(), List.of("first_index"), true),
				of(UPDATE, tables.event(), EventTable.ERASABLE.toArray(String[]::new)), of(DELETE, tables.event()),
				of(DELETE, tables.resource()), of(DELETE, tables.checkpoint()));
	}

	private static TableRight of(String privilege, String table, String... columns) {
		return new TableRight(privilege, table, List.of(columns), false);
	}

	/**
	 * Return statements that change nothing, and that no database runs for somebody who
	 * lacks the right.
	 */
	List<String> toProbes() {
		List<String> probes = new ArrayList<>();
		probes.add(switch (this.privilege) {
			case SELECT -> "SELECT * FROM " + this.table + " WHERE 1 = 0";
			case INSERT -> "INSERT INTO " + this.table + " SELECT * FROM " + this.table + " WHERE 1 = 0";
			case UPDATE -> "UPDATE " + this.table + " SET "
					+ String.join(", ", this.columns.stream().map((column) -> column + " = " + column).toList())
					+ " WHERE 1 = 0";
			default -> "DELETE FROM " + this.table + " WHERE 1 = 0";
		});
		if (this.locking) {
			probes.add("SELECT * FROM " + this.table + " WHERE 1 = 0 FOR UPDATE");
		}
		return probes;
	}

	/**
	 * Return the statement that gives the right to a login.
	 * @param login the login, as statements have it
	 * @param ofColumns whether the database knows rights for columns
	 */
	String toGrant(String login, boolean ofColumns) {
		return "GRANT " + this.privilege
				+ ((ofColumns && !this.columns.isEmpty()) ? " (" + String.join(", ", this.columns) + ")" : "") + " ON "
				+ this.table + " TO " + login + ";";
	}

}
