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

package io.identifiabl.audit.tampering;

import com.mysql.cj.jdbc.MysqlConnectionPoolDataSource;
import com.mysql.cj.jdbc.MysqlDataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

import io.identifiabl.audit.jdbc.AuditDatabases;

/**
 * A database to tamper with.
 *
 * @author Identifiabl Contributors
 */
enum Platform {

	H2("H2"), POSTGRESQL("PostgreSQL"), MARIADB("MariaDB");

	private final String title;

	Platform(String title) {
		this.title = title;
	}

	/**
	 * Return a new database with its tables, whose connections are kept.
	 */
	JdbcConnectionPool create() {
		return switch (this) {
			case H2 -> (JdbcConnectionPool) AuditDatabases.h2();
			case POSTGRESQL -> postgresql((PGSimpleDataSource) AuditDatabases.postgresql());
			case MARIADB -> mariadb((MysqlDataSource) AuditDatabases.mariadb("&rewriteBatchedStatements=true"));
		};
	}

	private static JdbcConnectionPool postgresql(PGSimpleDataSource database) {
		PGConnectionPoolDataSource pooled = new PGConnectionPoolDataSource();
		pooled.setUrl(String.valueOf(database.getUrl()));
		pooled.setUser("postgres");
		pooled.setReWriteBatchedInserts(true);
		// or a connection would remember tables that were changed since
		pooled.setPrepareThreshold(0);
		return JdbcConnectionPool.create(pooled);
	}

	private static JdbcConnectionPool mariadb(MysqlDataSource database) {
		MysqlConnectionPoolDataSource pooled = new MysqlConnectionPoolDataSource();
		pooled.setUrl(database.getUrl());
		return JdbcConnectionPool.create(pooled);
	}

	String dropPrimaryKey(String table) {
		return "ALTER TABLE " + LogTables.name(table)
				+ ((this == POSTGRESQL) ? " DROP CONSTRAINT " + LogTables.name(table) + "_pkey" : " DROP PRIMARY KEY");
	}

	String allowNull(String column) {
		if (this != MARIADB) {
			return "ALTER TABLE identifiabl_audit_event ALTER COLUMN " + column + " DROP NOT NULL";
		}
		String type = switch (column) {
			case "event_time" -> "DATETIME(6)";
			case "seq" -> "BIGINT";
			case "payload" -> "MEDIUMTEXT";
			case "leaf_hash" -> "VARBINARY(2048)";
			default -> "VARCHAR(48)";
		};
		return "ALTER TABLE identifiabl_audit_event MODIFY " + column + " " + type + " NULL";
	}

	String dropUniqueNumbers() {
		return "DROP INDEX identifiabl_audit_event_ux1" + ((this == MARIADB) ? " ON identifiabl_audit_event" : "");
	}

	String cutTimes() {
		return switch (this) {
			case H2 -> "ALTER TABLE identifiabl_audit_event ALTER COLUMN event_time TIMESTAMP(0)";
			case POSTGRESQL -> "ALTER TABLE identifiabl_audit_event ALTER COLUMN event_time TYPE TIMESTAMP(0)";
			case MARIADB -> "ALTER TABLE identifiabl_audit_event MODIFY event_time DATETIME(0) NOT NULL";
		};
	}

	/**
	 * Return an expression for whether the statement that is being run has a text in it.
	 */
	String isAskedFor(String text) {
		return switch (this) {
			case H2 -> "EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID() AND "
					+ "EXECUTING_STATEMENT LIKE '%" + text + "%')";
			case POSTGRESQL -> "current_query() LIKE '%" + text + "%'";
			case MARIADB -> "EXISTS (SELECT 1 FROM information_schema.processlist p WHERE p.id = CONNECTION_ID() AND "
					+ "p.info LIKE '%" + text + "%')";
		};
	}

	@Override
	public String toString() {
		return this.title;
	}

}
