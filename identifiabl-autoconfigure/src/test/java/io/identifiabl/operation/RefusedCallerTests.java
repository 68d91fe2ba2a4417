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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is recorded of callers who send junk in any number.
 *
 * @author Identifiabl Contributors
 */
class RefusedCallerTests {

	@Test
	void twentyOfAKindAreRecordedAndTheOthersCounted() {
		String url = TestDatabase.H2.newUrl();
		try (TestIssuer issuer = TestIssuer.start();
				RunningApplication application = RunningApplication.start(ApiApplication.class,
						"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
						"spring.datasource.url=" + url, "identifiabl.audit.spill-file=")) {
			for (int i = 0; i < 500; i++) {
				assertThat(application.getAs("junk." + i, "/api/me").statusCode()).isEqualTo(401);
			}
			String expired = issuer.token("user").audience("urn:api").claim("exp", 1).without("iat").sign();
			application.getAs(expired, "/api/me");
		}
		List<@Nullable String> records = new JdbcTemplate(TestDatabase.connect(url)).queryForList(
				"SELECT payload FROM identifiabl_audit_event WHERE type = 'identity.rejected' ORDER BY idx",
				String.class);
		assertThat(records).hasSize(22)
			.filteredOn((payload) -> String.valueOf(payload).contains("expired_token"))
			.as("another kind")
			.hasSize(1);
		assertThat(records).filteredOn((payload) -> String.valueOf(payload).contains("\"count\":480"))
			.singleElement()
			.asString()
			.contains("\"reason\":\"malformed_token\"");
	}

	@Test
	void twentySessionsOfOthersAreRecordedAndTheOthersCounted() {
		String url = TestDatabase.H2.newUrl();
		try (TestIssuer issuer = TestIssuer.start();
				RunningApplication application = RunningApplication.start(McpApplication.class,
						"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
						"identifiabl.mcp.resource=https://api.example.com/mcp", "spring.ai.mcp.server.enabled=true",
						"spring.ai.mcp.server.protocol=STREAMABLE", "spring.datasource.url=" + url,
						"identifiabl.audit.spill-file=")) {
			McpEndpoint mallory = McpEndpoint.of(application)
				.as(issuer.token("alice").audience("urn:api").sign())
				.initialized()
				.as(issuer.token("mallory").audience("urn:api").sign());
			for (int i = 0; i < 60; i++) {
				assertThat(mallory.request("ping", "{}").statusCode()).isEqualTo(404);
			}
		}
		List<@Nullable String> records = new JdbcTemplate(TestDatabase.connect(url)).queryForList(
				"SELECT payload FROM identifiabl_audit_event WHERE type = 'mcp.session.misuse' ORDER BY idx",
				String.class);
		assertThat(records).hasSize(21).last().asString().contains("\"count\":40", "\"reason\":\"session_not_found\"");
	}

	@Test
	void providerIsNamedWhoseIssuerIsSpelledOtherwise() {
		try (TestIssuer issuer = TestIssuer.start();
				RunningApplication application = RunningApplication.start(ApiApplication.class,
						"identifiabl.issuer=" + issuer.getIssuer(), "identifiabl.audiences=urn:api",
						"spring.datasource.url=" + TestDatabase.H2.newUrl(), "identifiabl.audit.spill-file=")) {
			RecordedTrail trail = RecordedTrail.of(application);
			String token = issuer.token("user").audience("urn:api").claim("iss", issuer.getIssuer() + "/").sign();
			assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(401);
			assertThat(trail.only("identity.rejected").leaf()).containsEntry("reason", "untrusted_issuer")
				.containsEntry("provider", "generic");
		}
	}

	@Test
	void tokenThatNobodyCouldVerifyIsNotCalledBad() {
		String token;
		String gone;
		try (TestIssuer issuer = TestIssuer.start()) {
			token = issuer.token("user").audience("urn:api").sign();
			gone = issuer.getIssuer();
		}
		try (RunningApplication application = RunningApplication.startWithoutKeys(ApiApplication.class,
				"identifiabl.issuer=" + gone, "identifiabl.audiences=urn:api",
				"spring.datasource.url=" + TestDatabase.H2.newUrl(), "identifiabl.audit.spill-file=")) {
			RecordedTrail trail = RecordedTrail.of(application);
			assertThat(application.getAs(token, "/api/me").statusCode()).isEqualTo(503);
			assertThat(trail.only("identity.unverifiable").leaf()).containsEntry("error", "keys_unavailable")
				.containsEntry("outcome", "failure")
				.containsEntry("status", 503L)
				.doesNotContainKeys("decision", "issuer");
		}
	}

}
