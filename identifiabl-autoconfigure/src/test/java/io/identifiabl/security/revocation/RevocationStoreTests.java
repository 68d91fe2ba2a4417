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

import java.util.stream.Stream;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.identifiabl.actuate.IdentifiablRevocationActuatorAutoConfiguration;
import io.identifiabl.actuate.RevocationsHealthIndicator;
import io.identifiabl.actuate.TokenRevocationsEndpoint;
import io.identifiabl.autoconfigure.InvalidIdentifiablConfigurationException;
import io.identifiabl.identity.Identity;
import io.identifiabl.revocation.InMemoryTokenRevocations;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.revocation.TokenRevocations;
import io.identifiabl.security.keys.IdentifiablKeyRetrievalAutoConfiguration;
import io.identifiabl.security.token.IdentifiablAutoConfiguration;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class RevocationStoreTests {

	private static final String TABLE = "identifiabl_token_revocation";

	private static final String STALE_WINDOW = "Set it to the time for which a node that cannot read revocations may "
			+ "still accept tokens.";

	// nothing listens there
	private static final String DOWN = "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none";

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentifiablKeyRetrievalAutoConfiguration.class,
				IdentifiablAutoConfiguration.class, IdentifiablRevocationAutoConfiguration.class,
				IdentifiablRevocationActuatorAutoConfiguration.class))
		.withPropertyValues("identifiabl.issuer=https://idp.example.com", "identifiabl.audiences=urn:api",
				"management.endpoints.web.exposure.include=*", "management.endpoints.jmx.exposure.include=*");

	private final ApplicationContextRunner runner = this.plain
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class));

	@Test
	void storeIsMemoryWithoutDatabase() {
		this.plain.run((context) -> assertThat(context).hasSingleBean(InMemoryTokenRevocations.class)
			.hasSingleBean(TokenRevocationsEndpoint.class)
			.doesNotHaveBean(RevocationsHealthIndicator.class));
	}

	@Test
	void storeIsMemoryWithoutTable(CapturedOutput output) {
		withDatabase(TestDatabase.H2.newUrl()).run((context) -> {
			assertThat(context.getBean(TokenRevocations.class)).isInstanceOf(InMemoryTokenRevocations.class);
			assertThat(tables(context)).isZero();
			assertThat(context.getBean(RevocationsHealthIndicator.class).health())
				.isEqualTo(Health.up().withDetail("store", "memory").build());
		});
		assertThat(output.getAll()).contains("Revocations of tokens are kept in memory, since there is no table '"
				+ TABLE + "'. They end with this process and no other node knows them.");
	}

	@ParameterizedTest
	@EnumSource
	void storeIsTheTableWhereThereIsOne(TestDatabase database) {
		String url = database.newUrl();
		database.createTable(TestDatabase.connect(url));
		withDatabase(url).run((context) -> {
			assertThat(context.getBean(TokenRevocations.class)).isInstanceOf(JdbcTokenRevocations.class);
			Health health = context.getBean(RevocationsHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("store", "jdbc")
				.containsEntry("revocations", 0)
				.containsKey("age");
		});
	}

	@Test
	void storeIsMemoryWhereThatIsWanted() {
		String url = TestDatabase.H2.newUrl();
		TestDatabase.H2.createTable(TestDatabase.connect(url));
		withDatabase(url).withPropertyValues("identifiabl.revocations.store=memory")
			.run((context) -> assertThat(context).hasSingleBean(InMemoryTokenRevocations.class)
				.doesNotHaveBean(RevocationPolling.class));
	}

	@Test
	void tableOfAnEmbeddedDatabaseIsCreatedWhereItIsWanted() {
		withDatabase(TestDatabase.H2.newUrl()).withPropertyValues("identifiabl.revocations.store=jdbc")
			.run((context) -> assertThat(context.getBean(TokenRevocations.class))
				.isInstanceOf(JdbcTokenRevocations.class));
	}

	@Test
	void tableIsCreatedAlwaysWhereThatIsWanted() {
		withDatabase(TestDatabase.POSTGRESQL.newUrl())
			.withPropertyValues("identifiabl.revocations.jdbc.initialize-schema=always")
			.run((context) -> assertThat(context.getBean(TokenRevocations.class))
				.isInstanceOf(JdbcTokenRevocations.class));
	}

	@Test
	void tableMayHaveAnotherName() {
		String url = TestDatabase.H2.newUrl();
		DataSource dataSource = TestDatabase.connect(url);
		TestDatabase.H2.createTable(dataSource);
		new JdbcTemplate(dataSource).execute("ALTER TABLE " + TABLE + " RENAME TO revoked");
		withDatabase(url).withPropertyValues("identifiabl.revocations.jdbc.table-name=PUBLIC.revoked")
			.run((context) -> assertThat(context.getBean(TokenRevocations.class))
				.isInstanceOf(JdbcTokenRevocations.class));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void startWhenConfigurationIsWrongThenSaysWhatToWrite(String description, String action, String[] properties) {
		withDatabase(TestDatabase.H2.newUrl()).withPropertyValues(properties)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidIdentifiablConfigurationException.class, (failure) -> {
					assertThat(failure).hasMessage(description);
					assertThat(failure.getAction()).isEqualTo(action);
				}));
	}

	static Stream<Arguments> failures() {
		return Stream.of(
				failure("identifiabl.revocations.store is jdbc, but the table '" + TABLE + "' does not exist.",
						"Create it with the script 'classpath:io/identifiabl/revocation/jdbc/schema-h2.sql', which "
								+ "Flyway and Liquibase can run as it is, or set "
								+ "identifiabl.revocations.jdbc.initialize-schema=always.",
						"identifiabl.revocations.store=jdbc", "identifiabl.revocations.jdbc.initialize-schema=never"),
				failure("identifiabl.revocations.jdbc.table-name 'a; drop' is not the name of a table.",
						"Use letters, digits and underscores only, after the name of a schema and a dot if need be.",
						"identifiabl.revocations.jdbc.table-name=a; drop"),
				failure("identifiabl.revocations.poll-interval is PT0.099S, but must be between 100 ms and 1 minute.",
						"Set it to the time for which other nodes may still accept what one node revoked.",
						"identifiabl.revocations.poll-interval=99ms"),
				failure("identifiabl.revocations.poll-interval is PT1M1S, but must be between 100 ms and 1 minute.",
						"Set it to the time for which other nodes may still accept what one node revoked.",
						"identifiabl.revocations.poll-interval=61s", "identifiabl.revocations.store=memory"),
				failure("identifiabl.revocations.stale-window is PT24H0.001S, but must be between 10 seconds and 1 day, "
						+ "and three times the poll-interval or more.", STALE_WINDOW,
						"identifiabl.revocations.stale-window=86400001ms"),
				failure("identifiabl.revocations.stale-window is PT9S, but must be between 10 seconds and 1 day, and "
						+ "three times the poll-interval or more.", STALE_WINDOW,
						"identifiabl.revocations.stale-window=9s", "identifiabl.revocations.store=memory"),
				failure("identifiabl.revocations.stale-window is PT2M59S, but must be between 10 seconds and 1 day, and "
						+ "three times the poll-interval or more.", STALE_WINDOW,
						"identifiabl.revocations.stale-window=179s", "identifiabl.revocations.poll-interval=1m"));
	}

	private static Arguments failure(String description, String action, String... properties) {
		return Arguments.of(description, action, properties);
	}

	@Test
	void startWhenThereIsNoDatabaseForTheTableThenSaysWhatToWrite() {
		withoutUsableDatabase().forEach((runner) -> runner.withPropertyValues("identifiabl.revocations.store=jdbc")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage(
						"identifiabl.revocations.store is jdbc, but there is no database to keep revocations in.")));
	}

	@Test
	void startsWithoutUsableDatabase() {
		withoutUsableDatabase().forEach((runner) -> runner
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(InMemoryTokenRevocations.class)));
	}

	@Test
	void startsWithoutActuator() {
		this.plain
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.actuate", "org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(TokenRevocationRegistry.class)
				.doesNotHaveBean(TokenRevocationsEndpoint.class));
	}

	private Stream<ApplicationContextRunner> withoutUsableDatabase() {
		ApplicationContextRunner one = this.plain.withBean("one", JdbcDataSource.class);
		return Stream.of(one.withClassLoader(new FilteredClassLoader("org.springframework.jdbc")),
				one.withClassLoader(
						new FilteredClassLoader("org.springframework.boot.jdbc", "org.springframework.boot.sql")),
				one.withBean("two", JdbcDataSource.class), this.plain);
	}

	@Test
	void everythingBacksOffForTheRevocationsOfTheApplication() {
		withDatabase(TestDatabase.H2.newUrl())
			.withBean("own", TokenRevocations.class, () -> (identity, issuedAt) -> true)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(TokenRevocations.class)
				.hasBean("own")
				.doesNotHaveBean(RevocationPolling.class)
				.doesNotHaveBean(RevocationSchemaInitializer.class)
				.doesNotHaveBean(TokenRevocationsEndpoint.class)
				.doesNotHaveBean(RevocationsHealthIndicator.class));
	}

	@Test
	void thereIsNothingToRevokeForADecoderOfTheApplication() {
		this.runner.withBean(JwtDecoder.class, () -> (token) -> {
			throw new IllegalStateException();
		}).run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TokenRevocations.class));
	}

	@Test
	void startWhenTheDatabaseIsDownThenNothingIsGoodWhereTheTableIsWanted() {
		withDown("identifiabl.revocations.store=jdbc").run((context) -> {
			assertThat(context).hasNotFailed();
			TokenRevocations revocations = context.getBean(TokenRevocations.class);
			assertThatIllegalStateException().isThrownBy(
					() -> revocations.isRevoked(Identity.builder("https://idp.example.com", "u").build(), null));
			Health health = context.getBean(RevocationsHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(health.getDetails()).containsKey("lastError");
		});
	}

	@Test
	void startWhenTheDatabaseIsDownThenAnApplicationThatWantedNothingServes() {
		withDown().run((context) -> {
			assertThat(context).hasNotFailed();
			TokenRevocations revocations = context.getBean(TokenRevocations.class);
			assertThat(revocations).isInstanceOf(JdbcTokenRevocations.class);
			assertThat(revocations.isRevoked(Identity.builder("https://idp.example.com", "u").build(), null)).isFalse();
			Health health = context.getBean(RevocationsHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsKey("lastError");
		});
	}

	@Test
	void pollingEndsWithTheApplication() {
		withDatabase(TestDatabase.H2.newUrl()).withPropertyValues("identifiabl.revocations.store=jdbc")
			.run((context) -> {
				RevocationPolling polling = context.getBean(RevocationPolling.class);
				assertThat(polling.isRunning()).isTrue();
				context.close();
				assertThat(polling.isRunning()).isFalse();
			});
	}

	private ApplicationContextRunner withDatabase(String url) {
		return this.runner.withPropertyValues("spring.datasource.url=" + url);
	}

	private ApplicationContextRunner withDown(String... properties) {
		return this.runner.withPropertyValues(DOWN, "spring.datasource.hikari.connection-timeout=250")
			.withPropertyValues(properties);
	}

	private static long tables(ApplicationContext context) {
		Long count = new JdbcTemplate(context.getBean(DataSource.class)).queryForObject(
				"SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = ?", Long.class, TABLE);
		return (count != null) ? count : 0;
	}

}
