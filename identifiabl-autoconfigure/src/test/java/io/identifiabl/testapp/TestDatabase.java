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

package io.identifiabl.testapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Databases that tests run against. PostgreSQL is a real server, which is started once
 * and ends with the tests.
 *
 * @author Identifiabl Contributors
 */
public enum TestDatabase {

	H2("h2") {

		@Override
		String newUrl(int number) {
			return "jdbc:h2:mem:test" + number + ";DB_CLOSE_DELAY=-1";
		}

	},

	H2_AS_MYSQL("mysql") {

		@Override
		String newUrl(int number) {
			return "jdbc:h2:mem:test" + number
					+ ";DB_CLOSE_DELAY=-1;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
		}

	},

	POSTGRESQL("postgresql") {

		@Override
		String newUrl(int number) {
			EmbeddedPostgres server = server();
			new JdbcTemplate(server.getPostgresDatabase()).execute("CREATE SCHEMA test" + number);
			return server.getJdbcUrl("postgres", "postgres") + "&currentSchema=test" + number;
		}

	};

	private static final AtomicInteger COUNT = new AtomicInteger();

	private static @Nullable EmbeddedPostgres server;

	private final String platform;

	TestDatabase(String platform) {
		this.platform = platform;
	}

	abstract String newUrl(int number);

	/**
	 * Return where an empty database is that nobody else uses.
	 */
	public String newUrl() {
		return newUrl(COUNT.incrementAndGet());
	}

	/**
	 * Return the script that creates the table of revocations.
	 */
	public String getScript() {
		return "io/identifiabl/revocation/jdbc/schema-" + this.platform + ".sql";
	}

	public static DataSource connect(String url) {
		return url.startsWith("jdbc:h2:") ? new DriverManagerDataSource(url, "sa", "")
				: new DriverManagerDataSource(url);
	}

	/**
	 * Return a database with the table of revocations in it.
	 */
	public DataSource create() {
		DataSource dataSource = connect(newUrl());
		createTable(dataSource);
		return dataSource;
	}

	public void createTable(DataSource dataSource) {
		DatabasePopulatorUtils.execute(new ResourceDatabasePopulator(new ClassPathResource(getScript())), dataSource);
	}

	private static synchronized EmbeddedPostgres server() {
		if (server == null) {
			try {
				server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return server;
	}

}
