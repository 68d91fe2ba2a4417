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

package io.identifiabl.trail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

import io.identifiabl.audit.jdbc.JdbcAuditStore;

/**
 * Configuration properties for an audit trail in a database.
 *
 * @author Identifiabl Contributors
 * @since 0.1.0
 */
@ConfigurationProperties("identifiabl.audit.jdbc")
public class JdbcAuditProperties {

	/**
	 * Prefix of the table names.
	 */
	private String tablePrefix = JdbcAuditStore.DEFAULT_PREFIX;

	/**
	 * Whether to create the tables if they do not exist.
	 */
	private DatabaseInitializationMode initializeSchema = DatabaseInitializationMode.EMBEDDED;

	/**
	 * Path to the script that creates the tables.
	 */
	private String schema = "classpath:io/identifiabl/audit/jdbc/schema-@@platform@@.sql";

	/**
	 * Whether to refuse to start if the login that writes records may change or delete
	 * them as well.
	 */
	private boolean leastPrivilege;

	public String getTablePrefix() {
		return this.tablePrefix;
	}

	public void setTablePrefix(String tablePrefix) {
		this.tablePrefix = tablePrefix;
	}

	public DatabaseInitializationMode getInitializeSchema() {
		return this.initializeSchema;
	}

	public void setInitializeSchema(DatabaseInitializationMode initializeSchema) {
		this.initializeSchema = initializeSchema;
	}

	public String getSchema() {
		return this.schema;
	}

	public void setSchema(String schema) {
		this.schema = schema;
	}

	public boolean isLeastPrivilege() {
		return this.leastPrivilege;
	}

	public void setLeastPrivilege(boolean leastPrivilege) {
		this.leastPrivilege = leastPrivilege;
	}

}
