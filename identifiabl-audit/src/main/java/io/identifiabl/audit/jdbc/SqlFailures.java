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

import java.io.Serial;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;

/**
 * What a database says when it fails, and what that means for what was to be stored.
 *
 * @author Identifiabl Contributors
 */
final class SqlFailures {

	// data, and constraints that it violates
	private static final Set<String> OF_RECORD = Set.of("22", "23");

	// connection, transaction state, authorization, catalog, rollback, access rule,
	// resources, object state, operator intervention, system
	private static final Set<String> OF_STORE = Set.of("08", "25", "28", "3D", "40", "42", "53", "55", "57", "58");

	// of MySQL and MariaDB, which have one state for very much: a full disk or table, and
	// a server or table that is read-only
	private static final Set<Integer> OF_STORE_BY_CODE = Set.of(3, 28, 1021, 1030, 1036, 1114, 1290, 1792, 1836);

	// in PostgreSQL, and in H2, which has one more for what only administrators may do
	private static final Set<String> DENIED = Set.of("42501", "90096", "90040");

	// in MySQL and MariaDB: to a database, a table, a column, and in general
	private static final Set<Integer> DENIED_BY_CODE = Set.of(1044, 1142, 1143, 1227);

	private static final String GENERAL = "HY000";

	// of H2: a disk that cannot be written to, and a database that is read-only or closed
	private static final Set<String> OF_STORE_BY_STATE = Set.of("90028", "90031", "90097", "90098", "90121");

	private static final int CLASS_LENGTH = 2;

	private SqlFailures() {
	}

	static AuditStoreException translate(String what, SQLException failure) {
		String state = getState(failure);
		return new AuditStoreException(
				"The audit store could not " + what + ((state != null) ? " (SQLSTATE " + state + ")" : "")
						+ describeDenial(failure) + describeDamage(failure),
				getKind(failure), withoutRows(failure));
	}

	// PostgreSQL's driver repeats the whole row, which must not get into any log
	private static SQLException withoutRows(SQLException failure) {
		SQLException next = failure;
		while (next instanceof BatchUpdateException) {
			next = (next.getCause() instanceof SQLException cause) ? cause : next.getNextException();
		}
		return (next != null) ? next
				: new SQLException("a batch failed", failure.getSQLState(), failure.getErrorCode());
	}

	static AuditStoreException denied(String what, List<String> missing) {
		return new AuditStoreException(
				"The audit store could not " + what + ", since its login lacks rights: " + String.join(" ", missing),
				Kind.DENIED, new SQLException("rights are missing", "42501"));
	}

	// which names the table and nothing that is in it, unlike what PostgreSQL's driver
	// says of a batch
	private static String describeDenial(SQLException failure) {
		for (SQLException ex = failure; ex != null; ex = ex.getNextException()) {
			Throwable reason = (ex instanceof BatchUpdateException) ? ex.getCause() : ex;
			if (reason instanceof SQLException denied && isDeniedAs(denied)) {
				String message = String.valueOf(denied.getMessage());
				int statement = message.indexOf("; SQL statement:");
				return ", since its login lacks a right: "
						+ ((statement >= 0) ? message.substring(0, statement) : message);
			}
		}
		return "";
	}

	// which names an index, and nothing that stands there
	private static String describeDamage(SQLException failure) {
		return (failure instanceof DamagedLogException) ? ": " + failure.getMessage() : "";
	}

	// whether the login lacks a right
	static boolean isDenied(SQLException failure) {
		for (SQLException ex = failure; ex != null; ex = ex.getNextException()) {
			if (isDeniedAs(ex)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isDeniedAs(SQLException failure) {
		String state = String.valueOf(failure.getSQLState());
		return DENIED.contains(state) || (state.equals("42000") && DENIED_BY_CODE.contains(failure.getErrorCode()));
	}

	private static Kind getKind(SQLException failure) {
		if (isDenied(failure)) {
			return Kind.DENIED;
		}
		Kind kind = Kind.UNKNOWN;
		for (SQLException ex = failure; ex != null; ex = ex.getNextException()) {
			if (ex instanceof DamagedLogException) {
				return Kind.LOG;
			}
			String state = ex.getSQLState();
			String stateClass = (state != null && state.length() > CLASS_LENGTH) ? state.substring(0, CLASS_LENGTH)
					: "";
			if (ex instanceof SQLTransientException || ex instanceof SQLRecoverableException
					|| OF_STORE.contains(stateClass) || isOfStore(state, ex.getErrorCode())) {
				return Kind.STORE;
			}
			if (OF_RECORD.contains(stateClass)) {
				kind = Kind.RECORD;
			}
		}
		return kind;
	}

	private static boolean isOfStore(@Nullable String state, int code) {
		return (state != null)
				&& (OF_STORE_BY_STATE.contains(state) || (state.equals(GENERAL) && OF_STORE_BY_CODE.contains(code)));
	}

	// of a batch that failed the first exception says little, and the next one says why
	private static @Nullable String getState(SQLException failure) {
		String state = null;
		for (SQLException ex = failure; ex != null; ex = ex.getNextException()) {
			state = (ex.getSQLState() != null) ? ex.getSQLState() : state;
		}
		return state;
	}

	static boolean isViolation(SQLException failure) {
		for (SQLException ex = failure; ex != null; ex = ex.getNextException()) {
			if (ex.getSQLState() != null && ex.getSQLState().startsWith("23")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The tables hold what no node wrote.
	 */
	static final class DamagedLogException extends SQLException {

		@Serial
		private static final long serialVersionUID = 1L;

		DamagedLogException(String message) {
			super(message);
		}

		DamagedLogException(String message, Throwable cause) {
			super(message, cause);
		}

	}

}
