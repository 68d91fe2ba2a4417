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

package io.identifiabl.operation;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.actuate.AuditTrailHealthIndicator;
import io.identifiabl.audit.AuditQuery;
import io.identifiabl.audit.AuditQuery.Column;
import io.identifiabl.audit.AuditStore;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpApplication.Runs;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RecordedTrail.Recorded;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.SwitchableStore;
import io.identifiabl.trail.AuditTestKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each delivery promises, while there is a store and while there is none.
 *
 * @author Identifiabl Contributors
 */
class DeliveryTests {

	private static TestIssuer issuer;

	private final List<RunningApplication> applications = new ArrayList<>();

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stop() {
		issuer.close();
	}

	@AfterEach
	void stopApplications() {
		this.applications.forEach((application) -> {
			application.getBean(SwitchableStore.class).setDown(false);
			application.close();
		});
	}

	@Test
	void asyncGoesOnWithoutTheStore(@TempDir Path directory) {
		RunningApplication application = start("identifiabl.audit.delivery=async",
				directory.resolve("spill").toString());
		application.getBean(SwitchableStore.class).setDown(true);
		assertThat(application.postAs(token(), "/api/orders", "{}").body()).isEqualTo("ordered");
		assertThat(application.getBean(AuditTrailHealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void syncRecordsBeforeItAnswers() {
		RunningApplication application = start("identifiabl.audit.delivery=sync");
		RecordedTrail trail = RecordedTrail.of(application);
		application.postAs(token(), "/api/orders", "{}");
		assertThat(trail.getTrail().getStore().read(0, 100)).last()
			.satisfies((record) -> assertThat(record.payload()).contains("\"http.request\"", "\"status\":200"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/orders", "/api/long", "/api/handled", "/api/failing" })
	void syncWithholdsWhatCannotBeRecorded(String path) {
		RunningApplication application = start("identifiabl.audit.delivery=sync");
		application.getBean(SwitchableStore.class).setDown(true);
		HttpResponse<String> response = application.postAs(token(), path, "{}");
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).contains("\"code\":\"audit_unavailable\"")
			.doesNotContain("ordered", "xxx", "handled");
	}

	@Test
	void syncAnswersAgainOnceTheStoreIsBack() {
		RunningApplication application = start("identifiabl.audit.delivery=sync");
		application.getBean(SwitchableStore.class).setDown(true);
		application.postAs(token(), "/api/orders", "{}");
		assertThat(application.getBean(AuditTrailHealthIndicator.class).health().getStatus())
			.isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(application.get("/actuator/health/liveness").statusCode()).isNotEqualTo(503);
		application.getBean(SwitchableStore.class).setDown(false);
		awaitStatus(application, 200);
	}

	@Test
	void syncWithholdsTheResultOfATool() {
		RunningApplication application = start("identifiabl.audit.delivery=sync");
		McpEndpoint endpoint = mcp(application).initialized();
		application.getBean(SwitchableStore.class).setDown(true);
		HttpResponse<String> response = endpoint.call("saveNote", "{\"text\":\"private\"}");
		assertThat(response.body()).contains("The request could not be recorded").doesNotContain("private of user");
	}

	@Test
	void junkIsNeverWaitedFor() {
		RunningApplication application = start("identifiabl.audit.delivery=strict");
		application.getBean(SwitchableStore.class).setDown(true);
		assertThat(application.getAs("a.b", "/api/me").statusCode()).isEqualTo(401);
	}

	@Test
	void strictDoesNothingThatIsNotRecorded() {
		RunningApplication application = start("identifiabl.audit.delivery=strict");
		McpEndpoint endpoint = mcp(application).initialized();
		application.getBean(SwitchableStore.class).setDown(true);
		HttpResponse<String> order = application.postAs(token(), "/api/orders", "{}");
		HttpResponse<String> note = endpoint.call("saveNote", "{\"text\":\"private\"}");
		assertThat(List.of(order.statusCode(), note.statusCode())).containsOnly(503);
		assertThat(List.of(order.body(), note.body()))
			.allSatisfy((body) -> assertThat(body).contains("\"code\":\"audit_unavailable\""));
		assertThat(application.getBean(Runs.class).getNames()).isEmpty();
	}

	@Test
	void strictRecordsIntentAndOutcome() {
		RunningApplication application = start("identifiabl.audit.delivery=strict");
		McpEndpoint endpoint = mcp(application).initialized();
		RecordedTrail trail = RecordedTrail.of(application);
		endpoint.call("saveNote", "{\"text\":\"private\"}");
		application.postAs(token(), "/api/orders", "{}");
		List<Recorded> records = trail.all();
		assertThat(records).extracting(Recorded::type)
			.containsExactly("mcp.tool.call", "mcp.tool.call", "http.request", "http.request");
		assertThat(records).extracting((record) -> record.leaf("phase"))
			.containsExactly("intent", "outcome", "intent", "outcome");
		assertThat(records.get(0).leaf("call")).isEqualTo(records.get(1).leaf("call"))
			.isNotEqualTo(records.get(2).leaf("call"));
		assertThat(records.get(0).leaf()).containsEntry("tool", "saveNote").containsEntry("outcome", "unknown");
	}

	@ParameterizedTest
	@ValueSource(strings = { "tools/list", "ping", "resources/list", "logging/setLevel" })
	void strictAnnouncesMessagesWithoutAnOperation(String method) {
		RunningApplication application = start("identifiabl.audit.delivery=strict");
		McpEndpoint endpoint = mcp(application).initialized();
		RecordedTrail trail = RecordedTrail.of(application);
		String params = "{\"level\":\"info\"}";
		assertThat(endpoint.request(method, params).statusCode()).isEqualTo(200);
		assertThat(trail.all()).extracting((record) -> record.type() + " " + record.leaf("phase"))
			.containsExactly("mcp.message intent", "mcp.message outcome");
		application.getBean(SwitchableStore.class).setDown(true);
		HttpResponse<String> response = endpoint.request(method, params);
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).contains("\"code\":\"audit_unavailable\"");
	}

	@Test
	void strictBeginsNoSessionThatIsNotRecorded() {
		RunningApplication application = start("identifiabl.audit.delivery=strict");
		McpEndpoint endpoint = mcp(application);
		application.getBean(SwitchableStore.class).setDown(true);
		HttpResponse<String> response = endpoint.initialize();
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Mcp-Session-Id")).isEmpty();
	}

	@Test
	void strictHearsNoNotificationThatIsNotRecorded() {
		RunningApplication application = start("identifiabl.audit.delivery=strict");
		McpEndpoint endpoint = mcp(application).initialized();
		application.getBean(SwitchableStore.class).setDown(true);
		HttpResponse<String> response = endpoint.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).contains("\"code\":\"audit_unavailable\"");
	}

	@Test
	void intentWithoutOutcomeIsFoundAsUnknown() {
		RunningApplication application = start("identifiabl.audit.delivery=strict");
		RecordedTrail trail = RecordedTrail.of(application);
		assertThat(application.postAs(token(), "/api/unplug", "{}").statusCode()).isEqualTo(503);
		application.getBean(SwitchableStore.class).setDown(false);
		awaitStatus(application, 200);
		assertThat(trail.getTrail().find(AuditQuery.all().where(Column.OUTCOME, "unknown")).records()).hasSize(1);
	}

	@Test
	void oneToolCanBeStricterThanTheOthers() {
		RunningApplication application = start("identifiabl.tools.saveNote.audit=strict");
		McpEndpoint endpoint = mcp(application).initialized();
		application.getBean(SwitchableStore.class).setDown(true);
		assertThat(endpoint.call("saveNote", "{\"text\":\"a\"}").statusCode()).isEqualTo(503);
		assertThat(McpEndpoint.text(endpoint.call("readNotes", "{}"))).contains("notes of user");
		assertThat(application.getBean(Runs.class).getNames()).containsExactly("readNotes");
	}

	@Test
	void howAToolIsRecordedSaysNothingAboutWhoMayCallIt() {
		RunningApplication application = start("identifiabl.tools.forgotten.audit=sync");
		assertThat(mcp(application).initialized().call("forgotten", "{}").statusCode()).isEqualTo(403);
	}

	private void awaitStatus(RunningApplication application, int status) {
		int last = 0;
		for (int i = 0; i < 1000 && last != status; i++) {
			last = application.postAs(token(), "/api/orders", "{}").statusCode();
		}
		assertThat(last).isEqualTo(status);
	}

	private RunningApplication start(String property) {
		return start(property, "");
	}

	private RunningApplication start(String property, String spillFile) {
		RunningApplication application = RunningApplication.start(OrderApplication.class,
				"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
				"identifiabl.mcp.resource=https://api.example.com/mcp", "spring.ai.mcp.server.enabled=true",
				"spring.ai.mcp.server.protocol=STREAMABLE", "identifiabl.audit.spill-file=" + spillFile,
				"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey(), property);
		this.applications.add(application);
		return application;
	}

	private static McpEndpoint mcp(RunningApplication application) {
		return McpEndpoint.of(application).as(token());
	}

	private static String token() {
		return issuer.token("user").audience("urn:api").scopes("notes:read", "notes:write").sign();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ McpApplication.class, OrderController.class })
	static class OrderApplication {

		@Bean
		SwitchableStore switchableStore() {
			return new SwitchableStore();
		}

		@Bean
		AuditStore auditStore(SwitchableStore store) {
			return store.toStore();
		}

	}

	@RestController
	static class OrderController {

		private final Runs runs;

		private final SwitchableStore store;

		OrderController(Runs runs, SwitchableStore store) {
			this.runs = runs;
			this.store = store;
		}

		@PostMapping("/api/orders")
		String order() {
			return this.runs.add("order", "ordered");
		}

		@PostMapping("/api/long")
		String longAnswer() {
			return "x".repeat(100_000);
		}

		@PostMapping("/api/handled")
		String handled() {
			throw new IllegalArgumentException();
		}

		@PostMapping("/api/failing")
		String failing() {
			throw new IllegalStateException("on purpose");
		}

		@PostMapping("/api/unplug")
		String unplug() {
			this.store.setDown(true);
			return "unplugged";
		}

		@ExceptionHandler(IllegalArgumentException.class)
		String handle() {
			return "handled";
		}

	}

}
