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

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The connections of the audit trail. They are its own wherever they can be: a call that
 * holds the last connection of the application's pool must not wait for its own record,
 * and a record is not part of anybody's transaction.
 *
 * @author Identifiabl Contributors
 */
final class AuditDatabase implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(AuditDatabase.class);

	private static final boolean HIKARI_PRESENT = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource",
			AuditDatabase.class.getClassLoader());

	// one writes, one signs, one verifies in the background and one on demand, one
	// exports, the others are for queries
	private static final int POOL_SIZE = 7;

	private static final long CONNECTION_TIMEOUT_MILLIS = 3000;

	private static final String H2 = "jdbc:h2:";

	private final DataSource dataSource;

	private final @Nullable DataSource maintenance;

	private final boolean owned;

	private final SingletonSupplier<Optional<String>> url = SingletonSupplier.of(this::askForUrl);

	private AuditDatabase(DataSource dataSource, @Nullable DataSource maintenance, boolean owned) {
		this.dataSource = dataSource;
		this.maintenance = maintenance;
		this.owned = owned;
	}

	/**
	 * Return the connections.
	 * @param qualified what the application has for the audit trail alone, {@code null}
	 * if nothing
	 * @param maintenance what it has for erasing and pruning, {@code null} if nothing
	 * @param application the application's own database
	 * @return the connections
	 */
	static AuditDatabase of(@Nullable DataSource qualified, @Nullable DataSource maintenance, DataSource application) {
		if (qualified != null) {
			return new AuditDatabase(qualified, maintenance, false);
		}
		DataSource derived = HIKARI_PRESENT ? Pools.derive(application) : null;
		if (derived == null) {
			logger.info("The audit trail shares the connections of the application, since no others can be derived "
					+ "from its DataSource. Declare one that is qualified by @AuditDataSource.");
			return new AuditDatabase(application, maintenance, false);
		}
		return new AuditDatabase(derived, maintenance, true);
	}

	DataSource getDataSource() {
		return this.dataSource;
	}

	/**
	 * Return the connections that erase and prune.
	 * @return those that write unless there are others
	 */
	DataSource getMaintenance() {
		return (this.maintenance != null) ? this.maintenance : this.dataSource;
	}

	/**
	 * Return whether the database belongs to this process alone.
	 * @return whether it is an H2 in memory or in a file; {@code false} if that is not
	 * known, since it cannot be reached
	 */
	boolean isEmbedded() {
		String url = url();
		return url.startsWith(H2) && !url.startsWith("tcp:", H2.length()) && !url.startsWith("ssl:", H2.length());
	}

	/**
	 * Return the file that an embedded database is in.
	 * @return its path without the extension, {@code null} if it is in memory
	 */
	@Nullable Path getFile() {
		String url = url();
		String location = url.substring(Math.min(url.length(), H2.length()));
		int settings = location.indexOf(';');
		location = (settings >= 0) ? location.substring(0, settings) : location;
		if (location.startsWith("mem:") || location.isEmpty()) {
			return null;
		}
		location = location.startsWith("file:") ? location.substring("file:".length()) : location;
		return Path.of(location.startsWith("~") ? System.getProperty("user.home") + location.substring(1) : location);
	}

	/**
	 * Return whether the database could be reached when it was asked for the first time.
	 * @return whether there was a connection; nobody waits for a second attempt
	 */
	boolean isReachable() {
		return this.url.obtain().isPresent();
	}

	private String url() {
		return this.url.obtain().orElseGet(() -> this.owned ? Pools.getUrl(this.dataSource) : "");
	}

	private Optional<String> askForUrl() {
		try (Connection connection = this.dataSource.getConnection()) {
			return Optional.of(String.valueOf(connection.getMetaData().getURL()));
		}
		catch (SQLException | RuntimeException ex) {
			logger.warn("The database could not be asked for the audit trail", ex);
			return Optional.empty();
		}
	}

	@Override
	public void close() {
		if (this.owned) {
			Pools.close(this.dataSource);
		}
	}

	/**
	 * Creates pools, where the library for that is present.
	 */
	private static final class Pools {

		// a node that stands still while it holds the lock of the log must not stop the
		// others
		private static final String MARIADB_IDLE_LIMIT = "SET SESSION innodb_lock_wait_timeout = 10 "
				+ "/*M!100303 , idle_transaction_timeout = 2 */";

		static @Nullable DataSource derive(DataSource application) {
			try {
				HikariDataSource pool = DataSourceBuilder.derivedFrom(application).type(HikariDataSource.class).build();
				pool.setPoolName("identifiabl-audit");
				pool.setMaximumPoolSize(POOL_SIZE);
				pool.setMinimumIdle(1);
				pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
				// a database that is away must not end the writer
				pool.setInitializationFailTimeout(-1);
				keepSettings(application, pool);
				pool.setConnectionInitSql(idleLimit(pool));
				return (pool.getJdbcUrl() != null) ? pool : null;
			}
			catch (RuntimeException ex) {
				logger.debug("No connections can be derived", ex);
				return null;
			}
		}

		// which are no part of what is derived
		private static void keepSettings(DataSource application, HikariDataSource pool) {
			HikariDataSource own = DataSourceUnwrapper.unwrap(application, HikariConfigMXBean.class,
					HikariDataSource.class);
			if (own != null) {
				pool.setSchema(own.getSchema());
				pool.setCatalog(own.getCatalog());
				pool.setConnectionInitSql(own.getConnectionInitSql());
				own.getDataSourceProperties()
					.forEach((name, value) -> pool.addDataSourceProperty(String.valueOf(name), value));
			}
		}

		// PostgreSQL is told with each lock, and MySQL knows no such limit: it takes the
		// second part for a comment
		private static @Nullable String idleLimit(HikariDataSource pool) {
			String known = pool.getConnectionInitSql();
			return (known == null && getUrl(pool).matches("jdbc:(mariadb|mysql):.*")) ? MARIADB_IDLE_LIMIT : known;
		}

		static String getUrl(DataSource pool) {
			return String.valueOf(((HikariDataSource) pool).getJdbcUrl());
		}

		static void close(DataSource pool) {
			((HikariDataSource) pool).close();
		}

	}

}
