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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * Databases of which something fails that a real one does only now and then.
 *
 * @author Identifiabl Contributors
 */
final class FailingDatabases {

	private FailingDatabases() {
	}

	// what a statement runs into that is about to begin: a commit of another node, if
	// nothing keeps that from it
	static Connection watching(Connection connection, String verb, Runnable before) {
		return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("prepareStatement") && String.valueOf(arguments[0]).startsWith(verb)) {
						before.run();
					}
					try {
						return method.invoke(connection, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	static DataSource forbiddingStatements(DataSource real) {
		return proxy(DataSource.class, real, (method, result) -> (result instanceof Connection connection)
				? proxy(Connection.class, connection, (inner, value) -> {
					if (inner.equals("prepareStatement")) {
						throw new SQLException("permission denied", "42501");
					}
					return value;
				}) : result);
	}

	// a connection that breaks after the database has committed
	static DataSource losing(DataSource real, AtomicBoolean lose) {
		return proxy(DataSource.class, real, (method, result) -> (result instanceof Connection connection)
				? proxy(Connection.class, connection, (inner, value) -> {
					if (inner.equals("commit") && lose.compareAndSet(true, false)) {
						throw new SQLException("connection reset", "08006");
					}
					return value;
				}) : result);
	}

	// of which the test looks at what is left behind
	static Connection keptOpen(Connection connection) {
		return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> method.getName().equals("close")
						? null : method.invoke(connection, arguments));
	}

	static <T> T proxy(Class<T> type, T real, After after) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				try {
					return after.apply(method.getName(), method.invoke(real, arguments));
				}
				catch (InvocationTargetException ex) {
					throw ex.getCause();
				}
			}));
	}

	/**
	 * What happens after a call.
	 */
	interface After {

		@Nullable Object apply(String method, @Nullable Object result) throws SQLException;

	}

}
