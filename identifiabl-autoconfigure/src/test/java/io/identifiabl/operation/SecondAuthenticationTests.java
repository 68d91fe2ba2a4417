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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import io.identifiabl.test.TestIssuer;
import io.identifiabl.testapp.McpEndpoint;
import io.identifiabl.testapp.RecordedTrail;
import io.identifiabl.testapp.RecordedTrail.Recorded;
import io.identifiabl.testapp.RunningApplication;
import io.identifiabl.testapp.SwitchableStore;
import io.identifiabl.trail.AuditTestKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who a request is from, when somebody else is authenticated while it is performed.
 *
 * @author Identifiabl Contributors
 */
class SecondAuthenticationTests {

	private static final String RIGHT = SecondAuthenticationApplication.PASSWORD;

	private static TestIssuer issuer;

	private static RunningApplication application;

	private RecordedTrail trail;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = start("identifiabl.audit.delivery=async");
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

	@AfterEach
	void plugIn() {
		application.getBean(SwitchableStore.class).setDown(false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/check", "/api/check-later", "/api/check-on-the-pool", "/api/forward" })
	void recordWhenCheckOfAColleagueFailsThenIsTheCallersAndExecuted(String path) {
		assertThat(asAlice(path + "?password=x").body()).isEqualTo("wrong");
		assertThatAliceDidIt();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/check", "/api/check-later", "/api/check-on-the-pool", "/api/forward" })
	void recordWhenCheckOfAColleagueSucceedsThenIsStillTheCallers(String path) {
		assertThat(asAlice(path + "?password=" + RIGHT).body()).isEqualTo("it is colleague");
		assertThatAliceDidIt();
	}

	@ParameterizedTest
	@CsvSource({ "/api/check-token, urn:api, it is bob", "/api/check-token, urn:other, wrong",
			"/api/decode, urn:api, it is bob", "/api/decode, urn:other, wrong", "/api/dispatch, urn:api, 200",
			"/api/dispatch, urn:other, 401", "/api/pass-on, urn:api, 400", "/api/pass-on, urn:other, 401" })
	void recordWhenAnotherTokenIsVerifiedThenIsStillTheCallers(String path, String audience, String answer) {
		HttpResponse<String> response = application.get(path, "Authorization", "Bearer " + alice(), "X-Other-Token",
				issuer.token("bob").audience(audience).sign());
		assertThat(response.body()).isEqualTo(answer);
		assertThatAliceDidIt();
	}

	@Test
	void recordWhenCheckFailsThenSaysThatThereWasOne() {
		asAlice("/api/check?password=x");
		Recorded record = this.trail.only("http.request");
		assertThat(record.decisions()).containsExactly("authentication permit", "url permit", "reauthentication deny");
		assertThat(record.row().payload() + record.row().personal()).doesNotContain("colleague");
	}

	@Test
	void recordWhenRequestFailsAfterTheCheckThenIsTheCallersFailure() {
		asAlice("/api/check-and-fail?password=x");
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("actor_type", "user")
			.containsEntry("decision", "permit")
			.containsEntry("outcome", "failure")
			.containsEntry("error", "internal_error")
			.doesNotContainKey("reason");
		assertThat(record.personal()).containsEntry("sub", "alice");
	}

	@Test
	void recordsWhenManyChecksFailThenAreAllThere() {
		for (int i = 0; i < 31; i++) {
			asAlice("/api/check?password=x");
		}
		this.trail.awaitCount("http.request", 31);
		assertThat(this.trail.all()).hasSize(31);
	}

	@ParameterizedTest
	@CsvSource({ "x, wrong", RIGHT + ", it is colleague" })
	void recordWhenAToolChecksAPasswordThenIsTheCallers(String password, String answer) {
		McpEndpoint alice = McpEndpoint.of(application).as(alice()).initialized();
		this.trail = RecordedTrail.of(application);
		assertThat(McpEndpoint.text(alice.call("checkPassword", "{\"password\":\"" + password + "\"}")))
			.contains(answer);
		Recorded record = this.trail.only("mcp.tool.call");
		assertThat(record.leaf()).containsEntry("actor_type", "user")
			.containsEntry("decision", "permit")
			.containsEntry("outcome", "success")
			.doesNotContainKey("reason");
		assertThat(record.personal()).containsEntry("sub", "alice").doesNotContainKey("claimed");
	}

	@Test
	void loginOfTheApplicationWhenItSucceedsThenIsOfWhoLoggedIn() {
		application.get("/open/login?password=" + RIGHT);
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("issuer", "local")
			.containsEntry("decision", "permit")
			.containsEntry("outcome", "success");
		assertThat(record.personal()).containsEntry("sub", "colleague");
	}

	@Test
	void loginOfTheApplicationWhenItFailsThenIsARejection() {
		application.get("/open/login?password=x");
		assertThat(this.trail.only("identity.rejected").leaf()).containsEntry("actor_type", "anonymous")
			.containsEntry("decision", "deny")
			.containsEntry("reason", "bad_credentials")
			.containsEntry("outcome", "failure")
			.containsEntry("status", 401L);
	}

	@Test
	void operationWhenItNeedsNobodyThenIsRecordedEveryTime() {
		for (int i = 0; i < 31; i++) {
			assertThat(application.get("/open/check?password=x").body()).isEqualTo("wrong");
			application.get("/open/fail");
		}
		this.trail.awaitCount("http.request", 62);
		assertThat(this.trail.all()).filteredOn((record) -> Long.valueOf(200).equals(record.leaf("status")))
			.hasSize(31)
			.allSatisfy((record) -> assertThat(record.leaf()).containsEntry("outcome", "success")
				.containsEntry("decision", "deny")
				.containsEntry("reason", "bad_credentials")
				.doesNotContainKey("error"));
	}

	@Test
	void junkWhenItFindsNothingThenIsCountedOnly() {
		for (int i = 0; i < 31; i++) {
			assertThat(application.get("/open/nothing-" + i).statusCode()).isEqualTo(404);
		}
		assertThat(this.trail.all()).hasSizeLessThanOrEqualTo(20);
	}

	@Test
	void resultWhenCheckFailedAndTheRecordCannotBeKeptThenIsWithheld() {
		try (RunningApplication strict = start("identifiabl.audit.delivery=sync")) {
			strict.getBean(SwitchableStore.class).setDown(true);
			List.of("/api/check?password=x", "/api/check?password=" + RIGHT)
				.forEach((path) -> assertThat(strict.getAs(alice(), path).statusCode()).isEqualTo(503));
			assertThat(strict.get("/open/check?password=x").statusCode()).isEqualTo(503);
			strict.getBean(SwitchableStore.class).setDown(false);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", RIGHT })
	void recordWhenTheCallerHasAPasswordThenIsStillTheCallers(String password) {
		try (RunningApplication local = start(PasswordApplication.class, "identifiabl.audit.delivery=async")) {
			RecordedTrail records = RecordedTrail.of(local);
			String basic = Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));
			local.get("/api/check?password=" + password, "Authorization", "Basic " + basic);
			Recorded record = records.only("http.request");
			assertThat(record.leaf()).containsEntry("issuer", "local")
				.containsEntry("decision", "permit")
				.containsEntry("outcome", "success");
			assertThat(record.personal()).containsEntry("sub", "alice");
		}
	}

	@Test
	void recordWhenAUserOfASessionFailsToLogInThenIsThatUsers() {
		try (RunningApplication local = start(SessionApplication.class, "identifiabl.audit.delivery=async")) {
			String cookie = login(local, "secret", null);
			RecordedTrail records = RecordedTrail.of(local);
			login(local, "x", cookie);
			Recorded record = records.only("http.request");
			assertThat(record.leaf()).containsEntry("actor_type", "user")
				.containsEntry("issuer", "local")
				.containsEntry("decision", "deny")
				.containsEntry("reason", "bad_credentials")
				.containsEntry("outcome", "failure");
			assertThat(record.personal()).containsEntry("sub", "alice");
		}
	}

	// as with Spring Session, of which the container knows nothing
	@Test
	void recordWhenAUserOfASessionOfAnotherKindFailsToLogInThenIsThatUsers() {
		try (RunningApplication local = start(OtherSessionApplication.class, "identifiabl.audit.delivery=async")) {
			RecordedTrail records = RecordedTrail.of(local);
			login(local, "x", "user=alice");
			Recorded record = records.only("http.request");
			assertThat(record.leaf()).containsEntry("actor_type", "user").containsEntry("reason", "bad_credentials");
			assertThat(record.personal()).containsEntry("sub", "alice");
		}
	}

	@Test
	void recordWhenNobodyFailsToLogInThenIsARejection() {
		try (RunningApplication local = start(SessionApplication.class, "identifiabl.audit.delivery=async")) {
			RecordedTrail records = RecordedTrail.of(local);
			login(local, "x", null);
			assertThat(records.only("identity.rejected").leaf()).containsEntry("actor_type", "anonymous")
				.containsEntry("reason", "bad_credentials");
		}
	}

	private static String login(RunningApplication local, String password, @Nullable String cookie) {
		HttpRequest.Builder request = local.request("/login")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("username=alice&password=" + password));
		return local.send((cookie != null) ? request.header("Cookie", cookie) : request)
			.headers()
			.firstValue("Set-Cookie")
			.map((value) -> value.substring(0, value.indexOf(';')))
			.orElse("");
	}

	private void assertThatAliceDidIt() {
		Recorded record = this.trail.only("http.request");
		assertThat(record.leaf()).containsEntry("actor_type", "user")
			.containsEntry("issuer", issuer.getIssuer())
			.containsEntry("granted", List.of("notes:read"))
			.containsEntry("decision", "permit")
			.containsEntry("outcome", "success")
			.containsEntry("status", 200L)
			.doesNotContainKeys("reason", "error", "provider");
		assertThat(record.personal()).containsEntry("sub", "alice")
			.containsEntry("principal", issuer.getIssuer() + "#alice")
			.doesNotContainKey("claimed");
	}

	private HttpResponse<String> asAlice(String path) {
		return application.getAs(alice(), path);
	}

	private static String alice() {
		return issuer.token("alice").audience("urn:api").scopes("notes:read").sign();
	}

	private static RunningApplication start(String property) {
		return start(SecondAuthenticationApplication.class, property);
	}

	private static RunningApplication start(Class<?> type, String property) {
		return RunningApplication.start(type, "identifiabl.issuer=" + issuer.getIssuer(),
				"identifiabl.audiences=urn:api", "identifiabl.web.public-paths=/open/**",
				"identifiabl.mcp.resource=https://api.example.com/mcp", "identifiabl.mcp.undeclared-tools=allow",
				"spring.ai.mcp.server.enabled=true", "spring.ai.mcp.server.protocol=STREAMABLE",
				"identifiabl.audit.spill-file=", "identifiabl.audit.checkpoint.private-key=" + AuditTestKeys.newKey(),
				property);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(SecondAuthenticationApplication.class)
	static class PasswordApplication {

		@Bean
		SecurityFilterChain passwords(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.userDetailsService(new InMemoryUserDetailsManager(
					User.withUsername("alice").password("{noop}secret").roles("user").build()));
			http.httpBasic(Customizer.withDefaults());
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(SecondAuthenticationApplication.class)
	static class SessionApplication {

		@Bean
		SecurityFilterChain forms(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.userDetailsService(new InMemoryUserDetailsManager(
					User.withUsername("alice").password("{noop}secret").roles("user").build()));
			http.formLogin(Customizer.withDefaults());
			http.csrf((csrf) -> csrf.disable());
			return http.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(SecondAuthenticationApplication.class)
	static class OtherSessionApplication {

		@Bean
		SecurityFilterChain forms(HttpSecurity http) {
			http.securityContext((contexts) -> contexts.securityContextRepository(new CookieSecurityContexts()));
			return new SessionApplication().forms(http);
		}

	}

}
