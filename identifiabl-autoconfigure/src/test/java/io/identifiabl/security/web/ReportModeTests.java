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

package io.identifiabl.security.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.identifiabl.revocation.Revocation;
import io.identifiabl.revocation.TokenRevocationRegistry;
import io.identifiabl.test.TestIssuer;
import io.identifiabl.test.TestToken;
import io.identifiabl.testapp.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that has what would be refused reported, and everything that is refused
 * all the same.
 *
 * @author Identifiabl Contributors
 */
@ExtendWith(OutputCaptureExtension.class)
class ReportModeTests {

	private static TestIssuer issuer;

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		issuer = TestIssuer.start();
		application = own();
	}

	@AfterAll
	static void stop() {
		application.close();
		issuer.close();
	}

	private static RunningApplication own(String... more) {
		return RunningApplication.start(ReportApplications.OwnDecoder.class,
				ReportApplications.properties(issuer.getIssuer(),
						Stream.concat(Stream.of("app.jwk-set-uri=" + issuer.getJwkSetUri()), Stream.of(more))
							.toArray(String[]::new)));
	}

	private static TestToken token(String subject) {
		return issuer.token(subject).header("typ", "JWT");
	}

	private static String foreign() {
		return token("alice").audience("urn:other").scopes("vault", "notes:write").sign();
	}

	private static String good() {
		return token("alice").audience("urn:api").scopes("vault", "notes:write").sign();
	}

	@Test
	void requestWhenTokenWouldBeRefusedThenGoesOnAndIsLogged(CapturedOutput output) {
		HttpResponse<String> response = application.getAs(foreign(), "/api/open");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("alicefalse");
		assertThat(output.getAll().lines().filter((line) -> line.contains("Reported "))).singleElement()
			.asString()
			.contains("Reported GET /api/open: 401 invalid_audience for " + issuer.getIssuer(),
					"aud [urn:other] has none of [urn:api]", "trace ")
			.doesNotContain(foreign());
		assertThat(output).doesNotContain("Refused ");
	}

	@Test
	void requestWhenTokenIsGoodThenHasIdentityAndNothingIsReported(CapturedOutput output) {
		HttpResponse<String> response = application.getAs(good(), "/api/me");
		assertThat(RunningApplication.json(response)).containsEntry("subject", "alice");
		assertThat(application.getAs(good(), "/guarded/annotation").body()).isEqualTo("gold");
		assertThat(output).doesNotContain("Reported ");
	}

	@Test
	void requestWhenOwnDecoderRefusesThenIs401() {
		String expired = token("alice").audience("urn:api").expiresAt(Instant.now().minusSeconds(3600)).sign();
		assertThat(application.getAs(expired, "/api/open").statusCode()).isEqualTo(401);
		assertThat(application.get("/api/open").statusCode()).isEqualTo(401);
	}

	@Test
	void authoritiesWhenTokenWouldBeRefusedThenAreThoseOfBefore() {
		HttpResponse<String> response = application.getAs(foreign(), "/api/existing");
		assertThat(RunningApplication.json(response).get("authorities")).asString()
			.contains("SCOPE_vault", "SCOPE_notes:write");
		assertThat(application.postAs(foreign(), "/api/notes", "{}").statusCode())
			.as("an expression of the application's own")
			.isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "annotation", "expression", "url", "service", "async" })
	void guardedWhenTokenWouldBeRefusedThenIsRefused(String way) {
		HttpResponse<String> response = application.getAs(foreign(), "/guarded/" + way);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(RunningApplication.json(response)).containsEntry("code", "invalid_audience");
		assertThat(response.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
				(challenge) -> assertThat(challenge).startsWith("Bearer ").contains("error=\"invalid_token\""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "annotation", "expression", "url", "service", "async", "thread" })
	void guardedWhenTokenIsGoodThenIsServed(String way) {
		assertThat(application.getAs(good(), "/guarded/" + way).body()).isEqualTo("gold");
	}

	@Test
	void guardedWhenTokenWouldBeRefusedThenIsRefusedOnOtherThreads() {
		assertThat(application.getAs(foreign(), "/guarded/thread").body())
			.isEqualTo("refused InvalidBearerTokenException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/me", "/api/holder" })
	void identityWhenRequiredAndTokenWouldBeRefusedThenIs401WithItsCode(String path) {
		HttpResponse<String> response = application.getAs(foreign(), path);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(RunningApplication.json(response)).containsEntry("code", "invalid_audience");
	}

	@Test
	void identityWhenOptionalAndTokenWouldBeRefusedThenIsEmpty() {
		assertThat(RunningApplication.json(application.getAs(foreign(), "/open/maybe")))
			.isEqualTo(Map.of("nullable", false, "optional", false));
	}

	@Test
	void headersThatTellWhoCallsAreRemoved() {
		assertThat(application.get("/api/header", "Authorization", "Bearer " + foreign(), "X-User-Id", "root").body())
			.isEqualTo("header null");
	}

	@Test
	void tokenWhenRevokedThenIsRefusedWhateverElseIsWrong() {
		String id = "t-" + System.nanoTime();
		String foreign = token("alice").audience("urn:other").claim("jti", id).sign();
		assertThat(application.getAs(foreign, "/api/open").statusCode()).isEqualTo(200);
		application.getBean(TokenRevocationRegistry.class)
			.revoke(Revocation.ofTokenId(issuer.getIssuer(), id, Instant.now()));
		HttpResponse<String> response = application.getAs(foreign, "/api/open");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(RunningApplication.json(response)).containsEntry("code", "token_revoked");
		String good = token("alice").audience("urn:api").claim("jti", id).sign();
		assertThat(application.getAs(good, "/api/open").statusCode()).isEqualTo(401);
	}

	@Test
	void tokenWhenRevokedAndSubjectIsNoneThenIsRefused() {
		String session = "s-" + System.nanoTime();
		String odd = token("two\nlines").audience("urn:api").claim("sid", session).sign();
		assertThat(application.getAs(odd, "/api/open").statusCode()).isEqualTo(200);
		application.getBean(TokenRevocationRegistry.class)
			.revoke(Revocation.ofSession(issuer.getIssuer(), session, Instant.now().plusSeconds(1)));
		assertThat(application.getAs(odd, "/api/open").statusCode()).isEqualTo(401);
	}

	@Test
	void tokenWhenKeysAreAwayThenGoesOnUnlessRevoked(CapturedOutput output) {
		try (TestIssuer keys = TestIssuer.start()) {
			TestIssuer gone = TestIssuer.start();
			String address = gone.getIssuer();
			gone.close();
			try (RunningApplication other = RunningApplication.start(ReportApplications.OwnDecoder.class,
					ReportApplications.properties(address, "app.jwk-set-uri=" + keys.getJwkSetUri()))) {
				String token = keys.token("bob")
					.header("typ", "JWT")
					.claim("iss", address)
					.audience("urn:api")
					.scopes("vault")
					.sign();
				assertThat(other.getAs(token, "/api/open").body()).isEqualTo("bobfalse");
				assertThat(output).contains("Reported GET /api/open: 503 keys_unavailable");
				assertThat(other.getAs(token, "/guarded/annotation").statusCode()).isEqualTo(503);
				other.getBean(TokenRevocationRegistry.class)
					.revoke(Revocation.ofSubject(address, "bob", Instant.now().plusSeconds(1)));
				assertThat(other.getAs(token, "/api/open").statusCode()).isEqualTo(401);
			}
		}
	}

	@Test
	void operatorEndpointsWhenTokenWouldBeRefusedThenStayClosed() {
		String operator = token("root").audience("urn:other").scopes("actuator:read", "actuator:write").sign();
		try (RunningApplication exposed = own("management.endpoints.web.exposure.include=*")) {
			for (String path : List.of("/actuator/identifiabl", "/actuator/audittrail")) {
				HttpResponse<String> response = exposed.getAs(operator, path);
				assertThat(response.statusCode()).as(path).isEqualTo(401);
			}
			String revocation = "{\"kind\":\"issuer\",\"issuer\":\"%s\"}".replace("%s", issuer.getIssuer());
			assertThat(exposed.postAs(operator, "/actuator/tokenrevocations", revocation).statusCode()).isEqualTo(401);
			String good = token("root").audience("urn:api").scopes("actuator:read", "actuator:write").sign();
			assertThat(exposed.getAs(good, "/actuator/identifiabl").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void decoderWhenItIsBootsThenStaysInPlace() {
		try (RunningApplication boots = RunningApplication.start(ReportApplications.BootsDecoder.class,
				ReportApplications.properties(issuer.getIssuer(),
						"spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.getIssuer()))) {
			assertThat(boots.getAs(foreign(), "/api/open").body()).isEqualTo("alicefalse");
			assertThat(boots.getAs(good(), "/api/open").body()).isEqualTo("alicetrue");
			assertThat(boots.getAs(foreign(), "/guarded/annotation").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void applicationWhenSwitchedOffThenIsAsBefore() {
		try (RunningApplication off = own("identifiabl.enabled=false")) {
			assertThat(off.get("/api/header", "Authorization", "Bearer " + foreign(), "X-User-Id", "root").body())
				.isEqualTo("header root");
			assertThat(off.postAs(foreign(), "/api/notes", "{}").statusCode()).isEqualTo(200);
			assertThat(off.getAs(foreign(), "/guarded/annotation").body()).as("guarded by nobody").isEqualTo("gold");
		}
	}

	@Test
	void periodWhenOverThenRefusesFromThenOn(CapturedOutput output) {
		LocalDate until = LocalDate.now(ZoneOffset.UTC).plusDays(3);
		try (RunningApplication timed = RunningApplication.start(ReportApplications.Timed.class,
				ReportApplications.properties(issuer.getIssuer(), until, "app.jwk-set-uri=" + issuer.getJwkSetUri()))) {
			ReportApplications.SetClock clock = timed.getBean(ReportApplications.SetClock.class);
			String foreign = lasting("urn:other");
			clock.plusDays(3);
			assertThat(timed.getAs(foreign, "/api/open").statusCode()).as("on its last day").isEqualTo(200);
			clock.plusDays(1);
			HttpResponse<String> response = timed.getAs(foreign, "/api/open");
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(RunningApplication.json(response)).containsKey("code");
			assertThat(output).contains("identifiabl.web.report-until has passed");
		}
	}

	// the decoder of the application has another clock
	private static String lasting(String audience) {
		return token("alice").audience(audience).expiresAt(Instant.now().plus(Duration.ofDays(10))).sign();
	}

}
