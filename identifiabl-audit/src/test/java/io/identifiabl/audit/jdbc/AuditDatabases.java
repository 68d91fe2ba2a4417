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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Databases with the tables of the scripts. PostgreSQL and MariaDB are real servers,
 * which are started once and end with the tests.
 *
 * @author Identifiabl Contributors
 */
public final class AuditDatabases {

	private static final AtomicInteger COUNT = new AtomicInteger();

	private static @Nullable EmbeddedPostgres server;

	private AuditDatabases() {
	}

	public static DataSource h2() {
		return initialize(JdbcConnectionPool.create("jdbc:h2:mem:audit" + COUNT.incrementAndGet(), "sa", ""), "h2");
	}

	static DataSource h2AsMysql() {
		return initialize(JdbcConnectionPool.create("jdbc:h2:mem:audit" + COUNT.incrementAndGet()
				+ ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE", "sa", ""), "mysql");
	}

	/**
	 * Return where a new database is, in a file that one process at a time can open.
	 */
	static String h2File(Path file) {
		String url = "jdbc:h2:file:" + file.toAbsolutePath();
		JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
		initialize(pool, "h2");
		pool.dispose();
		return url;
	}

	static String postgresqlUrl() {
		String schema = ((PGSimpleDataSource) postgresql()).getCurrentSchema();
		return server().getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
	}

	// to a database that has its tables already
	static DataSource connect(String url) {
		if (url.startsWith("jdbc:h2:")) {
			return JdbcConnectionPool.create(url, "sa", "");
		}
		if (url.startsWith("jdbc:mysql:")) {
			MysqlDataSource dataSource = new MysqlDataSource();
			dataSource.setUrl(url);
			return dataSource;
		}
		PGSimpleDataSource dataSource = new PGSimpleDataSource();
		dataSource.setUrl(url);
		return dataSource;
	}

	/**
	 * Return a new database of MariaDB, which MySQL's driver speaks to.
	 * @param options of the driver, each as <code>&amp;name=value</code>
	 */
	public static DataSource mariadb(String options) {
		return connect(mariadbUrl() + options);
	}

	static String mariadbUrl() {
		String url = MariadbServer.url("audit" + COUNT.incrementAndGet());
		initialize(connect(url), "mysql");
		return url;
	}

	public static DataSource postgresql() {
		PGSimpleDataSource dataSource = new PGSimpleDataSource();
		String schema = "audit" + COUNT.incrementAndGet();
		try (Connection connection = server().getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE SCHEMA " + schema);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		dataSource.setUrl(server().getJdbcUrl("postgres", "postgres"));
		dataSource.setCurrentSchema(schema);
		return initialize(dataSource, "postgresql");
	}

	private static synchronized EmbeddedPostgres server() {
		EmbeddedPostgres running = server;
		if (running == null) {
			try {
				running = EmbeddedPostgres.builder().start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			server = running;
		}
		return running;
	}

	// twice, as it happens when several nodes start
	private static DataSource initialize(DataSource dataSource, String platform) {
		run(dataSource, platform);
		run(dataSource, platform);
		return dataSource;
	}

	private static void run(DataSource dataSource, String platform) {
		String name = "schema-" + platform + ".sql";
		try (InputStream script = JdbcAuditStore.class.getResourceAsStream(name);
				Connection connection = dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			if (script == null) {
				throw new IllegalStateException("no " + name);
			}
			for (String sql : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";", -1)) {
				if (!sql.isBlank()) {
					statement.execute(sql);
				}
			}
		}
		catch (SQLException | IOException ex) {
			throw new IllegalStateException(name, ex);
		}
	}

}
