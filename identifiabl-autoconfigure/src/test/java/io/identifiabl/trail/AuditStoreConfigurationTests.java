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

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.jdbc.JdbcAuditStore;
import io.identifiabl.audit.memory.InMemoryAuditStore;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.operation.AuditProperties;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the audit trail is kept, what signs it, and what is said where neither can be.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class AuditStoreConfigurationTests extends AbstractAuditConfigurationTests {

	private static final String DOWN = "jdbc:postgresql://127.0.0.1:1/none";

	@Test
	void storeIsMemoryWithoutDatabase(CapturedOutput output) {
		this.plain.run((context) -> {
			assertThat(context.getBean(AuditStore.class)).isInstanceOf(InMemoryAuditStore.class);
			assertThat(record(context)).isNotNegative();
		});
		assertThat(output.getAll()).contains("The audit trail is kept in memory, since there is no database");
	}

	@Test
	void storeIsMemoryWithoutTheLibraryForDatabases() {
		this.plain.withClassLoader(new FilteredClassLoader("org.springframework.boot.jdbc", "com.zaxxer"))
			.run((context) -> assertThat(context.getBean(AuditStore.class)).isInstanceOf(InMemoryAuditStore.class));
	}

	@Test
	void tablesOfAnEmbeddedDatabaseAreCreated() {
		with(TestDatabase.H2.newUrl()).run((context) -> {
			assertThat(context.getBean(AuditStore.class)).isInstanceOf(JdbcAuditStore.class);
			assertThat(record(context)).isNotNegative();
		});
	}

	@Test
	void storeIsMemoryWhereThatIsWanted(CapturedOutput output) {
		with(TestDatabase.H2.newUrl(), "identifiabl.audit.store=memory")
			.run((context) -> assertThat(context.getBean(AuditStore.class)).isInstanceOf(InMemoryAuditStore.class));
		assertThat(output.getAll()).doesNotContain("The audit trail is kept in memory, since");
	}

	@Test
	void storeIsMemoryWhereTheDatabaseHasNoTables(CapturedOutput output) {
		with(TestDatabase.POSTGRESQL.newUrl())
			.run((context) -> assertThat(context.getBean(AuditStore.class)).isInstanceOf(InMemoryAuditStore.class));
		assertThat(output.getAll()).contains("since there are no tables whose names begin with 'identifiabl_audit_'");
	}

	@Test
	void storeIsMemoryWhereTheDatabaseIsAway(CapturedOutput output) {
		with(DOWN, "spring.datasource.hikari.connection-timeout=250")
			.run((context) -> assertThat(context.getBean(AuditStore.class)).isInstanceOf(InMemoryAuditStore.class));
		assertThat(output.getAll()).contains("since the database cannot be reached");
	}

	@ParameterizedTest
	@ValueSource(strings = { "identifiabl.audit.delivery=sync", "identifiabl.audit.delivery=strict",
			"identifiabl.audit.delivery=async" })
	void storeWaitsForADatabaseThatIsAwayIfALogInItIsMeant(String delivery, CapturedOutput output) {
		with(DOWN, delivery, "spring.datasource.hikari.connection-timeout=250",
				"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey())
			.run((context) -> {
				assertThat(context.getBean(AuditStore.class)).isInstanceOf(LateAuditStore.class);
				assertThat(context.getBean(DurableAuditTrail.class)
					.append(AuditEvent.builder("test", Instant.EPOCH).build(), Urgency.AWAITED))
					.failsWithin(Duration.ofSeconds(20));
			});
		assertThat(output.getAll()).contains("The audit trail waits for its database");
	}

	@ParameterizedTest
	@EnumSource
	void tablesAreCreatedWhereThatIsWanted(TestDatabase database) {
		with(database.newUrl(), "identifiabl.audit.store=jdbc", "identifiabl.audit.jdbc.initialize-schema=always",
				"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey())
			.run((context) -> assertThat(record(context)).isNotNegative());
	}

	@ParameterizedTest
	@EnumSource
	void tablesCanHaveOtherNames(TestDatabase database) {
		String url = database.newUrl();
		with(url, "identifiabl.audit.store=jdbc", "identifiabl.audit.jdbc.initialize-schema=always",
				"identifiabl.audit.jdbc.table-prefix=trail_",
				"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey())
			.run((context) -> {
				assertThat(record(context)).isNotNegative();
				assertThat(new JdbcTemplate(TestDatabase.connect(url))
					.queryForObject("SELECT COUNT(*) FROM trail_event", Integer.class)).isPositive();
			});
	}

	@Test
	void jdbcWithoutTablesNamesTheScript() {
		assertFailure(with(TestDatabase.POSTGRESQL.newUrl(), "identifiabl.audit.store=jdbc"), "there are no tables",
				"classpath:io/identifiabl/audit/jdbc/schema-postgresql.sql");
	}

	@Test
	void jdbcWithoutDatabaseSaysSo() {
		assertFailure(this.plain.withPropertyValues("identifiabl.audit.store=jdbc"), "there is no database",
				"identifiabl.audit.store=memory");
	}

	@Test
	void jdbcWhereTheDatabaseIsAwaySaysSo() {
		assertFailure(with(DOWN, "identifiabl.audit.store=jdbc", "spring.datasource.hikari.connection-timeout=250"),
				"cannot be reached", "before the application starts");
	}

	@Test
	void prefixThatIsNoneSaysSo() {
		assertFailure(with(TestDatabase.H2.newUrl(), "identifiabl.audit.jdbc.table-prefix=a; DROP TABLE x"),
				"table-prefix", "letters, digits and underscores");
	}

	@Test
	void logOfAnotherApplicationIsRefused() {
		String url = TestDatabase.H2.newUrl();
		with(url, "identifiabl.audit.origin=one").run((context) -> assertThat(context).hasNotFailed());
		assertFailure(with(url, "identifiabl.audit.origin=two"), "cannot be used", "identifiabl.audit.origin");
	}

	@Test
	void originThatIsNoneSaysSo() {
		assertFailure(this.plain.withPropertyValues("identifiabl.audit.origin=a b"), "'a b'", "without blanks");
	}

	@Test
	void nameOfTheApplicationIsMadeAnOrigin() {
		this.plain.withPropertyValues("spring.application.name=my memory+service")
			.run((context) -> assertThat(context.getBean(AuditOrigin.class).name()).isEqualTo("my-memory-service"));
	}

	@ParameterizedTest
	@CsvSource({ "checkpoint.public-keys, abc, name+hash+key", "checkpoint.interval, 0s, positive duration",
			"checkpoint.heartbeat, -1s, positive duration", "checkpoint.witness-url, ftp://x, tlog-witness",
			"queue-capacity, 0, 16384", "checkpoint.accept, 316, hexadecimal digits",
			"checkpoint.accept, 3:abc, hexadecimal digits", "checkpoint.accept, x:, hexadecimal digits",
			"retention, -1, 365d", "retention, 12h, 365d", "retention, 365ms, 365d",
			"verification.records-per-second, 0, 2000", "verification.interval, 0s, positive duration" })
	void settingThatMakesNoSenseSaysSo(String property, String value, String expected) {
		assertFailure(this.plain.withPropertyValues("identifiabl.audit." + property + "=" + value), "identifiabl.audit",
				expected);
	}

	@Test
	void retentionWithoutAUnitIsDays() {
		this.plain.withPropertyValues("identifiabl.audit.retention=90")
			.run((context) -> assertThat(context.getBean(AuditProperties.class).getRetention())
				.isEqualTo(Duration.ofDays(90)));
	}

	@Test
	void retentionThatMakesNoSenseIsNoBetterUnderALegalHold() {
		assertFailure(
				this.plain.withPropertyValues("identifiabl.audit.retention=-1", "identifiabl.audit.legal-hold=true"),
				"identifiabl.audit.retention", "365d");
	}

	@Test
	void databaseWithoutACopyElsewhereIsWarnedAbout(CapturedOutput output, @TempDir Path directory) {
		WebApplicationContextRunner server = with(TestDatabase.POSTGRESQL.newUrl(), "identifiabl.audit.store=jdbc",
				"identifiabl.audit.jdbc.initialize-schema=always",
				"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey());
		String hint = "Checkpoints of the audit trail are kept in its database alone";
		server.withPropertyValues("identifiabl.audit.checkpoint.file=" + directory.resolve("checkpoint"))
			.run((context) -> assertThat(context).hasNotFailed());
		with(TestDatabase.H2.newUrl()).run((context) -> assertThat(context).hasNotFailed());
		this.plain.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).doesNotContain(hint);
		server.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains(hint).contains("identifiabl.audit.checkpoint.file");
	}

	@Test
	void ownStoreAndOwnTrailWin() {
		InMemoryAuditStore own = new InMemoryAuditStore(10);
		this.plain.withBean(AuditStore.class, () -> own)
			.run((context) -> assertThat(context.getBean(DurableAuditTrail.class).getStore()).isSameAs(own));
		AuditTrail trail = Mockito.mock(AuditTrail.class);
		this.plain.withBean(AuditTrail.class, () -> trail)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(DurableAuditTrail.class)
				.getBean(AuditTrail.class)
				.isSameAs(trail));
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.runner.withPropertyValues("identifiabl.audit.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AuditTrail.class).doesNotHaveBean(AuditStore.class));
	}

	@Test
	void trailHasConnectionsOfItsOwn() {
		with(TestDatabase.POSTGRESQL.newUrl(), "spring.datasource.hikari.maximum-pool-size=1",
				"identifiabl.audit.jdbc.initialize-schema=always",
				"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey())
			.run((context) -> {
				try (var taken = context.getBean(DataSource.class).getConnection()) {
					assertThat(taken.isValid(1)).isTrue();
					assertThat(record(context)).isNotNegative();
				}
			});
	}

	@Test
	void qualifiedDatabaseIsTheOneOfTheTrail() {
		String own = TestDatabase.H2.newUrl();
		with(TestDatabase.H2.newUrl(), "test.audit-url=" + own)
			.withUserConfiguration(QualifiedDatabaseConfiguration.class)
			.run((context) -> {
				record(context);
				assertThat(new JdbcTemplate(TestDatabase.connect(own))
					.queryForObject("SELECT COUNT(*) FROM identifiabl_audit_event", Integer.class)).isPositive();
			});
	}

	@Test
	void fileOfTheDatabaseIsPrivateAtEachStart(@TempDir Path directory) throws Exception {
		String url = "jdbc:h2:file:" + directory.resolve("data");
		Path file = directory.resolve("data.mv.db");
		for (int i = 0; i < 2; i++) {
			with(url).run((context) -> {
				assertThat(record(context)).isNotNegative();
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
			});
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		}
	}

	@Test
	void connectionsEndWithTheApplication() {
		HikariDataSource[] pool = new HikariDataSource[1];
		with(TestDatabase.H2.newUrl())
			.run((context) -> pool[0] = (HikariDataSource) context.getBean(AuditDatabase.class).getDataSource());
		assertThat(pool[0].isClosed()).isTrue();
	}

	@Test
	void whatWaitsIsStoredAtTheEnd() {
		String url = TestDatabase.H2.newUrl();
		with(url).run((context) -> {
			for (int i = 0; i < 1000; i++) {
				var ignored = context.getBean(AuditTrail.class).append(event("test." + i), Urgency.ORDINARY);
			}
		});
		assertThat(new JdbcTemplate(TestDatabase.connect(url))
			.queryForObject("SELECT COUNT(*) FROM identifiabl_audit_event WHERE type LIKE 'test.%'", Integer.class))
			.isEqualTo(1000);
	}

	@Configuration(proxyBeanMethods = false)
	static class QualifiedDatabaseConfiguration {

		@Bean(defaultCandidate = false)
		@AuditDataSource
		DataSource auditDataSource(@Value("${test.audit-url}") String url) {
			return TestDatabase.connect(url);
		}

	}

}
