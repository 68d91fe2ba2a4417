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
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RecordedTrail.Recorded;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a record says where an application answers something else than a refusal.
 *
 * @author Identifiabl Contributors
 */
class SwallowedDenialTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	private RecordedTrail trail;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(SwallowingApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "identifiabl.web.public-paths=/open/**",
				"identifiabl.mcp.resource=https://api.example.com/mcp", "spring.ai.mcp.server.enabled=true",
				"spring.ai.mcp.server.protocol=STREAMABLE", "identifiabl.audit.spill-file=");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@BeforeEach
	void forgetEarlierRecords() {
		this.trail = RecordedTrail.of(application);
	}

	@ParameterizedTest
	@CsvSource({ "/api/denied, 500", "/api/denied-inside, 500", "/api/denied-deep-inside, 500", "/api/later, 500",
			"/api/elsewhere, 500", "/api/fine/denied, 200", "/api/page/denied, 200" })
	void recordWhenADenialEndedTheHandlerThenIsDenied(String path, int status) {
		assertThat(get(path).statusCode()).isEqualTo(status);
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("decision", "deny")
			.containsEntry("outcome", "failure")
			.containsEntry("reason", "insufficient_scope")
			.containsEntry("required", List.of("vault"))
			.containsEntry("missing", List.of("vault"))
			.containsEntry("status", Long.valueOf(status))
			.doesNotContainKey("error");
		assertThat(record.decisions()).endsWith("method deny").doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/own", "/api/own-later" })
	void recordWhenTheApplicationItselfDeniesThenIsDenied(String path) {
		assertThat(get(path).statusCode()).isEqualTo(500);
		assertThat(this.trail.only("http.request").leaf()).containsEntry("decision", "deny")
			.containsEntry("outcome", "failure")
			.containsEntry("reason", "access_denied")
			.doesNotContainKeys("error", "required");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/goes-on", "/api/goes-on-later", "/api/many" })
	void recordWhenTheOperationWentOnAfterADenialThenIsDeniedAndSucceeded(String path) {
		assertThat(get(path).statusCode()).isEqualTo(200);
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("decision", "deny")
			.containsEntry("outcome", "success")
			.containsEntry("reason", "insufficient_scope")
			.containsEntry("required", List.of("vault"))
			.containsEntry("missing", List.of("vault"))
			.doesNotContainKey("error");
		assertThat(record.decisions()).contains("method deny");
	}

	@Test
	void recordWhenADenialIsMaskedThenIsDeniedAndSucceeded() {
		assertThat(get("/api/masked").body()).isEqualTo("***");
		assertThat(this.trail.only("http.request").leaf()).containsEntry("decision", "deny")
			.containsEntry("outcome", "success")
			.containsEntry("reason", "insufficient_scope")
			.containsEntry("required", List.of("vault"));
	}

	@Test
	void recordWhenTheOperationFailsAfterADenialThenHasBoth() {
		assertThat(get("/api/goes-on-and-fails").statusCode()).isEqualTo(500);
		assertThat(this.trail.only("http.request").leaf()).containsEntry("decision", "deny")
			.containsEntry("outcome", "failure")
			.containsEntry("reason", "insufficient_scope")
			.containsEntry("error", "http_500");
	}

	@Test
	void recordWhenTheErrorPageIsDeniedThenIsOfTheRequest() {
		get("/api/conflict");
		assertThat(this.trail.only("http.request").leaf()).containsEntry("decision", "permit")
			.containsEntry("outcome", "failure")
			.containsEntry("error", "http_409");
		assertThat(this.trail.all()).hasSize(1);
	}

	@Test
	void recordWhenNobodyIsDeniedThenIsDenied() {
		assertThat(application.get("/open/denied").statusCode()).isEqualTo(500);
		assertThat(this.trail.only("http.request").leaf()).containsEntry("actor_type", "anonymous")
			.containsEntry("decision", "deny")
			.containsEntry("outcome", "failure");
	}

	@Test
	void recordWhenAToolGoesOnAfterADenialThenIsDeniedAndSucceeded() {
		McpEndpoint alice = McpEndpoint.of(application).as(token()).initialized();
		this.trail = RecordedTrail.of(application);
		assertThat(McpEndpoint.text(alice.call("tryVault", "{}"))).contains("empty-handed");
		assertThat(this.trail.only("mcp.tool.call").leaf()).containsEntry("decision", "deny")
			.containsEntry("outcome", "success")
			.containsEntry("reason", "insufficient_scope")
			.containsEntry("required", List.of("vault"));
	}

	@Test
	void recordWhenAToolIsDeniedSomethingThenIsDenied() {
		McpEndpoint alice = McpEndpoint.of(application).as(token()).initialized();
		this.trail = RecordedTrail.of(application);
		alice.call("useVault", "{}");
		assertThat(this.trail.only("mcp.tool.call").leaf()).containsEntry("decision", "deny")
			.containsEntry("outcome", "failure")
			.containsEntry("reason", "insufficient_scope");
	}

	private static HttpResponse<String> get(String path) {
		return application.getAs(token(), path);
	}

	private static String token() {
		return issuer.token("alice").audience("urn:api").scopes("notes:read").sign();
	}

}
