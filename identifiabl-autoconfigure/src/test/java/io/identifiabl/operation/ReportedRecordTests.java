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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.identifiabl.audit.AuditStore;
import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.McpApplication;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RecordedTrail.Recorded;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.SwitchableStore;
import io.identifiabl.trail.AuditTestKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is recorded, and what the MCP endpoint refuses, while an application has refusals
 * reported.
 *
 * @author Identifiabl Contributors
 */
class ReportedRecordTests {

	private static TestIssuer issuer;

	private RunningApplication application;

	@BeforeAll
	static void startIssuer() {
		issuer = TestIssuer.start();
	}

	@AfterAll
	static void stopIssuer() {
		issuer.close();
	}

	@BeforeEach
	void start() {
		this.application = RunningApplication.start(ReportingApplication.class,
				"app.jwk-set-uri=" + issuer.getJwkSetUri(), "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "identifiabl.web.mode=report",
				"identifiabl.web.report-until=" + LocalDate.now(ZoneOffset.UTC).plusDays(90),
				"spring.ai.mcp.server.enabled=true", "spring.ai.mcp.server.protocol=STATELESS",
				"identifiabl.mcp.mode=mixed", "identifiabl.tools.saveNote.audit=strict",
				"identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey(), "identifiabl.audit.spill-file=");
	}

	@AfterEach
	void stop() {
		this.application.getBean(SwitchableStore.class).setDown(false);
		this.application.close();
	}

	private static TestToken token(String audience) {
		return issuer.token("alice")
			.header("typ", "JWT")
			.audience(audience)
			.scopes("notes:write", "notes:read", "vault");
	}

	@Test
	void recordWhenTokenWouldBeRefusedThenSaysSoAndWasPermitted() {
		RecordedTrail trail = RecordedTrail.of(this.application);
		assertThat(this.application.getAs(token("urn:other").sign(), "/api/open").statusCode()).isEqualTo(200);
		Recorded record = trail.only("http.request");
		assertThat(record.leaf()).containsEntry("decision", "permit")
			.containsEntry("outcome", "success")
			.containsEntry("issuer", "local")
			.doesNotContainKey("granted");
		assertThat(record.decisions()).contains("report deny");
		assertThat(record.leaf("authz")).asString().contains("reason=invalid_audience");
		assertThat(record.personal()).containsEntry("sub", "alice");
		assertThat(record.personal("claimed")).asString()
			.contains("aud=urn:other", "sub=alice", "iss=" + issuer.getIssuer());
	}

	@Test
	void recordWhenTokenIsGoodThenHasIdentityAndNoReport() {
		RecordedTrail trail = RecordedTrail.of(this.application);
		assertThat(this.application.getAs(token("urn:api").sign(), "/api/open").statusCode()).isEqualTo(200);
		Recorded record = trail.only("http.request");
		assertThat(record.leaf()).containsEntry("issuer", issuer.getIssuer());
		assertThat(record.decisions()).doesNotContain("report deny");
		assertThat(record.personal()).doesNotContainKey("claimed");
	}

	@Test
	void recordWhenGuardedAndTokenWouldBeRefusedThenWasDenied() {
		RecordedTrail trail = RecordedTrail.of(this.application);
		assertThat(this.application.getAs(token("urn:other").sign(), "/api/me").statusCode()).isEqualTo(401);
		assertThat(trail.only("http.request").leaf()).containsEntry("decision", "deny")
			.containsEntry("reason", "invalid_audience")
			.containsEntry("outcome", "failure");
	}

	@Test
	void recordWhenTokenIsRevokedThenCallerWasRejected() {
		RecordedTrail trail = RecordedTrail.of(this.application);
		this.application.getBean(TokenRevocationRegistry.class)
			.revoke(Revocation.ofSubject(issuer.getIssuer(), "alice", Instant.now().plusSeconds(1)));
		assertThat(this.application.getAs(token("urn:other").sign(), "/api/open").statusCode()).isEqualTo(401);
		Recorded record = trail.only("identity.rejected");
		assertThat(record.leaf()).containsEntry("reason", "token_revoked").containsEntry("actor_type", "anonymous");
		assertThat(record.personal()).doesNotContainKey("sub");
	}

	@ParameterizedTest
	@ValueSource(strings = { "saveNote", "readNotes", "hello", "forgotten", "countNotes" })
	void toolWhenTokenWouldBeRefusedThenIsNotCalledByAnyName(String tool) {
		HttpResponse<String> response = McpEndpoint.of(this.application)
			.as(token("urn:other").sign())
			.call(tool, "{\"text\":\"x\"}");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(RunningApplication.json(response)).containsEntry("code", "invalid_audience");
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((challenge) -> assertThat(challenge).contains("error=\"invalid_token\""));
		assertThat(this.application.getBean(McpApplication.Runs.class).getNames()).isEmpty();
	}

	@Test
	void toolWhenTokenIsGoodThenRuns() {
		assertThat(McpEndpoint.of(this.application)
			.as(token("urn:api").sign())
			.call("saveNote", "{\"text\":\"x\"}")
			.body()).contains("x of alice");
	}

	@Test
	void strictToolWhenNothingCanBeRecordedThenIsNotDone() {
		this.application.getBean(SwitchableStore.class).setDown(true);
		HttpResponse<String> response = McpEndpoint.of(this.application)
			.as(token("urn:api").sign())
			.call("saveNote", "{\"text\":\"x\"}");
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(this.application.getBean(McpApplication.Runs.class).getNames()).isEmpty();
	}

	/**
	 * An MCP server with a chain and a decoder of the application's own.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ McpApplication.class, ReportingApplication.OpenController.class })
	static class ReportingApplication {

		@Bean
		JwtDecoder jwtDecoder(@Value("${app.jwk-set-uri}") String jwkSetUri) {
			return NimbusJwtDecoder.withJwkSetUri(jwkSetUri).build();
		}

		@Bean
		SwitchableStore switchableStore() {
			return new SwitchableStore();
		}

		@Bean
		AuditStore auditStore(SwitchableStore store) {
			return store.toStore();
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.csrf(AbstractHttpConfigurer::disable);
			http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			return http.build();
		}

		@RestController
		static class OpenController {

			@GetMapping("/api/open")
			String open(Authentication authentication) {
				return authentication.getName();
			}

		}

	}

}
