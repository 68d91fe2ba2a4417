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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

import io.identifiabl.audit.jdbc.JdbcAuditStore;
import io.identifiabl.operation.AuditProperties.Store;

/**
 * Creates the tables where that is wanted. Other than Spring Boot's own initializers it
 * asks for the kind of database only then, so that an application starts without one.
 *
 * @author Identifiabl Contributors
 */
final class AuditSchemaInitializer extends DataSourceScriptDatabaseInitializer {

	private final String prefix;

	AuditSchemaInitializer(AuditDatabase database, JdbcAuditProperties properties, Store store) {
		super(database.getDataSource(), settings(database, properties, store));
		this.prefix = properties.getTablePrefix();
	}

	private static DatabaseInitializationSettings settings(AuditDatabase database, JdbcAuditProperties properties,
			Store store) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		settings.setMode(DatabaseInitializationMode.NEVER);
		if (isWanted(database, properties.getInitializeSchema(), store)) {
			settings.setMode(DatabaseInitializationMode.ALWAYS);
			settings.setSchemaLocations(scripts().resolveAll(database.getDataSource(), properties.getSchema()));
		}
		return settings;
	}

	private static boolean isWanted(AuditDatabase database, DatabaseInitializationMode mode, Store store) {
		return switch (mode) {
			case ALWAYS -> true;
			// also in a file, unlike Spring Boot, which has to think of other people's
			// data
			case EMBEDDED -> store != Store.MEMORY && database.isReachable() && database.isEmbedded();
			case NEVER -> false;
		};
	}

	static PlatformPlaceholderDatabaseDriverResolver scripts() {
		return new PlatformPlaceholderDatabaseDriverResolver().withDriverPlatform(DatabaseDriver.MARIADB, "mysql");
	}

	@Override
	protected void runScripts(Scripts scripts) {
		if (this.prefix.equals(JdbcAuditStore.DEFAULT_PREFIX)) {
			super.runScripts(scripts);
			return;
		}
		List<Resource> renamed = new ArrayList<>();
		for (Resource script : scripts) {
			renamed.add(rename(script));
		}
		super.runScripts(new Scripts(renamed));
	}

	// no name in the scripts begins with the prefix by chance
	private Resource rename(Resource script) {
		try {
			String text = script.getContentAsString(StandardCharsets.UTF_8);
			return new ByteArrayResource(renameTables(text).getBytes(StandardCharsets.UTF_8), script.getDescription());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// an index is in the schema of its table, and must not name it
	private String renameTables(String text) {
		String indexPrefix = this.prefix.substring(this.prefix.lastIndexOf('.') + 1);
		return text
			.replace("INDEX IF NOT EXISTS " + JdbcAuditStore.DEFAULT_PREFIX, "INDEX IF NOT EXISTS " + indexPrefix)
			.replace("INDEX " + JdbcAuditStore.DEFAULT_PREFIX, "INDEX " + indexPrefix)
			.replace("ON " + JdbcAuditStore.DEFAULT_PREFIX, "ON " + this.prefix)
			.replace("TABLE IF NOT EXISTS " + JdbcAuditStore.DEFAULT_PREFIX, "TABLE IF NOT EXISTS " + this.prefix)
			.replace("TABLE " + JdbcAuditStore.DEFAULT_PREFIX, "TABLE " + this.prefix);
	}

}
