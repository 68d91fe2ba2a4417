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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.mysql.cj.jdbc.MysqlDataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Logins of a database with the tables of the audit trail, besides that of its owner.
 *
 * @param owner the owner's connections
 * @param product which kind of database it is
 * @author Identifiabl Contributors
 */
record AuditLogins(DataSource owner, Product product) {

	private static final AtomicInteger COUNT = new AtomicInteger();

	/**
	 * Return a login.
	 * @param role the role of the script that it has, {@code null} if it has no right
	 */
	Login create(@Nullable String role) {
		String name = "login" + COUNT.incrementAndGet();
		if (role != null) {
			runGrants();
		}
		String login = switch (this.product) {
			case POSTGRESQL, H2 -> name;
			case MARIADB -> "'" + name + "'@'%'";
		};
		execute(switch (this.product) {
			case POSTGRESQL -> "CREATE ROLE " + name + " LOGIN";
			case MARIADB -> "CREATE USER " + login;
			case H2 -> "CREATE USER " + name + " PASSWORD ''";
		});
		if (role != null) {
			execute("GRANT identifiabl_audit_" + role + " TO " + login);
		}
		else if (this.product == Product.POSTGRESQL) {
			execute("DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO " + name + "', current_schema()); END $$");
		}
		if (role != null && this.product == Product.MARIADB) {
			execute("SET DEFAULT ROLE identifiabl_audit_" + role + " FOR " + login);
		}
		return new Login(login, connect(name));
	}

	private void runGrants() {
		String script = "grants-" + this.product.script + ".sql";
		try (InputStream stream = JdbcAuditStore.class.getResourceAsStream(script)) {
			if (stream == null) {
				throw new IllegalStateException("no " + script);
			}
			String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
			if (this.product == Product.POSTGRESQL) {
				execute(text);
				return;
			}
			for (String statement : text.split(";", -1)) {
				if (!statement.isBlank()) {
					execute(statement);
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void execute(String... statements) {
		try (Connection connection = this.owner.getConnection(); Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private DataSource connect(String name) {
		try {
			return switch (this.product) {
				case POSTGRESQL -> {
					PGSimpleDataSource known = (PGSimpleDataSource) this.owner;
					PGSimpleDataSource dataSource = new PGSimpleDataSource();
					dataSource.setUrl(known.getUrl());
					dataSource.setUser(name);
					yield dataSource;
				}
				case MARIADB -> {
					MysqlDataSource dataSource = new MysqlDataSource();
					String url = String.valueOf(((MysqlDataSource) this.owner).getUrl());
					dataSource.setUrl(url.replaceFirst("\\?.*$", "") + "?user=" + name);
					yield dataSource;
				}
				case H2 -> {
					try (Connection connection = this.owner.getConnection()) {
						yield JdbcConnectionPool.create(connection.getMetaData().getURL(),
								name.toUpperCase(Locale.ROOT), "");
					}
				}
			};
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A login.
	 *
	 * @param name as statements have it
	 * @param dataSource connects with it
	 */
	record Login(String name, DataSource dataSource) {

		// which is never closed, since each costs a server much more than a statement
		Login withOneConnection() {
			try {
				Connection connection = this.dataSource.getConnection();
				Connection open = (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
						new Class<?>[] { Connection.class },
						(proxy, method, arguments) -> method.getName().equals("close") ? null
								: invoke(connection, method, arguments));
				return new Login(this.name, (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(),
						new Class<?>[] { DataSource.class }, (proxy, method, arguments) -> open));
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static @Nullable Object invoke(Connection connection, Method method, Object... arguments)
				throws Throwable {
			try {
				return method.invoke(connection, arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getCause();
			}
		}

	}

	/**
	 * A kind of database.
	 */
	enum Product {

		POSTGRESQL("postgresql"), MARIADB("mysql"), H2("h2");

		private final String script;

		Product(String script) {
			this.script = script;
		}

	}

}
