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

package io.identifiabl.actuate;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.ApiApplication;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is recorded of real requests.
 *
 * @author Identifiabl Contributors
 */
class AuditEventsTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static TestIssuer issuer;

	private static RunningApplication application;

	private Instant begin = Instant.EPOCH;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = RunningApplication.start(AuditedApplication.class, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "identifiabl.operator-issuers=" + issuer.getIssuer(),
				"management.endpoints.web.exposure.include=auditevents,health");
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	@BeforeEach
	void forgetEarlierEvents() {
		this.begin = Instant.now().truncatedTo(ChronoUnit.MICROS);
	}

	@Test
	void successIsRecordedWithTheIdentity() {
		application.get("/api/me", "Authorization", "Bearer " + token().sign(), "traceparent",
				"00-" + TRACE_ID + "-b7ad6b7169203331-01");
		AuditEvent event = onlyEvent();
		assertThat(event.getType()).isEqualTo("AUTHENTICATION_SUCCESS");
		assertThat(event.getPrincipal()).isEqualTo(issuer.getIssuer() + "#user");
		assertThat(event.getData()).containsEntry("user", "user")
			.containsEntry("issuer", issuer.getIssuer())
			.containsEntry("tenant", "t1")
			.containsEntry("client", "client1")
			.containsEntry("scopes", List.of("a", "b"))
			.containsEntry("method", "GET")
			.containsEntry("path", "/api/me")
			.containsEntry("address", "127.0.0.1")
			.containsEntry("trace", TRACE_ID);
	}

	@Test
	void refusedTokenIsRecordedWithItsCodeAndNothingItClaims() {
		String token = token().audience("urn:other").sign();
		application.getAs(token, "/api/me");
		AuditEvent event = onlyEvent();
		assertThat(event.getType()).isEqualTo("AUTHENTICATION_FAILURE");
		assertThat(event.getPrincipal()).isEqualTo("anonymous");
		assertThat(event.getData()).containsEntry("code", "invalid_audience")
			.containsEntry("path", "/api/me")
			.doesNotContainKeys("user", "client", "scopes", "message", "details");
	}

	@Test
	void malformedTokenIsRecorded() {
		application.getAs("a.b", "/api/me");
		assertThat(onlyEvent().getData()).containsEntry("code", "malformed_token");
	}

	@Test
	void unreadableCredentialsAreRecorded() {
		application.get("/api/me?access_token=secret");
		AuditEvent event = onlyEvent();
		assertThat(event.getType()).isEqualTo("AUTHENTICATION_FAILURE");
		assertThat(event.getData()).containsEntry("code", "token_in_query");
	}

	@Test
	void missingTokenIsRecorded() {
		application.get("/api/me");
		AuditEvent event = onlyEvent();
		assertThat(event.getType()).isEqualTo("AUTHORIZATION_FAILURE");
		assertThat(event.getData()).containsEntry("code", "missing_token");
	}

	@Test
	void refusedMethodIsRecordedWithWhatItNeeded() {
		application.postAs(token().sign(), "/api/notes", "{}");
		AuditEvent event = lastEvent();
		assertThat(event.getType()).isEqualTo("AUTHORIZATION_FAILURE");
		assertThat(event.getPrincipal()).isEqualTo(issuer.getIssuer() + "#user");
		assertThat(event.getData()).containsEntry("code", "insufficient_scope")
			.containsEntry("required", List.of("notes:write"))
			.containsEntry("path", "/api/notes");
	}

	@Test
	void refusedUrlIsRecordedWithWhatItNeeded() {
		HttpResponse<String> response = application.getAs(token().sign(), "/admin");
		assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).contains("scope=\"admin\"");
		assertThat(lastEvent().getData()).containsEntry("code", "insufficient_scope")
			.containsEntry("required", List.of("admin"));
	}

	@Test
	void refusalThatNoScopeCuresIsRecordedAsSuch() {
		application.getAs(token().sign(), "/bosses");
		assertThat(lastEvent().getData()).containsEntry("code", "access_denied").doesNotContainKey("required");
	}

	@Test
	void grantedCallIsNotRecordedAsAFailure() {
		application.postAs(token().scopes("notes:write").sign(), "/api/notes", "{}");
		assertThat(newEvents()).extracting(AuditEvent::getType).containsExactly("AUTHENTICATION_SUCCESS");
	}

	@Test
	void tokenReachesNoRecordAndNoEndpoint() {
		String token = token().claim("exp", 1).without("iat").sign();
		application.getAs(token, "/api/me");
		assertThat(newEvents()).hasSize(1);
		HttpResponse<String> events = application.getAs(token().scopes("actuator:read", "audit:read:all").sign(),
				"/actuator/auditevents");
		assertThat(events.statusCode()).isEqualTo(200);
		assertThat(events.body()).contains("expired_token")
			.doesNotContain(token, token.substring(token.lastIndexOf('.') + 1));
	}

	@Test
	void eventsOfOthersAreNotShownToUsers() {
		application.getAs(issuer.token("other").audience("urn:api").claim("tenant", "t2").sign(), "/api/me");
		application.getAs(token().sign(), "/api/me");
		HttpResponse<String> events = application.getAs(token().scopes("actuator:read", "audit:read").sign(),
				"/actuator/auditevents");
		assertThat(events.body()).contains("\"tenant\":\"t1\"").doesNotContain("\"t2\"", "other");
	}

	@Test
	void eventsAreNotShownWithoutTheScopeThatTheTrailAsksFor() {
		application.getAs(token().sign(), "/api/me");
		HttpResponse<String> events = application.getAs(token().scopes("actuator:read").sign(),
				"/actuator/auditevents");
		assertThat(events.statusCode()).isEqualTo(403);
		assertThat(events.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope",
				"audit:read");
	}

	@Test
	void eventOfTheApplicationIsStoredOnce() {
		application.getContext()
			.publishEvent(new AuditApplicationEvent("alice", "ORDER_PLACED", Map.of("order", "17")));
		AuditEvent event = onlyEvent();
		assertThat(event.getType()).isEqualTo("ORDER_PLACED");
		assertThat(event.getPrincipal()).isEqualTo("alice");
		assertThat(event.getData()).containsEntry("order", "17");
	}

	@ParameterizedTest
	@ValueSource(strings = { "audit.pruned", "audit.subject.erased", "audit.x", "AUDIT.GAP" })
	void eventOfTheApplicationCannotPassForOneOfTheTrail(String type) {
		AuditApplicationEvent event = new AuditApplicationEvent("alice", type, Map.of("last", "255"));
		assertThatIllegalArgumentException().isThrownBy(() -> application.getContext().publishEvent(event))
			.withMessageContaining("'" + type + "'")
			.withMessageContaining("reserved");
		application.getContext().publishEvent(new AuditApplicationEvent("alice", "AFTERWARDS", Map.of()));
		assertThat(onlyEvent().getType()).isEqualTo("AFTERWARDS");
	}

	@Test
	void eventOfTheApplicationCannotPassForAPartOfARecord() {
		application.getContext()
			.publishEvent(new AuditApplicationEvent("alice", "ORDER_PLACED", Map.of("identifiabl.record", "17")));
		assertThat(onlyEvent().getType()).isEqualTo("ORDER_PLACED");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void probeIsNotRecordedWhateverItsToken(boolean valid) {
		String token = valid ? token().sign() : token().audience("urn:other").sign();
		application.getAs(token, "/actuator/health");
		application.getContext().publishEvent(new AuditApplicationEvent("alice", "AFTERWARDS", Map.of()));
		assertThat(onlyEvent().getType()).isEqualTo("AFTERWARDS");
	}

	@Test
	void eventsAreFoundByPrincipalTypeAndTime() {
		application.getAs(token().sign(), "/api/me");
		AuditEvent event = onlyEvent();
		AuditEventRepository repository = application.getBean(AuditEventRepository.class);
		assertThat(
				repository.find(event.getPrincipal(), event.getTimestamp().minusNanos(1000), "AUTHENTICATION_SUCCESS"))
			.extracting(AuditEvent::getTimestamp)
			.containsExactly(event.getTimestamp());
		assertThat(repository.find("nobody", null, "AUTHENTICATION_SUCCESS")).isEmpty();
		assertThat(repository.find(event.getPrincipal(), event.getTimestamp(), "AUTHENTICATION_SUCCESS")).isEmpty();
	}

	@Test
	void noMoreThanTheLatest1000AreFound() {
		AuditEventRepository repository = application.getBean(AuditEventRepository.class);
		for (int i = 0; i <= 1000; i++) {
			repository.add(new AuditEvent("alice", "MANY", Map.of("number", i)));
		}
		// records are written in their order
		repository.add(new AuditEvent("alice", "AFTERWARDS", Map.of()));
		for (int i = 0; i < 10_000 && repository.find("alice", null, "AFTERWARDS").isEmpty(); i++) {
			Thread.onSpinWait();
		}
		assertThat(repository.find("alice", null, "MANY")).hasSize(1000)
			.extracting((event) -> String.valueOf(event.getData().get("number")))
			.doesNotContain("0")
			.contains("1", "1000");
	}

	private static TestToken token() {
		return issuer.token("user")
			.audience("urn:api")
			.scopes("a", "b")
			.claim("client_id", "client1")
			.claim("tenant", "t1");
	}

	// a response may be here before its record is, also one of the test before
	private List<AuditEvent> newEvents() {
		List<AuditEvent> events = eventsSinceTheBegin();
		for (int i = 0; i < 1000 && events.isEmpty(); i++) {
			events = eventsSinceTheBegin();
		}
		return events;
	}

	private List<AuditEvent> eventsSinceTheBegin() {
		return allEvents().stream().filter((event) -> !event.getTimestamp().isBefore(this.begin)).toList();
	}

	private AuditEvent onlyEvent() {
		List<AuditEvent> events = newEvents();
		assertThat(events).hasSize(1);
		return events.get(0);
	}

	private AuditEvent lastEvent() {
		List<AuditEvent> events = newEvents();
		return events.get(events.size() - 1);
	}

	@SuppressWarnings("NullAway") // no filter at all
	private static List<AuditEvent> allEvents() {
		return application.getBean(AuditEventRepository.class).find(null, null, null);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ApiApplication.class)
	static class AuditedApplication {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.requestMatchers("/admin")
				.hasAuthority("SCOPE_admin")
				.requestMatchers("/bosses")
				.hasRole("boss")
				.anyRequest()
				.authenticated());
			http.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(Customizer.withDefaults()));
			http.csrf((csrf) -> csrf.disable());
			return http.build();
		}

	}

}
