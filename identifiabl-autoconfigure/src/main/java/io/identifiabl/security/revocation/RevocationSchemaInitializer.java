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

package io.identifiabl.security.revocation;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;

import io.identifiabl.security.revocation.RevocationsProperties.Store;

/**
 * Creates the table where that is wanted. Other than Spring Boot's own initializers it
 * asks for the kind of database only then, so that an application starts without one.
 *
 * @author Identifiabl Contributors
 */
final class RevocationSchemaInitializer extends DataSourceScriptDatabaseInitializer {

	RevocationSchemaInitializer(DataSource dataSource, JdbcRevocationsProperties properties, Store store) {
		super(dataSource, settings(dataSource, properties, store));
	}

	private static DatabaseInitializationSettings settings(DataSource dataSource, JdbcRevocationsProperties properties,
			Store store) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		settings.setMode(DatabaseInitializationMode.NEVER);
		if (isWanted(dataSource, properties.getInitializeSchema(), store)) {
			settings.setMode(DatabaseInitializationMode.ALWAYS);
			settings.setSchemaLocations(scripts().resolveAll(dataSource, properties.getSchema()));
		}
		return settings;
	}

	private static boolean isWanted(DataSource dataSource, DatabaseInitializationMode mode, Store store) {
		return switch (mode) {
			case ALWAYS -> true;
			// for one process its memory is as good, and nobody's database gets a table
			// they did not ask for
			case EMBEDDED -> store == Store.JDBC && isEmbedded(dataSource);
			case NEVER -> false;
		};
	}

	private static boolean isEmbedded(DataSource dataSource) {
		try {
			return EmbeddedDatabaseConnection.isEmbedded(dataSource);
		}
		catch (RuntimeException ex) {
			// a pool that cannot connect
			return false;
		}
	}

	static PlatformPlaceholderDatabaseDriverResolver scripts() {
		return new PlatformPlaceholderDatabaseDriverResolver().withDriverPlatform(DatabaseDriver.MARIADB, "mysql");
	}

}
