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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.trail.Events;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an erasure leaves in the files of a database, and what removes it, as the
 * documentation says.
 *
 * @author Identifiabl Contributors
 */
@Tag("database")
class ErasedTextTests {

	private static final String ISSUER = "https://idp.example.com";

	// found nowhere else, and compressed by nothing
	private final String text = UUID.randomUUID() + "@example.com";

	@TempDir
	private Path directory;

	@Test
	void h2KeepsItUntilItsFileIsWrittenAnew() throws Exception {
		DataSource database = AuditDatabases.connect(AuditDatabases.h2File(this.directory.resolve("log")));
		erase(database);
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("CHECKPOINT SYNC");
			assertThat(isIn(this.directory, ".db")).isTrue();
			statement.execute("SHUTDOWN COMPACT");
		}
		assertThat(isIn(this.directory, ".db")).isFalse();
	}

	@Test
	void postgresqlKeepsItUntilItsTableIsWrittenAnew() throws Exception {
		DataSource database = AuditDatabases.postgresql();
		erase(database);
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			Path files = files(statement);
			statement.execute("CHECKPOINT");
			assertThat(isIn(files, "")).isTrue();
			statement.execute("VACUUM FULL identifiabl_audit_event");
			statement.execute("VACUUM FULL identifiabl_audit_resource");
			// files that nobody uses any more are removed by it
			statement.execute("CHECKPOINT");
			assertThat(isIn(files, "")).isFalse();
		}
	}

	private void erase(DataSource database) {
		JdbcAuditStore store = JdbcAuditStore.open(database, JdbcAuditStore.DEFAULT_PREFIX, "notes");
		store.append(List.of(Events.entry(AuditEvent.builder("test.event", Instant.EPOCH)
			.with(AuditField.ISSUER, ISSUER)
			.with(AuditField.SUBJECT, "alice")
			.with(AuditField.EMAIL, this.text)
			.build(), 0)));
		assertThat(store.erase(ISSUER, "alice")).isEqualTo(1);
		assertThat(store.read(0, 1)).allSatisfy((row) -> assertThat(row.toString()).doesNotContain(this.text));
	}

	private static Path files(Statement statement) throws SQLException {
		try (ResultSet rows = statement.executeQuery("SELECT current_setting('data_directory') || '/base/' || oid"
				+ " FROM pg_database WHERE datname = current_database()")) {
			rows.next();
			return Path.of(rows.getString(1));
		}
	}

	private boolean isIn(Path files, String suffix) throws IOException {
		try (Stream<Path> all = Files.walk(files)) {
			for (Path file : all.filter((path) -> path.toString().endsWith(suffix))
				.filter(Files::isRegularFile)
				.toList()) {
				if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(this.text)) {
					return true;
				}
			}
		}
		return false;
	}

}
