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

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.actuate.AuditTrailHealthIndicator;
import io.identifiabl.audit.AuditEvent;
import io.identifiabl.audit.AuditField;
import io.identifiabl.audit.AuditTrail;
import io.identifiabl.audit.EventTypes;
import io.identifiabl.audit.Urgency;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application says whose login may do less than it needs, or more, on a real
 * PostgreSQL.
 *
 * @author Identifiabl Contributors
 */
@Tag("database")
@ExtendWith(OutputCaptureExtension.class)
class LoginRightsTests extends AbstractAuditConfigurationTests {

	private static final AtomicInteger COUNT = new AtomicInteger();

	private static final String TOO_MANY = "may do more than write records";

	private final String url = TestDatabase.POSTGRESQL.newUrl();

	private final JdbcTemplate owner = new JdbcTemplate(TestDatabase.connect(this.url));

	@BeforeEach
	void createTables() throws Exception {
		for (String script : new String[] { "schema", "grants" }) {
			this.owner.execute(new ClassPathResource("io/identifiabl/audit/jdbc/" + script + "-postgresql.sql")
				.getContentAsString(StandardCharsets.UTF_8));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "jdbc" })
	void loginThatCannotWriteStartsNothing(String store) {
		String login = createLogin(null);
		for (String table : new String[] { "log", "event", "resource", "tile", "checkpoint", "turn" }) {
			this.owner.execute("GRANT SELECT, INSERT ON identifiabl_audit_" + table + " TO " + login);
		}
		assertFailure(as(login, "identifiabl.audit.store=" + store), "must not write into all tables",
				"GRANT UPDATE (size, frontier) ON identifiabl_audit_log TO " + login + ";");
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "jdbc" })
	void loginThatCannotReadIsNotTakenForADatabaseThatIsAway(String store) {
		String login = createLogin(null);
		assertFailure(as(login, "identifiabl.audit.store=" + store), "must not read all tables",
				"GRANT SELECT ON identifiabl_audit_event TO " + login + ";");
	}

	@Test
	void rightsThatAreTooManyAreWarnedAbout(CapturedOutput output) {
		as("postgres").run((context) -> assertThat(record(context)).isNotNegative());
		assertThat(output.getAll()).containsOnlyOnce(TOO_MANY).contains("SUPERUSER");
	}

	@Test
	void rightsThatAreTooManyAreRefusedWhereThatIsWanted() {
		String login = createLogin("writer");
		this.owner.execute("GRANT TRUNCATE ON identifiabl_audit_event TO " + login);
		assertFailure(as(login, "identifiabl.audit.jdbc.least-privilege=true"),
				"may change or delete records: TRUNCATE on identifiabl_audit_event.", "grants-*.sql");
	}

	// of a log that is opened when its database is there
	@Test
	void rightsThatAreTooManyAreRefusedLater() {
		String login = createLogin("writer");
		this.owner.execute("GRANT TRUNCATE ON identifiabl_audit_event TO " + login);
		this.owner.execute("ALTER ROLE " + login + " NOLOGIN");
		as(login, "identifiabl.audit.jdbc.least-privilege=true").run((context) -> {
			this.owner.execute("ALTER ROLE " + login + " LOGIN");
			DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
			awaitFailure(trail, "rights too many: TRUNCATE on identifiabl_audit_event");
			assertThat(health(trail).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(this.owner.queryForObject("SELECT COUNT(*) FROM identifiabl_audit_event", Integer.class))
				.isZero();
			this.owner.execute("REVOKE TRUNCATE ON identifiabl_audit_event FROM " + login);
			awaitRecorded(trail);
		});
	}

	private static void awaitFailure(DurableAuditTrail trail, String text) {
		long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
		Object failure = null;
		while (!String.valueOf(failure).contains(text) && System.nanoTime() < end) {
			assertThat(trail.append(event("test.event"), Urgency.AWAITED)).failsWithin(Duration.ofMinutes(1));
			failure = health(trail).getDetails().get("writingFailure");
		}
		assertThat(failure).asString().contains(text);
	}

	private static void awaitRecorded(DurableAuditTrail trail) {
		long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
		CompletableFuture<Long> index;
		do {
			index = trail.append(event("test.event"), Urgency.AWAITED);
		}
		while (index.handle((stored, failure) -> failure != null).join() && System.nanoTime() < end);
		assertThat(index).isCompleted();
	}

	@Test
	void writerIsToldThatNobodyPrunes(CapturedOutput output) {
		String login = createLogin("writer");
		as(login, "identifiabl.audit.jdbc.least-privilege=true").run((context) -> {
			assertThat(record(context)).isNotNegative();
			assertThat(health(context.getBean(DurableAuditTrail.class))).satisfies((health) -> {
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails()).containsKeys("maintenance", "maintenanceAdvice");
			});
		});
		assertThat(output.getAll()).doesNotContain(TOO_MANY)
			.containsOnlyOnce("Nothing is pruned, although identifiabl.audit.retention is 365 days")
			.contains("GRANT DELETE ON identifiabl_audit_event TO " + login + ";");
	}

	@Test
	void writerThatKeepsEverythingIsToldNothing(CapturedOutput output) {
		as(createLogin("writer"), "identifiabl.audit.retention=0")
			.run((context) -> assertThat(record(context)).isNotNegative());
		assertThat(output.getAll()).doesNotContain(TOO_MANY, "Nothing is pruned");
	}

	@Test
	void anotherLoginErasesForAWriter(CapturedOutput output) {
		withMaintenance(createLogin("maintenance")).run((context) -> {
			DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
			AuditEvent event = AuditEvent.builder("test.event", Instant.now())
				.with(AuditField.ISSUER, "https://idp.example.com")
				.with(AuditField.SUBJECT, "alice")
				.build();
			trail.require(event, Urgency.AWAITED);
			assertThat(trail.erase("https://idp.example.com", "alice",
					AuditEvent.builder(EventTypes.SUBJECT_ERASED, Instant.now())))
				.isEqualTo(1);
		});
		assertThat(output.getAll()).doesNotContain("Nothing is pruned");
	}

	@Test
	void loginOfMaintenanceThatLacksARightStartsNothing() {
		String login = createLogin("reader");
		assertFailure(withMaintenance(login), "@AuditMaintenanceDataSource qualifies must not erase and prune",
				"GRANT DELETE ON identifiabl_audit_event TO " + login + ";");
	}

	@Test
	void erasureThatNobodyMayDoSaysWhichRightIsMissing() {
		String login = createLogin("writer");
		try (TestIssuer issuer = TestIssuer.start(); RunningApplication application = start(issuer, login)) {
			String eraser = issuer.token("root").audience("urn:api").scopes("actuator:write", "audit:erase").sign();
			HttpResponse<String> response = application.send(application
				.request("/actuator/audittrail?user=alice&issuer="
						+ URLEncoder.encode(issuer.getIssuer(), StandardCharsets.UTF_8))
				.DELETE()
				.header("Authorization", "Bearer " + eraser));
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.body()).contains("missing_right",
					"GRANT DELETE ON identifiabl_audit_event TO " + login);
		}
	}

	@Test
	void rightThatIsRevokedLaterIsNamed() {
		String login = createLogin("writer");
		as(login, "identifiabl.audit.delivery=sync").run((context) -> {
			record(context);
			DurableAuditTrail trail = context.getBean(DurableAuditTrail.class);
			this.owner.execute("REVOKE INSERT ON identifiabl_audit_event FROM identifiabl_audit_writer");
			assertThat(context.getBean(AuditTrail.class).append(event("test.event"), Urgency.AWAITED))
				.failsWithin(Duration.ofSeconds(20));
			assertThat(health(trail)).satisfies((health) -> {
				assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
				assertThat(String.valueOf(health.getDetails().get("writingFailure")))
					.contains("permission denied for table identifiabl_audit_event");
			});
		});
	}

	private static Health health(DurableAuditTrail trail) {
		return new AuditTrailHealthIndicator(trail, true).health();
	}

	private String createLogin(@Nullable String role) {
		String login = "app" + COUNT.incrementAndGet();
		this.owner.execute("CREATE ROLE " + login + " LOGIN");
		this.owner.execute((role != null) ? "GRANT identifiabl_audit_" + role + " TO " + login
				: "DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO " + login + "', current_schema()); END $$");
		return login;
	}

	private String url(String login) {
		return this.url.replace("user=postgres", "user=" + login);
	}

	private WebApplicationContextRunner as(String login, String... properties) {
		return with(url(login), properties)
			.withPropertyValues("identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey());
	}

	private WebApplicationContextRunner withMaintenance(String login) {
		return as(createLogin("writer")).withUserConfiguration(MaintenanceConfiguration.class)
			.withPropertyValues("test.maintenance-url=" + url(login));
	}

	private RunningApplication start(TestIssuer issuer, String login) {
		return RunningApplication.start(ApiApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "identifiabl.operator-issuers=" + issuer.getIssuer(),
				"management.endpoints.web.exposure.include=audittrail", "spring.datasource.url=" + url(login),
				"identifiabl.audit.spill-file=", "identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey());
	}

	@Configuration(proxyBeanMethods = false)
	static class MaintenanceConfiguration {

		@Bean(defaultCandidate = false)
		@AuditMaintenanceDataSource
		DataSource maintenanceDataSource(@Value("${test.maintenance-url}") String url) {
			return TestDatabase.connect(url);
		}

	}

}
