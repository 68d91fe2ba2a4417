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

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.audit.trail.DurableAuditTrail;
import io.identifiabl.audit.verify.AuditVerifier;
import io.identifiabl.audit.verify.VerificationReport;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpApplication.Runs;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real database that is stopped and started again while requests come in. With
 * {@code -Daudit.outage-seconds=30} it is away for longer.
 *
 * @author Identifiabl Contributors
 */
@Tag("database")
class DatabaseOutageTests {

	private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("audit.outage-seconds", 4));

	private static final String[] CREATED = { "identifiabl.audit.store=jdbc",
			"identifiabl.audit.jdbc.initialize-schema=always" };

	@TempDir
	private Path directory;

	@Test
	void everyDeliveryKeepsItsPromise() throws Exception {
		EmbeddedPostgres database = start(0);
		int port = database.getPort();
		try (TestIssuer issuer = TestIssuer.start();
				RunningApplication application = startApplication(issuer, database.getJdbcUrl("postgres", "postgres"),
						AuditTestKeys.newKey(), CREATED)) {
			String token = issuer.token("user").audience("urn:api").scopes("notes:read", "notes:write").sign();
			McpEndpoint endpoint = McpEndpoint.of(application).as(token).initialized();
			assertThat(McpEndpoint.text(endpoint.call("saveNote", "{\"text\":\"a\"}"))).isEqualTo("a of user");
			database.close();
			application.getBean(Runs.class).clear();
			int asynchronous = sendDuringTheOutage(application, endpoint, token);
			assertThat(application.getBean(Runs.class).getNames()).isNotEmpty().doesNotContain("saveNote");
			try (EmbeddedPostgres again = start(port)) {
				awaitSaved(endpoint);
				assertLog(application, asynchronous);
				assertThat(again.getPort()).isEqualTo(port);
			}
		}
	}

	@Test
	void applicationThatStartsBeforeItsDatabaseWaitsForIt() throws Exception {
		EmbeddedPostgres database = start(0);
		int port = database.getPort();
		String url = database.getJdbcUrl("postgres", "postgres");
		String key = AuditTestKeys.newKey();
		try (TestIssuer issuer = TestIssuer.start()) {
			startApplication(issuer, url, key, CREATED).close();
			database.close();
			try (RunningApplication application = startApplication(issuer, url, key, "identifiabl.audit.store=auto",
					"spring.datasource.hikari.connection-timeout=250")) {
				String token = issuer.token("user").audience("urn:api").scopes("notes:read", "notes:write").sign();
				McpEndpoint endpoint = McpEndpoint.of(application).as(token).initialized();
				int asynchronous = sendDuringTheOutage(application, endpoint, token);
				assertThat(application.getBean(Runs.class).getNames()).doesNotContain("saveNote");
				try (EmbeddedPostgres again = start(port)) {
					awaitSaved(endpoint);
					assertLog(application, asynchronous);
					assertThat(again.getPort()).isEqualTo(port);
				}
			}
		}
	}

	private int sendDuringTheOutage(RunningApplication application, McpEndpoint endpoint, String token) {
		long end = System.nanoTime() + OUTAGE.toNanos();
		int asynchronous = 0;
		while (System.nanoTime() < end) {
			assertThat(application.getAs(token, "/api/me").statusCode()).as("async").isEqualTo(200);
			asynchronous++;
			HttpResponse<String> sync = endpoint.call("readNotes", "{}");
			assertThat(sync.body()).as("sync").contains("could not be recorded").doesNotContain("notes of user");
			assertThat(endpoint.call("saveNote", "{\"text\":\"b\"}").statusCode()).as("strict").isEqualTo(503);
		}
		return asynchronous;
	}

	private static void awaitSaved(McpEndpoint endpoint) {
		// the log is opened, compared with what was signed, and written to, each in its
		// turn
		long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
		int status = 0;
		while (status != 200 && System.nanoTime() < end) {
			status = endpoint.call("saveNote", "{\"text\":\"c\"}").statusCode();
		}
		assertThat(status).isEqualTo(200);
	}

	private static void assertLog(RunningApplication application, int asynchronous) {
		DurableAuditTrail trail = application.getBean(DurableAuditTrail.class);
		while (trail.getCheckpointerState().size() < trail.getStore().getFrontier().getSize()) {
			Thread.onSpinWait();
		}
		AuditStore store = trail.getStore();
		List<String> requests = store.read(0, 100_000)
			.stream()
			.filter((record) -> record.projection().type().equals("http.request"))
			.map((record) -> record.projection().eventId())
			.toList();
		// ids begin with the time, to the millisecond
		assertThat(requests).hasSize(asynchronous)
			.isSortedAccordingTo((one, other) -> one.substring(0, 13).compareTo(other.substring(0, 13)));
		VerificationReport report = application.getBean(AuditVerifier.class).verify(store);
		assertThat(report.findings()).isEmpty();
		assertThat(trail.getWriterState().dropped()).isZero();
		assertThat(trail.getWriterState().spilled()).isZero();
	}

	private RunningApplication startApplication(TestIssuer issuer, String url, String key, String... properties) {
		List<String> all = new ArrayList<>(List.of("identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "identifiabl.mcp.resource=https://api.example.com/mcp",
				"spring.ai.mcp.server.enabled=true", "spring.ai.mcp.server.protocol=STREAMABLE",
				"spring.datasource.url=" + url, "identifiabl.audit.spill-file=" + this.directory.resolve("spill"),
				"identifiabl.audit.checkpoint.private-key=" + key, "identifiabl.tools.saveNote.audit=strict",
				"identifiabl.tools.readNotes.audit=sync"));
		all.addAll(List.of(properties));
		return RunningApplication.start(McpApplication.class, all.toArray(String[]::new));
	}

	private EmbeddedPostgres start(int port) throws IOException {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setDataDirectory(this.directory.resolve("data"))
			.setCleanDataDirectory(false);
		return ((port != 0) ? builder.setPort(port) : builder).start();
	}

}
