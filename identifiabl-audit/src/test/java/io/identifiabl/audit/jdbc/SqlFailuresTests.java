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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.identifiabl.audit.AuditStoreException;
import io.identifiabl.audit.AuditStoreException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SqlFailures}.
 *
 * @author Identifiabl Contributors
 */
class SqlFailuresTests {

	// full disks and read-only servers of each product, permissions, and what a record
	// has
	@ParameterizedTest
	@CsvSource({ "53100,0,STORE", "25006,0,STORE", "42501,0,DENIED", "42000,1142,DENIED", "42000,1143,DENIED",
			"42000,1064,STORE", "90096,90096,DENIED", "HY000,1114,STORE", "HY000,1021,STORE", "HY000,1030,STORE",
			"HY000,1290,STORE", "90031,90031,STORE", "90097,90097,STORE", "HY000,1366,UNKNOWN", "90000,90000,UNKNOWN",
			"22001,0,RECORD", "23505,0,RECORD", ",1114,UNKNOWN" })
	void kindIsWhatTheDatabaseSays(String state, int code, Kind kind) {
		assertThat(SqlFailures.translate("append", new SQLException("failed", state, code)).getKind()).isEqualTo(kind);
	}

	@Test
	void kindIsOfTheExceptionThatFollows() {
		SQLException batch = new SQLException("batch failed");
		batch.setNextException(new SQLException("value too long", "22001"));
		assertThat(SqlFailures.translate("append", batch).getKind()).isEqualTo(Kind.RECORD);
		assertThat(SqlFailures.translate("append", batch)).hasMessageContaining("22001");
	}

	@Test
	void connectionThatIsAwayIsTheStores() {
		assertThat(SqlFailures.translate("append", new SQLTransientConnectionException("pool")).getKind())
			.isEqualTo(Kind.STORE);
	}

	@Test
	void rowOfABatchIsNoPartOfTheFailure() {
		BatchUpdateException batch = new BatchUpdateException("Batch entry 0 INSERT ... ('alice') was aborted", "42501",
				new int[0], new SQLException("permission denied for table x", "42501"));
		AuditStoreException failure = SqlFailures.translate("append", batch);
		assertThat(failure).hasMessageContaining("permission denied for table x")
			.hasStackTraceContaining("permission denied for table x");
		assertThat(failure.getKind()).isEqualTo(Kind.DENIED);
		assertThat(stackTrace(failure)).doesNotContain("alice");
	}

	private static String stackTrace(Exception failure) {
		StringWriter writer = new StringWriter();
		failure.printStackTrace(new PrintWriter(writer));
		return writer.toString();
	}

}
